#include <doctest/doctest.h>

#include "expr/run_program.h"

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

TEST_CASE("the zone's name is checked") {
  Bindings nowhere;
  nowhere.zone = "Asia/Shangai";
  CHECK(run_program("day", "1", nowhere).starts_with("! "));
}

TEST_SUITE_END();

}  // namespace nd::expr
