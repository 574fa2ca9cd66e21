#include "table/rows.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::table {
namespace {

// The members of the rows of a key, in order.
std::string rows_of(const Rows& rows, const std::string& key) {
  const PaddedString padded(key);
  std::string text;
  for (auto row = rows.first(padded.view()); row != Rows::kNoRow; row = rows.next(row))
    text.append(rows.members(row)).push_back(' ');
  return text;
}

Interval between(std::int64_t start, std::int64_t end) {
  return {json::Value::integer(start), json::Value::integer(end)};
}

TEST_SUITE("table/rows") {
  TEST_CASE("rows of one key stand in the order in which they were added") {
    Rows rows;
    for (const char* members : {"1", "2", "3"})
      REQUIRE(rows.add("k", members, {}, Repeats::kAll));
    REQUIRE(rows.add("other", "4", {}, Repeats::kAll));
    CHECK(rows_of(rows, "k") == "1 2 3 ");
    CHECK(rows_of(rows, "other") == "4 ");
    CHECK(rows_of(rows, "none").empty());
  }

  TEST_CASE("a repeated key is an error, or its first row counts") {
    Rows strict;
    REQUIRE(strict.add("k", "1", {}, Repeats::kError));
    CHECK_FALSE(strict.add("k", "2", {}, Repeats::kError));
    Rows first;
    REQUIRE(first.add("k", "1", {}, Repeats::kFirst));
    REQUIRE(first.add("k", "2", {}, Repeats::kFirst));
    CHECK(rows_of(first, "k") == "1 ");
  }

  TEST_CASE("intervals that touch overlap, for both ends belong to them") {
    Rows rows;
    REQUIRE(rows.add("k", "1", between(1, 5), Repeats::kError));
    CHECK_FALSE(rows.add("k", "2", between(5, 9), Repeats::kError));
    CHECK(rows.add("k", "3", between(6, 9), Repeats::kError));
  }

  TEST_CASE("an interval holds its ends, a missing bound is open, null is nowhere") {
    Rows rows;
    REQUIRE(rows.add("k", "1", between(1, 5), Repeats::kError));
    REQUIRE(rows.add("l", "2", Interval{json::Value::integer(3), json::Value::null()},
                     Repeats::kError));
    CHECK(*rows.holds(0, json::Value::integer(1)));
    CHECK(*rows.holds(0, json::Value::integer(5)));
    CHECK_FALSE(*rows.holds(0, json::Value::integer(6)));
    CHECK(*rows.holds(1, json::Value::integer(1'000)));
    CHECK_FALSE(*rows.holds(1, json::Value::null()));
    CHECK_FALSE(rows.holds(0, json::Value::boolean(true)));
  }
}

}  // namespace
}  // namespace nd::table
