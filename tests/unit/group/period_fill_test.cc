#include "group/period_fill.h"

#include <span>

#include <doctest/doctest.h>

#include "base/arena.h"
#include "json/tree.h"
#include "json/writer.h"
#include "key/key_encoder.h"

namespace nd::group {
namespace {

std::string encoded(std::string_view tuple) {
  Arena arena;
  const auto tree = json::parse(tuple, arena);
  REQUIRE(tree.has_value());
  key::KeyEncoder encoder;
  key::KeyBuffer buffer;
  for (const json::Value& value : tree->items())
    REQUIRE(encoder.append(buffer, value).has_value());
  return std::string(buffer.view());
}

std::string decoded(std::string_view key) {
  Arena arena;
  std::string out;
  for (key::KeyDecoder decoder(key, arena); !decoder.done();) {
    out.push_back(' ');
    json::append_value(out, decoder.next());
  }
  return out;
}

std::string missing(const std::vector<std::string>& tuples, const Fill& fill,
                    std::size_t columns = 2) {
  std::vector<std::string> keys;
  keys.reserve(tuples.size());
  for (const std::string& tuple : tuples)
    keys.push_back(encoded(tuple));
  const std::vector<std::string_view> views(keys.begin(), keys.end());
  const std::vector<std::string> names = {"a", "b"};
  const auto found = missing_periods(views, std::span(names).first(columns), fill);
  if (!found) return found.error().message;
  std::string out;
  for (const std::string& key : *found)
    out += decoded(key) + ";";
  return out;
}

}  // namespace

TEST_SUITE("group/period_fill") {
  TEST_CASE("every combination of the other keys gets every period") {
    CHECK(missing({"[\"2024-02-28\",1]", "[\"2024-03-01\",2]"}, {FillKind::kDay}) ==
          " \"2024-02-28\" 2; \"2024-02-29\" 1; \"2024-02-29\" 2; \"2024-03-01\" 1;");
    CHECK(missing({"[\"x\",\"2023-11\"]", "[\"x\",\"2024-01\"]"}, {FillKind::kMonth}) ==
          " \"x\" \"2023-12\";");
  }

  TEST_CASE("groups without a period stay as they are") {
    CHECK(missing({"[null,1]", "[\"2024-01-01\",1]", "[\"2024-01-02\",1]"}, {FillKind::kDay})
              .empty());
    CHECK(missing({}, {FillKind::kDay}).empty());
  }

  TEST_CASE("a key of such periods is needed") {
    CHECK(missing({"[\"2024-01\",1]"}, {FillKind::kDay}) ==
          "--fill day: no key holds a day in every group: '2024-01' is no day like 2024-07-31, '1' "
          "is no day like 2024-07-31");
    CHECK(missing({"[\"2024-01-01\"]", "[\"later\"]"}, {FillKind::kDay}, 1) ==
          "--fill day: no key holds a day in every group: 'later' is no day like 2024-07-31");
    CHECK(missing({"[null]"}, {FillKind::kDay}, 1) ==
          "--fill day: no key holds a day in every group");
    const std::vector<std::pair<FillKind, std::string>> forms = {
        {FillKind::kHour, "hour like 2024-07-31T20 or 20"},
        {FillKind::kWeek, "week like 2024-W31"},
        {FillKind::kMonth, "month like 2024-07"},
        {FillKind::kQuarter, "quarter like 2024-Q3"},
        {FillKind::kYear, "year like 2024"}};
    for (const auto& [kind, form] : forms)
      CHECK(missing({"[\"2022-04-24T9\"]"}, {kind}, 1).ends_with(": '2022-04-24T9' is no " + form));
  }

  TEST_CASE("every kind of period has its steps") {
    CHECK(missing({"[\"2020-W52\",1]", "[\"2021-W02\",1]"}, {FillKind::kWeek}) ==
          " \"2020-W53\" 1; \"2021-W01\" 1;");
    CHECK(missing({"[\"2023-Q4\",1]", "[\"2024-Q2\",1]"}, {FillKind::kQuarter}) ==
          " \"2024-Q1\" 1;");
    CHECK(missing({"[\"2022\",1]", "[\"2024\",1]"}, {FillKind::kYear}) == " \"2023\" 1;");
    CHECK(missing({"[2022,\"x\"]", "[2024,\"x\"]"}, {FillKind::kYear}) == " 2023 \"x\";");
    // A text that is a year goes before a number that may be anything.
    CHECK(missing({"[2022,\"2001\"]", "[2022,\"2003\"]"}, {FillKind::kYear}) == " 2022 \"2002\";");
    CHECK(missing({"[2022,1]", "[\"2024\",1]"}, {FillKind::kYear}) ==
          "--fill year: no key holds a year in every group: '2024' is written otherwise than the "
          "year before it, '1' is no year like 2024");
    CHECK(missing({"[\"2024-02-28T23\",1]", "[\"2024-02-29T02\",1]"}, {FillKind::kHour}) ==
          " \"2024-02-29T00\" 1; \"2024-02-29T01\" 1;");
    CHECK(missing({"[\"2024-12-31T23:00:00Z\",1]", "[\"2025-01-01T01:00:00Z\",1]"},
                  {FillKind::kHour}) == " \"2025-01-01T00:00:00Z\" 1;");
    CHECK(missing({"[\"2024-12-31T23:00:00+08:00\",1]", "[\"2025-01-01T01:00:00+08:00\",1]"},
                  {FillKind::kHour}) == " \"2025-01-01T00:00:00+08:00\" 1;");
    CHECK(missing({"[\"2024-10-27T01:00:00+02:00\"]", "[\"2024-10-27T04:00:00+01:00\"]"},
                  {FillKind::kHour}, 1) ==
          "--fill hour: no key holds an hour in every group: '2024-10-27T04:00:00+01:00' has "
          "another offset from UTC than the hour before it; write the hours in UTC, or as local "
          "ones without an offset");
    CHECK(missing({"[\"2024-12-31T23:00:01Z\"]"}, {FillKind::kHour}, 1)
              .ends_with("is no hour like 2024-07-31T20 or 20"));
    CHECK(missing({"[\"2024-12-31T23:00:00+8\"]"}, {FillKind::kHour}, 1)
              .ends_with("is no hour like 2024-07-31T20 or 20"));
  }

  TEST_CASE("where two keys hold such periods, one has to be said") {
    const std::vector<std::string> keys = {"[3,20]", "[7,21]"};
    CHECK(missing(keys, {FillKind::kHour}) ==
          "--fill hour: 'a' and 'b' hold hours both; say which is meant: --fill hour:b");
    CHECK(missing({"[3,\"2024-01-01T20\"]", "[3,\"2024-01-01T22\"]"}, {FillKind::kHour}) ==
          " 3 \"2024-01-01T21\";");
    Fill fill;
    REQUIRE(parse_into("hour:b", fill));
    CHECK(missing(keys, fill).starts_with(" 3 0; 3 1;"));
    CHECK(parse_into("hours", fill).error().message ==
          "'hours' is not hour, day, week, month, quarter or year, nor one of them and :KEY");
    CHECK(check(fill, std::vector<std::string>{"a"}).error().message ==
          "--fill: no key is 'b'; there are a");
  }

  TEST_CASE("of the hours of a day all appear") {
    std::string expected;
    for (int hour = 0; hour < 24; ++hour)
      if (hour != 7 && hour != 20) expected += " " + std::to_string(hour) + ";";
    CHECK(missing({"[7]", "[20]"}, {FillKind::kHour}, 1) == expected);
    CHECK(missing({"[7]", "[24]"}, {FillKind::kHour}, 1) ==
          "--fill hour: no key holds an hour in every group: '24' is no hour like 2024-07-31T20 or "
          "20");
    CHECK(missing({"[7]", "[\"2024-07-01T20\"]"}, {FillKind::kHour}, 1) ==
          "--fill hour: no key holds an hour in every group: '2024-07-01T20' is written otherwise "
          "than the hour before it");
    CHECK(missing({"[7]"}, {FillKind::kHour, {}, *time::Period::parse("2024")}, 1).substr(0, 11) ==
          "--fill hour");
  }

  TEST_CASE("bounds widen what is filled, and cut nothing") {
    const auto period = [](std::string_view text) { return *time::Period::parse(text); };
    CHECK(missing({"[\"2024-02\",1]"},
                  {FillKind::kMonth, {}, period("2024-Q1"), period("2024-03-05")}) ==
          " \"2024-01\" 1; \"2024-03\" 1;");
    CHECK(missing({"[\"2023\",1]", "[\"2025\",1]"}, {FillKind::kYear, {}, period("2024")}) ==
          " \"2024\" 1;");
    CHECK(missing({"[\"2024-01-01T22\",1]"}, {FillKind::kHour, {}, {}, period("2024-01-01")}) ==
          " \"2024-01-01T23\" 1;");
  }

  TEST_CASE("a bound is a period, not an hour") {
    std::optional<time::Period> bound;
    REQUIRE(parse_bound("2024-W05", bound).has_value());
    CHECK(bound->text() == "2024-W05");
    const Status hour = parse_bound("2022-05-08T00", bound);
    REQUIRE_FALSE(hour.has_value());
    CHECK(hour.error().kind == ErrorKind::kUsage);
    CHECK(
        std::string(hour.error().message) ==
        "'2022-05-08T00' is an hour; give its day 2022-05-08, whose hours are filled, or a longer "
        "period");
    CHECK(parse_bound("soon", bound).error().kind == ErrorKind::kUsage);
  }

  TEST_CASE("without groups both bounds and one key tell all") {
    const auto period = [](std::string_view text) { return *time::Period::parse(text); };
    const Fill both{FillKind::kDay, {}, period("2024-02-28"), period("2024-02")};
    CHECK(missing({}, both, 1) == " \"2024-02-28\"; \"2024-02-29\";");
    CHECK(missing({}, both, 2).empty());
    CHECK(missing({}, {FillKind::kDay, {}, both.from}, 1).empty());
    CHECK(missing({}, {FillKind::kHour, {}, both.from, both.to}, 1).empty());
  }
}

}  // namespace nd::group
