#include "compare/bin_table.h"

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace nd::compare {
namespace {

TEST_SUITE_BEGIN("compare/bin_table");

std::uint32_t add(BinTable& table, std::string_view text) {
  const json::Value value = json::Value::string(text);
  const auto period = table.read(value, "t");
  REQUIRE(period.has_value());
  const std::uint32_t found = table.find(value);
  const std::uint32_t id = table.add(*period);
  // A text that happens to end with a page is found by add() alone.
  if (found != BinTable::kUnmet) CHECK(found == id);
  return id;
}

TEST_CASE("a period has one number, as text and as a year's number") {
  BinTable table;
  CHECK(add(table, "2024") == 0);
  CHECK(add(table, "2023") == 1);
  CHECK(add(table, "2024") == 0);
  const auto year = table.read(json::Value::integer(2023), "t");
  REQUIRE(year.has_value());
  CHECK(table.add(*year) == 1);
  CHECK(table.size() == 2);
  CHECK(table.in_order() == std::vector<std::uint32_t>{1, 0});
}

TEST_CASE("a period is found at any place of a page, or only added") {
  BinTable table;
  add(table, "2024-07-01");
  add(table, "2024-07-02");
  std::string page(3 * 4096, ' ');
  for (std::size_t at = 0; at + 10 <= page.size(); at += 7) {
    const bool second = at % 3 == 0;
    page.replace(at, 10, second ? "2024-07-02" : "2024-07-01");
    CHECK(add(table, std::string_view(page).substr(at, 10)) == (second ? 1 : 0));
  }
  CHECK(table.size() == 2);
}

TEST_CASE("what is only looked for is not there") {
  BinTable table;
  CHECK(table.read(json::Value::string("2024-07"), "t").has_value());
  CHECK(table.find(json::Value::string("2024-07")) == BinTable::kUnmet);
  CHECK(table.size() == 0);
  CHECK(!table.kind().has_value());
}

TEST_CASE("periods of another kind are refused, also from another table") {
  BinTable table;
  add(table, "2024-07-01");
  const auto month = table.read(json::Value::string("2024-07"), "t");
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
