#include "table/rows.h"

#include <array>
#include <string>

#include <doctest/doctest.h>

namespace nd::table {
namespace {

// The rows of a key, in order.
std::string rows_of(const Rows& rows, const std::string& key) {
  const PaddedString padded(key);
  std::string text;
  for (auto row = rows.first(padded.view()); row != Rows::kNoRow; row = rows.next(row))
    text.append(std::to_string(row)).push_back(' ');
  return text;
}

Moment at(std::int64_t number) {
  return Moment(json::Value::integer(number));
}

Span between(std::int64_t start, std::int64_t end) {
  return {at(start), at(end)};
}

// The rows of a key that hold at a moment.
std::string rows_at(const Rows& rows, const std::string& key, std::int64_t moment) {
  const PaddedString padded(key);
  std::string text;
  for (const Rows::Row row : rows.at(padded.view(), at(moment)))
    text.append(std::to_string(row)).push_back(' ');
  return text;
}

TEST_SUITE("table/rows") {
  TEST_CASE("a key finds the row that was put in the place of its own") {
    Rows rows;
    for (const char* key : {"a", "b", "c"})
      REQUIRE(rows.add(key, Repeats::kError));
    rows.replace(std::array<Rows::Row, 3>{0, 1, 0});
    CHECK(rows_of(rows, "a") == "0 ");
    CHECK(rows_of(rows, "b") == "1 ");
    CHECK(rows_of(rows, "c") == "0 ");
    CHECK(rows_of(rows, "d").empty());
  }

  TEST_CASE("rows of one key stand in the order in which they were added") {
    Rows rows;
    for (const char* key : {"a", "k", "k", "b", "k", "a"})
      REQUIRE(rows.add(key, Repeats::kAll));
    CHECK(rows_of(rows, "k") == "1 2 4 ");
    CHECK(rows_of(rows, "a") == "0 5 ");
    CHECK(rows_of(rows, "b") == "3 ");
    CHECK(rows_of(rows, "none").empty());
  }

  TEST_CASE("a repeated key is an error, or its first row counts") {
    Rows strict;
    REQUIRE(strict.add("k", Repeats::kError));
    CHECK_FALSE(strict.add("k", Repeats::kError));
    Rows first;
    REQUIRE(first.add("k", Repeats::kFirst));
    CHECK(*first.add("k", Repeats::kFirst) == Rows::kNoRow);
    REQUIRE(first.add("l", Repeats::kFirst));
    CHECK(rows_of(first, "k") == "0 ");
    CHECK(rows_of(first, "l") == "1 ");
  }

  TEST_CASE("an interval holds its ends, a missing bound is open") {
    Rows rows;
    REQUIRE(rows.add("k", between(1, 5)));
    REQUIRE(rows.add("l", Span{at(3), Moment()}));
    CHECK(rows.holds(0, at(1)));
    CHECK(rows.holds(0, at(5)));
    CHECK_FALSE(rows.holds(0, at(6)));
    CHECK(rows.holds(1, at(1'000)));
    CHECK_FALSE(rows.holds(1, at(2)));
  }

  TEST_CASE("intervals that touch overlap if both ends belong to them") {
    for (const Until until : {Until::kEnd, Until::kShortOfEnd}) {
      Rows rows;
      REQUIRE(rows.add("k", between(5, 9)));
      REQUIRE(rows.add("other", between(5, 9)));
      REQUIRE(rows.add("k", between(1, 5)));
      const auto clash = rows.settle(until);
      CHECK(clash.has_value() == (until == Until::kEnd));
      if (clash) CHECK((clash->first == 0 && clash->second == 2));
      CHECK(rows_at(rows, "k", 4) == "2 ");
      CHECK(rows_at(rows, "k", 6) == "0 ");
      CHECK(rows_at(rows, "other", 4).empty());
    }
  }

  TEST_CASE("an interval that ends before it begins is an error") {
    Rows rows;
    CHECK_FALSE(rows.add("k", between(6, 3)));
    CHECK(rows.size() == 0);
  }

  TEST_CASE(
      "one that ends where it begins, without that moment, holds nothing and is in nobody's way") {
    Rows rows;
    REQUIRE(rows.add("k", between(1, 9)));
    REQUIRE(rows.add("k", between(6, 6)));
    CHECK_FALSE(rows.settle(Until::kShortOfEnd));
    CHECK(rows_at(rows, "k", 6) == "0 ");
    CHECK(rows_at(rows, "k", 7) == "0 ");
  }

  TEST_CASE("the latest row that begins not after the moment holds, from its own on") {
    Rows rows;
    REQUIRE(rows.add("k", Span{at(20), Moment()}));
    REQUIRE(rows.add("k", Span{at(10), Moment()}));
    CHECK_FALSE(rows.settle(Until::kNext));
    CHECK(rows_at(rows, "k", 9).empty());
    CHECK(rows_at(rows, "k", 10) == "1 ");
    CHECK(rows_at(rows, "k", 19) == "1 ");
    CHECK(rows_at(rows, "k", 20) == "0 ");
  }

  TEST_CASE("two rows from one moment on clash, also where it is open") {
    for (const bool open : {false, true}) {
      Rows rows;
      const Span span{open ? Moment() : at(3), Moment()};
      REQUIRE(rows.add("k", span));
      REQUIRE(rows.add("k", span));
      CHECK(rows.settle(Until::kNext));
      CHECK(rows_at(rows, "k", 3) == "0 1 ");
    }
  }
}

}  // namespace
}  // namespace nd::table
