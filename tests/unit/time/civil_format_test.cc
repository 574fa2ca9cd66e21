#include "time/civil_format.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::time {
namespace {

std::string formatted(std::int64_t seconds, std::string_view format) {
  std::string out;
  append_strftime(out, format, civil_time_of(*Instant::from_parts(seconds, 0)));
  return out;
}

std::string parsed(std::string_view text, std::string_view format) {
  const Result<CivilTime> fields = parse_strptime(text, format);
  if (!fields) return fields.error().message;
  const Result<Instant> at = instant_of(*fields);
  if (!at) return at.error().message;
  std::string out;
  append_rfc3339(out, *at);
  return out;
}

TEST_SUITE_BEGIN("time/civil_format");

// 1720000000 is Wednesday 3 July 2024, 09:46:40 UTC.
TEST_CASE("every conversion of strftime") {
  CHECK(formatted(1'720'000'000, "%Y-%m-%dT%H:%M:%SZ") == "2024-07-03T09:46:40Z");
  CHECK(formatted(1'720'000'000, "%a %A %b %B %h") == "Wed Wednesday Jul July Jul");
  CHECK(formatted(1'720'000'000, "%C %y %d %e %j %u %w") == "20 24 03  3 185 3 3");
  CHECK(formatted(1'720'000'000, "%U %W %V %G %g") == "26 27 27 2024 24");
  CHECK(formatted(1'720'000'000, "%I %l %k %p %P") == "09  9  9 AM am");
  CHECK(formatted(1'720'000'000, "%D %F %T %R %r %x %X") ==
        "07/03/24 2024-07-03 09:46:40 09:46 09:46:40 AM 07/03/24 09:46:40");
  CHECK(formatted(1'720'000'000, "%c|%s|%Z|%z|%%|%n|%t|") ==
        "Wed Jul  3 09:46:40 2024|1720000000|UTC|+0000|%|\n|\t|");
  CHECK(formatted(-1, "%c %j") == "Wed Dec 31 23:59:59 1969 365");
  CHECK(formatted(-2'208'988'800, "%F %G-W%V-%u") == "1900-01-01 1900-W01-1");
}

TEST_CASE("flags, widths and what is no conversion") {
  CHECK(formatted(1'720'000'000, "%-d/%-m %_H %^a %05d %6A|%4Y") ==
        "3/7  9 WED 00003 Wednesday|2024");
  CHECK(formatted(1'720'000'000, "100% %Q %") == "100% %Q %");
  CHECK(formatted(1'720'000'000, "%EY %Od") == "2024 03");
}

TEST_CASE("weeks around New Year") {
  CHECK(formatted(1'735'516'800, "%F %G-W%V %U %W") == "2024-12-30 2025-W01 52 53");
  CHECK(formatted(1'609'632'000, "%F %G-W%V %U %W") == "2021-01-03 2020-W53 01 00");
}

TEST_CASE("strptime reads what strftime writes") {
  for (const char* format :
       {"%Y-%m-%dT%H:%M:%SZ", "%c", "%A, %d %B %Y %r", "%D %T", "%s", "%Y %j %T", "%F %T %z",
        "%Y %U %w %T", "%Y %W %a %T", "%d.%m.%y %H:%M:%S", "%e %b %Y %l:%M:%S %p", "%Y%m%d%H%M%S",
        "%F %T %Z"}) {
    CAPTURE(format);
    CHECK(parsed(formatted(1'720'000'000, format), format) == "2024-07-03T09:46:40Z");
  }
}

TEST_CASE("strptime: short numbers, names in any case, white space, fractions, offsets") {
  CHECK(parsed("3 jULY 24 9:5:0", "%d %b %y %H:%M:%S") == "2024-07-03T09:05:00Z");
  CHECK(parsed("2024-07-03\t 10:00", "%F %R") == "2024-07-03T10:00:00Z");
  CHECK(parsed("12:30:00 AM 01/01/69", "%r %D") == "1969-01-01T00:30:00Z");
  CHECK(parsed("2024-07-03 09:46:40.123", "%F %T.%f") == "2024-07-03T09:46:40.123Z");
  CHECK(parse_strptime("2024-07-03T00:00:00+08:00", "%FT%T%z")->offset_seconds == 28'800);
  CHECK(parse_strptime("2024-07-03T00:00:00-0330", "%FT%T%z")->offset_seconds == -12'600);
  CHECK(parse_strptime("2024-07-31", "%F")->weekday == 3);
  CHECK(parse_strptime("2024-07-31", "%F")->year_day == 212);
}

// Judged by jq 1.7, which calls the C library's.
TEST_CASE("strptime ends a number where a further digit must pass its limit") {
  CHECK(parsed("2024731", "%Y%m%d") == "2024-07-31T00:00:00Z");
  CHECK(parsed("2024-07-03 945", "%F %H%M") == "2024-07-03T09:45:00Z");
  CHECK_FALSE(parse_strptime("970", "%H%M"));
}

TEST_CASE("strptime refuses what does not match, remains, or does not exist") {
  CHECK(parsed("2024-07-31 x", "%F") == "'2024-07-31 x' does not match the format '%F'");
  for (const char* text :
       {"", "2024-13-01", "2024-07", "2023-02-29", "x2024-07-31", "2024-07-32"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_strptime(text, "%F"));
  }
  CHECK_FALSE(parse_strptime("25", "%H"));
  CHECK_FALSE(parse_strptime("Wes", "%a"));
  CHECK_FALSE(parse_strptime("99999999999999", "%s"));
}

TEST_CASE("%Z is the name that the fields have, else UTC") {
  std::string out;
  CivilTime fields = civil_time_of(*parse_rfc3339("2024-07-31T12:00:00Z"));
  append_strftime(out, "%Z", fields);
  fields.zone_name = "CEST";
  append_strftime(out, " %Z %6Z", fields);
  CHECK(out == "UTC CEST   CEST");
}

TEST_CASE("fields beyond their ranges carry over, as in timegm") {
  std::string out;
  CivilTime fields;
  fields.year = 2024;
  fields.month = 14;
  fields.day = 31;
  fields.hour = 25;
  append_rfc3339(out, *instant_of(fields));
  CHECK(out == "2025-03-04T01:00:00Z");
  fields.year = 100'000;
  CHECK_FALSE(instant_of(fields));
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::time
