#include "time/tzif.h"

#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "time/civil.h"

namespace nd::time {
namespace {

void put(std::string& out, std::uint64_t number, int bytes) {
  for (int i = bytes - 1; i >= 0; --i)
    out.push_back(static_cast<char>(number >> (8 * i) & 0xff));
}

void put_header(std::string& out, char version, std::uint64_t times, std::uint64_t types,
                std::uint64_t leap) {
  out += "TZif";
  out.push_back(version);
  out.append(15, '\0');
  for (const std::uint64_t count :
       {std::uint64_t{0}, std::uint64_t{0}, leap, times, types, std::uint64_t{4}}) {
    put(out, count, 4);
  }
}

// A file of version 2 with one change, to `offset` at `at`, and the rule.
std::string file(std::int64_t at, std::int32_t offset, const std::string& rule) {
  std::string out;
  put_header(out, '2', 0, 1, 0);
  out += std::string(6, '\0') + std::string("UTC\0", 4);
  put_header(out, '2', 1, 2, 0);
  put(out, static_cast<std::uint64_t>(at), 8);
  out.push_back('\1');
  for (const std::int32_t type : {0, offset}) {
    put(out, static_cast<std::uint32_t>(type), 4);
    out += std::string(2, '\0');
  }
  return out + std::string("UTC\0", 4) + "\n" + rule + "\n";
}

std::int32_t offset_at(const ZoneTable& table, std::int64_t seconds) {
  std::int32_t offset = 0;
  for (const OffsetSpan& span : table.spans) {
    if (span.begin <= seconds) offset = span.offset;
  }
  return offset;
}

std::int64_t utc(std::int32_t year, std::int32_t month, std::int32_t day, std::int32_t hour) {
  return day_of({year, month, day}).since_epoch * kSecondsPerDay + hour * 3600;
}

TEST_SUITE_BEGIN("time/tzif");

TEST_CASE("a rule of months, weeks and weekdays goes on after the last change") {
  const ZoneTable table = *parse_tzif(file(utc(2000, 1, 1, 0), 3600, "CET-1CEST,M3.5.0,M10.5.0/3"));
  CHECK(offset_at(table, utc(1999, 12, 31, 23)) == 0);
  CHECK(offset_at(table, utc(2024, 3, 31, 0)) == 3600);
  CHECK(offset_at(table, utc(2024, 3, 31, 1)) == 7200);
  CHECK(offset_at(table, utc(2024, 10, 27, 0)) == 7200);
  CHECK(offset_at(table, utc(2024, 10, 27, 1)) == 3600);
  CHECK(table.repeats_from == utc(2402, 1, 1, 0));
}

TEST_CASE("rules by day of the year, quoted names, negative hours") {
  const ZoneTable julian = *parse_tzif(file(0, -10'800, "<-03>3<-02>,J60/0,300/-1:30"));
  // J60 is 1 March in every year; 300 counts from 0 and with 29 February.
  CHECK(offset_at(julian, utc(2024, 3, 1, 2)) == -10'800);
  CHECK(offset_at(julian, utc(2024, 3, 1, 3)) == -7'200);
  CHECK(offset_at(julian, utc(2023, 3, 1, 3)) == -7'200);
  CHECK(offset_at(julian, utc(2024, 10, 27, 0)) == -7'200);
  CHECK(offset_at(julian, utc(2024, 10, 27, 1)) == -10'800);
}

TEST_CASE("names come from the file and from the rule") {
  const ZoneTable table = *parse_tzif(file(0, -10'800, "<-03>3<-02>,J60/0,300/-1:30"));
  CHECK(table.names == std::vector<std::string>{"UTC", "-02", "-03"});
  CHECK(table.names[table.spans.front().name] == "UTC");
}

TEST_CASE("summer time all the year round leaves no trace of winter") {
  const ZoneTable table = *parse_tzif(file(0, -10'800, "XXX3EDT4,0/0,J365/23"));
  CHECK(offset_at(table, utc(2050, 7, 1, 0)) == -14'400);
  CHECK(offset_at(table, utc(2050, 12, 31, 23)) == -14'400);
  // Before, the file's change, summer, and one return that is never looked up.
  CHECK(table.spans.size() == 4);
  CHECK(table.spans.back().begin > table.repeats_from);
}

TEST_CASE("a rule without summer time is one offset for ever") {
  const ZoneTable table = *parse_tzif(file(utc(2000, 1, 1, 0), 28'800, "CST-8"));
  CHECK(table.spans.size() == 2);
  CHECK(table.repeats_from == std::numeric_limits<std::int64_t>::max());
}

TEST_CASE("a file that is cut anywhere, or is none, is refused") {
  const std::string whole = file(0, 3600, "CET-1CEST,M3.5.0,M10.5.0/3");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CAPTURE(size);
    CHECK_FALSE(parse_tzif(std::string_view(whole).substr(0, size)));
  }
  CHECK_FALSE(parse_tzif(std::string(1000, 'x')));
}

TEST_CASE("rules that cannot be read are named") {
  for (const char* rule :
       {"C-1", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M3.5.0,J0", "CET-168", "CET-1CEST,M3.5.0,M10.5.0/3x"}) {
    CAPTURE(rule);
    CHECK(parse_tzif(file(0, 0, rule)).error().message ==
          "the time zone file has an unknown rule '" + std::string(rule) + "'");
  }
}

TEST_CASE("a file that counts leap seconds is refused") {
  std::string out;
  put_header(out, '1', 0, 1, 1);
  out += std::string(6, '\0') + std::string("UTC\0", 4) + std::string(8, '\0');
  CHECK(parse_tzif(out).error().message ==
        "the time zone file counts leap seconds; use the one without `right/`");
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::time
