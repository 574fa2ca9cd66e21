#include "time/time_pattern.h"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

namespace nd::time {
namespace {

std::string checked(std::string_view pattern, const PatternContext& context = {}) {
  const Result<bool> uses_year = check_time_pattern(pattern, context);
  if (!uses_year) return uses_year.error().message;
  return *uses_year ? "year used" : "";
}

std::string read(std::string_view text, std::string_view pattern,
                 std::optional<std::int32_t> year = std::nullopt) {
  const Result<CivilTime> fields = read_time(text, pattern, year);
  if (!fields) return fields.error().message;
  const Result<Instant> at = instant_of(*fields);
  if (!at) return at.error().message;
  std::string out;
  append_rfc3339(out, *at);
  return out;
}

TEST_SUITE_BEGIN("time/time_pattern");

TEST_CASE("a year from outside, where a pattern has none") {
  CHECK(checked("%d/%m") == "'%d/%m' has no year; --year says which one");
  CHECK(checked("%d/%m", {2024, true}) == "year used");
  CHECK(checked("%F", {2024, true}).empty());
  CHECK(checked("%G-W%V-%u", {2024, true}).empty());
  CHECK(checked("%m %G-W%V", {2024, true}) == "year used");
  CHECK(read("29/02", "%d/%m", 2024) == "2024-02-29T00:00:00Z");
  CHECK(read("29/02", "%d/%m", 2023) == "no such day");
  CHECK(read("60", "%j", 2024) == "2024-02-29T00:00:00Z");
}

TEST_CASE("letters that say UTC do not pass in another zone") {
  const std::string wrong =
      " says UTC by letters, which count for nothing: %Z or %z reads them; without, the time is in "
      "the zone of --tz";
  CHECK(checked("%FT%TZ").empty());
  CHECK(checked("%FT%TZ", {std::nullopt, false}) == "'%FT%TZ'" + wrong);
  CHECK(checked("%F %T GMT", {std::nullopt, false}) == "'%F %T GMT'" + wrong);
  CHECK(checked("%F %T GMT%z", {std::nullopt, false}).empty());
  CHECK(checked("Zug %F %T", {std::nullopt, false}).empty());
}

TEST_CASE("the first day of what has no day") {
  CHECK(read("2024", "%Y") == "2024-01-01T00:00:00Z");
  CHECK(read("Feb 2024", "%b %Y") == "2024-02-01T00:00:00Z");
  CHECK(read("2020-W53", "%G-W%V") == "2020-12-28T00:00:00Z");
  CHECK(read("2024-W01", "%G-W%V") == "2024-01-01T00:00:00Z");
}

TEST_CASE("ISO weeks belong to their own year") {
  CHECK(read("2025-W01-1", "%G-W%V-%u") == "2024-12-30T00:00:00Z");
  CHECK(read("20-53-0", "%g-%V-%w") == "2021-01-03T00:00:00Z");
  CHECK(read("2024-12-30 W01", "%F W%V") == "2024-12-30T00:00:00Z");
}

TEST_CASE("parts that say the same must agree") {
  const std::string apart = "its parts do not agree on one day";
  CHECK(read("Wed 2024-07-31", "%a %F") == "2024-07-31T00:00:00Z");
  CHECK(read("Mon 2024-07-31", "%a %F") == apart);
  CHECK(read("2024-02 35", "%Y-%m %j") == "2024-02-04T00:00:00Z");
  CHECK(read("2024-03 35", "%Y-%m %j") == apart);
  CHECK(read("2023 366", "%Y %j") == apart);
  CHECK(read("2024-W53-1", "%G-W%V-%u") == apart);
}

TEST_CASE("zones: UTC and GMT in any case, no other word") {
  CHECK(read_time("2024-07-31 gmt", "%F %Z", std::nullopt)->offset_seconds == 0);
  CHECK(read("2024-07-31 CST", "%F %Z") ==
        "'CST' does not say which zone it is; %Z reads UTC and GMT, %z an offset");
  CHECK(read("2024-07-31 ", "%F %Z") == "no zone is named");
  CHECK(read("2024-07-31 UTC+0000", "%F %Z%z") == "2024-07-31T00:00:00Z");
  CHECK(read("2024-07-31 UTC+0800", "%F %Z%z") == "the zone and the offset contradict each other");
}

TEST_CASE("seconds since the epoch with a fraction, to both sides") {
  CHECK(read("1.5", "%s.%f") == "1970-01-01T00:00:01.5Z");
  CHECK(read("-1.5", "%s.%f") == "1969-12-31T23:59:58.5Z");
  CHECK(read("-0.25", "%s.%f") == "1969-12-31T23:59:59.75Z");
}

TEST_CASE("numbers side by side have all their digits") {
  CHECK(read("20240731", "%Y%m%d") == "2024-07-31T00:00:00Z");
  CHECK(read("2024111", "%Y%m%d") == "the text does not match");
  CHECK(read("2024-07-31930", "%F%H%M") == "the text does not match");
  CHECK(read("2024-7-31 9:30", "%F %H:%M") == "2024-07-31T09:30:00Z");
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::time
