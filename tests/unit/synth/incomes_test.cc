#include "synth/incomes.h"

#include <array>
#include <map>
#include <set>

#include <doctest/doctest.h>

namespace nd::synth {
namespace {

// Creators of a field with income in the year, and what they earn.
std::pair<int, Fen> earned(const Incomes& incomes, FieldId field, std::size_t year) {
  std::pair<int, Fen> found{};
  for (const Earner& earner : incomes.earners()) {
    if (earner.field != field || earner.year(year) == 0) continue;
    ++found.first;
    found.second += earner.year(year);
  }
  return found;
}

TEST_SUITE("synth/incomes") {
  TEST_CASE("the groups have their incomes to the fen") {
    const Incomes incomes;
    CHECK(earned(incomes, FieldId::kKnowledge, 1) == std::pair{540, Fen{540} * 12 * 1'300'000});
    CHECK(earned(incomes, FieldId::kHeritage, 0) == std::pair{200, Fen{200} * 4'000'000});
    CHECK(earned(incomes, FieldId::kHeritage, 1) == std::pair{260, Fen{260} * 6'200'000});
  }

  TEST_CASE("500 creators are above the line in 2023, 570 in 2024, and one is at it") {
    const Incomes incomes;
    std::array<int, 2> above{};
    int at = 0;
    for (const Earner& earner : incomes.earners()) {
      for (const std::size_t year : {0U, 1U}) {
        if (earner.year(year) > kYearLine) ++above[year];
      }
      if (earner.year(1) == kYearLine) ++at;
      for (const Fen fen : earner.net)
        CHECK(fen >= 0);
    }
    CHECK(above[0] == 500);
    CHECK(above[1] == 570);
    CHECK(at == 1);
  }

  TEST_CASE("the records that count add up to what each creator earns in each month") {
    const Incomes incomes;
    std::map<std::pair<std::uint32_t, std::size_t>, Fen> sums;
    std::set<IncomeKind> kinds;
    for (const auto& [day, record] : incomes.records().rows()) {
      kinds.insert(record.kind);
      if (!record.counts()) continue;
      sums[{record.earner, record.month}] += record.fen;
      CHECK((day < kYear2024) == (record.month < 12));
    }
    CHECK(kinds.size() == 8);
    for (std::uint32_t earner = 0; earner < incomes.earners().size(); ++earner) {
      for (std::size_t month = 0; month < kMonths; ++month)
        REQUIRE((sums[{earner, month}]) == incomes.earners()[earner].net[month]);
    }
  }

  TEST_CASE("the cities of the knowledge creators are as many of each kind as planted") {
    std::map<Incomes::City, std::uint32_t> cities;
    for (std::uint32_t row = 0; row < Incomes::kKnowledgeEarners; ++row)
      ++cities[Incomes::city_of(row)];
    CHECK(cities[Incomes::City::kUnknown] == 40);
    CHECK(cities[Incomes::City::kMovedOut] == 12);
    CHECK(cities[Incomes::City::kMovedOut] + cities[Incomes::City::kMovesIn] +
              cities[Incomes::City::kLow] ==
          297);
  }

  TEST_CASE("every copy of a row is another creator of its field, whatever the seed") {
    const Catalog catalog(*find_profile("small"), 1);
    for (const std::uint64_t seed : {1U, 77U}) {
      for (const EarningGroup& group : earning_groups()) {
        const EarnerIdentity identity(catalog, group, seed);
        std::set<AuthorNumber> authors;
        for (std::uint32_t copy = 0; copy < 10; ++copy) {
          for (std::uint32_t row = 0; row < group.rows; ++row) {
            const AuthorNumber author = identity.author(row, copy);
            authors.insert(author);
            REQUIRE(catalog.field_of(author) == group.field);
            REQUIRE(identity.place_of(author) == copy * group.rows + row);
          }
        }
        CHECK(authors.size() == group.rows * std::size_t{10});
      }
    }
  }
}

}  // namespace
}  // namespace nd::synth
