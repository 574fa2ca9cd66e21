#include <filesystem>
#include <random>
#include <string>

#include <doctest/doctest.h>

#include "expr/run_program.h"
#include "time/period.h"
#include "time/zone.h"

namespace nd::expr {

TEST_SUITE_BEGIN("expr/builtins_time");

TEST_CASE("the calendar is that of the zone") {
  Bindings shanghai;
  shanghai.zone = "Asia/Shanghai";
  CHECK(run_program("day, week, month, quarter, year, weekday, hour, minute",
                    "\"2024-07-31T16:30:00Z\"", shanghai) ==
        "\"2024-08-01\" \"2024-W31\" \"2024-08\" \"2024-Q3\" \"2024\" 4 0 30");
  CHECK(run_program("day", "\"2024-07-31T16:30:00Z\"") == "\"2024-07-31\"");
  CHECK(run_program(".t | ms | day", "{\"t\":1722443400000}", shanghai) == "\"2024-08-01\"");
  CHECK(run_program("[.[] | us | hour]", "[1722443400000000]", shanghai) == "[0]");
  CHECK(run_program("day", "1722443400.5", shanghai) == "\"2024-08-01\"");
}

TEST_CASE("several days of one record stand side by side") {
  CHECK(
      run_program("[.[] | ms | day]", "[0,1000,86400000,1,86400001,172800000,86400002]") ==
      "[\"1970-01-01\",\"1970-01-01\",\"1970-01-02\",\"1970-01-01\",\"1970-01-02\",\"1970-01-03\","
      "\"1970-01-02\"]");
  // Also where the first of them is known from the record before.
  json::Schema schema;
  const auto program = Program::compile("[.a, .b, .a] | map(ms | day) | join(\" \")", schema, {});
  REQUIRE(program);
  Evaluator evaluator(*program);
  json::Projector projector(schema);
  for (const char* record :
       {"{\"a\":1,\"b\":86400000}", "{\"a\":2,\"b\":86400000}", "{\"a\":3,\"b\":86400000}"}) {
    const PaddedString line(std::string(record) + "\n");
    REQUIRE(projector.project(line.view().substr(0, line.view().size() - 1)));
    const auto days = evaluator.one(projector.row(), "-");
    REQUIRE(days);
    CHECK((*days)->text() == "1970-01-01 1970-01-02 1970-01-01");
  }
}

TEST_CASE("a period text is local already, and only gets coarser") {
  CHECK(run_program("month, quarter, year", "\"2024-07-31\"") ==
        "\"2024-07\" \"2024-Q3\" \"2024\"");
  CHECK(run_program("day", "\"2024-07\"").starts_with("* "));
  CHECK(run_program("hour", "\"2024-07-31\"").starts_with("* \"2024-07-31\" has no time of day"));
  CHECK(run_program("day", "null").starts_with("* null is no time"));
}

TEST_CASE("epoch numbers in any unit are exact") {
  CHECK(run_program("ms, us, ns", "1720000000123") ==
        "1720000000.123 1720000.000123 1720.000000123");
  CHECK(run_program("ms", "1720000000000") == "1720000000");
  CHECK(run_program("time", "\"2024-07-31T23:59:59.123456789+08:00\"") == "1722441599.123456789");
  CHECK(run_program("fromdate", "\"2015-03-05T23:51:47.5+01:00\"") == "1425595907.5");
}

// A machine remembers which numbers lie in the period that it was asked for last.
TEST_CASE("strflocaltime and localtime are those of the zone" *
          doctest::skip(!std::filesystem::exists("/usr/share/zoneinfo/Europe/Berlin"))) {
  Bindings berlin;
  berlin.zone = "Europe/Berlin";
  const auto local = [&](std::string_view program, std::string_view input) {
    return run_program(program, input, berlin);
  };
  CHECK(local("strflocaltime(\"%H:%M %Z %z\")", "1711846799") == "\"01:59 CET +0100\"");
  CHECK(local("strflocaltime(\"%H:%M %Z %z\")", "1711846800") == "\"03:00 CEST +0200\"");
  CHECK(local("ms | strflocaltime(\"%F %T\")", "1711846800999") == "\"2024-03-31 03:00:00\"");
  CHECK(local("strflocaltime(\"%R %Z\")", "\"2024-03-31T01:00:00Z\"") == "\"03:00 CEST\"");
  CHECK(local("strflocaltime(\"%A %R %Z\")", "\"2024-07-31\"") == "\"Wednesday 00:00 CEST\"");
  CHECK(local("localtime", "1711846800.5") == "[2024,2,31,3,0,0.5,0,90]");
  CHECK(local("localtime | strflocaltime(\"%R %Z\")", "1711846800") == "\"03:00 CEST\"");
  CHECK(local("localtime | mktime", "1711846800") == "1711854000");
  CHECK(local("strflocaltime(\"%s\")", "1711846800") == "\"1711846800\"");
  CHECK(local("strflocaltime(1)", "0").starts_with("* "));
  CHECK(local("strflocaltime(\"%F\")", "true").starts_with("* "));
  CHECK(local("strflocaltime(\"%F\")", "\"2024-07\"").starts_with("* "));
  CHECK(local("localtime", "\"2024-07-31\"").starts_with("* "));
}

TEST_CASE("periods of numbers in any order are those of the zone, where clocks are set back too" *
          doctest::skip(!std::filesystem::exists("/usr/share/zoneinfo/America/Sao_Paulo"))) {
  using time::EpochUnit;
  using time::PeriodKind;
  std::mt19937_64 random(11);
  const auto below = [&](std::int64_t limit) {
    return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(limit));
  };
  for (const char* name : {"America/Sao_Paulo", "America/Havana", "Africa/Casablanca",
                           "Pacific/Apia", "Asia/Shanghai", "UTC"}) {
    const time::Zone zone = *time::Zone::find(name);
    Bindings bindings;
    bindings.zone = name;
    for (int round = 0; round < 30; ++round) {
      // Near each other, with a leap now and then; some of them nanoseconds beyond 64 bits' days.
      const bool nanos = round % 3 == 0;
      const auto unit = nanos ? EpochUnit::kNanos : EpochUnit::kMillis;
      const std::int64_t factor = nanos ? 1'000'000'000 : 1'000;
      std::string numbers;
      std::string expected;
      std::int64_t seconds = 0;
      for (int i = 0; i < 1000; ++i) {
        if (i % 100 == 0) seconds = below(4'300'000'000) - 1'500'000'000;
        seconds += below(40'000) - 18'000;
        const std::int64_t count = seconds * factor + below(factor);
        numbers += (i == 0 ? "[" : ",") + std::to_string(count);
        const time::Day day = zone.day(*time::Instant::from_epoch(count, unit));
        for (const auto kind : {PeriodKind::kDay, PeriodKind::kMonth, PeriodKind::kWeek})
          expected += (expected.empty() ? "\"" : " \"") + time::Period::of(day, kind).text() + "\"";
      }
      const std::string unit_name = nanos ? "ns" : "ms";
      REQUIRE(run_program(".[] | (" + unit_name + " | day), (" + unit_name + " | month), (" +
                              unit_name + " | week)",
                          numbers + "]", bindings) == expected);
    }
  }
}

TEST_CASE("the zone's name is checked") {
  Bindings nowhere;
  nowhere.zone = "Asia/Shangai";
  CHECK(run_program("day", "1", nowhere).starts_with("! "));
}

TEST_SUITE_END();

}  // namespace nd::expr
