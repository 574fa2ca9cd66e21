#include "compare/bin_table.h"

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace nd::compare {
namespace {

TEST_SUITE_BEGIN("compare/bin_table");

std::uint32_t add(BinTable& table, std::string_view text) {
  const auto bin = table.find(json::Value::string(text), "t");
  REQUIRE(bin.has_value());
  return table.add(*bin);
}

TEST_CASE("a period has one number, as text and as a year's number") {
  BinTable table;
  CHECK(add(table, "2024") == 0);
  CHECK(add(table, "2023") == 1);
  CHECK(add(table, "2024") == 0);
  const auto year = table.find(json::Value::integer(2023), "t");
  REQUIRE(year.has_value());
  CHECK(table.add(*year) == 1);
  CHECK(table.size() == 2);
  CHECK(table.in_order() == std::vector<std::uint32_t>{1, 0});
}

TEST_CASE("what is only looked for is not there") {
  BinTable table;
  CHECK(table.find(json::Value::string("2024-07"), "t").has_value());
  CHECK(table.size() == 0);
  CHECK(!table.kind().has_value());
}

TEST_CASE("periods of another kind are refused, also from another table") {
  BinTable table;
  add(table, "2024-07-01");
  const auto month = table.find(json::Value::string("2024-07"), "t");
  REQUIRE(!month.has_value());
  CHECK(month.error().message == "the period '2024-07' is a month, the first record's was a day");
  BinTable other;
  add(other, "2024-W31");
  CHECK(!table.absorb(other).has_value());
}

TEST_CASE("a total that records do not agree on") {
  BinTable table;
  const std::uint32_t id = add(table, "2024-07-01");
  table.note_total(id, 5);
  table.note_total(id, 5);
  CHECK(*table.total(id) == 5);
  BinTable other;
  add(other, "2024-07-02");
  const std::uint32_t there = add(other, "2024-07-01");
  other.note_total(0, 9);
  other.note_total(there, 4);
  const auto ids = table.absorb(other);
  REQUIRE(ids.has_value());
  CHECK(*ids == std::vector<std::uint32_t>{1, 0});
  CHECK(*table.total(1) == 9);
  REQUIRE(!table.total(id).has_value());
  CHECK(table.total(id).error().message ==
        "records of the period 2024-07-01 say that its total is 4, and 5");
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::compare
