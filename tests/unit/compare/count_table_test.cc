#include "compare/count_table.h"

#include <algorithm>
#include <random>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace nd::compare {
namespace {

TEST_SUITE_BEGIN("compare/count_table");

using Row = std::vector<std::pair<std::uint32_t, std::uint64_t>>;

Row row_of(const CountTable::Rows& rows, std::uint32_t group) {
  Row row;
  rows.each_of(group,
               [&](std::uint32_t bin, std::uint64_t count) { row.emplace_back(bin, count); });
  std::sort(row.begin(), row.end());
  return row;
}

TEST_CASE("the rows of groups, and one without cells is empty") {
  CountTable table;
  table.add({2, 1, 10});
  table.add({0, 5, 20});
  table.add({2, 0, CountTable::kUnknown});
  const CountTable::Rows rows = table.take_rows(3);
  CHECK(row_of(rows, 0) == Row{{5, 20}});
  CHECK(row_of(rows, 1).empty());
  CHECK(row_of(rows, 2) == Row{{0, CountTable::kUnknown}, {1, 10}});
}

TEST_CASE("an empty table has empty rows") {
  CHECK(row_of(CountTable().take_rows(1), 0).empty());
}

TEST_CASE("what another table has gathered is taken in by its numbers here") {
  CountTable table;
  table.add({0, 0, 1});
  CountTable other;
  other.add({0, 1, 2});
  other.add({1, 0, 3});
  table.absorb(std::move(other), {1, 0}, {7, 8});
  table.add({1, 9, 4});
  const CountTable::Rows rows = table.take_rows(2);
  CHECK(row_of(rows, 0) == Row{{0, 1}, {7, 3}});
  CHECK(row_of(rows, 1) == Row{{8, 2}, {9, 4}});
}

TEST_CASE("counts of any size") {
  CountTable table;
  Row expected;
  for (const std::uint64_t count :
       {std::uint64_t{0}, (std::uint64_t{1} << 32) - 4, (std::uint64_t{1} << 32) - 3,
        (std::uint64_t{1} << 32) - 2, (std::uint64_t{1} << 32) - 1, std::uint64_t{1} << 32,
        std::uint64_t{1} << 53, CountTable::kUnknown}) {
    const auto bin = static_cast<std::uint32_t>(expected.size());
    table.add({0, bin, count});
    table.add({1, bin, 1});
    expected.emplace_back(bin, count);
  }
  CHECK(row_of(table.take_rows(2), 0) == expected);
}

TEST_CASE("many tables, one taken in by another, with numbers of their own") {
  std::mt19937 random(3);
  constexpr std::uint32_t kGroups = 200;
  constexpr std::uint32_t kBins = 15;
  for (const double share : {0.02, 0.6, 1.0}) {
    std::vector<CountTable> tables(4);
    std::vector<std::vector<std::uint32_t>> groups(4);
    std::vector<std::vector<std::uint32_t>> bins(4);
    std::vector<Row> expected(kGroups);
    for (std::size_t i = 0; i < tables.size(); ++i) {
      // The first table's numbers are those of the whole; each of the others is taken in by the one
      // before it.
      for (std::uint32_t group = 0; group < kGroups; ++group)
        groups[i].push_back(group);
      for (std::uint32_t bin = 0; bin < kBins; ++bin)
        bins[i].push_back(bin);
      if (i > 0) std::shuffle(groups[i].begin(), groups[i].end(), random);
      if (i > 0) std::shuffle(bins[i].begin(), bins[i].end(), random);
      for (std::uint32_t bin = 0; bin < kBins; ++bin) {
        for (std::uint32_t group = 0; group < kGroups; ++group) {
          if (!std::bernoulli_distribution(share)(random)) continue;
          const std::uint64_t count = random() % 10 == 0 ? CountTable::kUnknown : random();
          tables[i].add({group, bin, count});
          std::uint32_t group_there = group;
          std::uint32_t bin_there = bin;
          for (std::size_t k = i; k > 0; --k) {
            group_there = groups[k][group_there];
            bin_there = bins[k][bin_there];
          }
          expected[group_there].emplace_back(bin_there, count);
        }
      }
    }
    for (std::size_t i = tables.size() - 1; i > 0; --i)
      tables[i - 1].absorb(std::move(tables[i]), groups[i], bins[i]);
    const CountTable::Rows rows = tables[0].take_rows(kGroups);
    for (std::uint32_t group = 0; group < kGroups; ++group) {
      std::sort(expected[group].begin(), expected[group].end());
      CHECK(row_of(rows, group) == expected[group]);
    }
  }
}

TEST_CASE("many cells of few groups") {
  std::mt19937 random(1);
  CountTable table;
  std::vector<Row> expected(50);
  for (std::uint32_t i = 0; i < 300'000; ++i) {
    const std::uint32_t group = std::uniform_int_distribution<std::uint32_t>(0, 49)(random);
    table.add({group, i, i * std::uint64_t{3}});
    expected[group].emplace_back(i, i * std::uint64_t{3});
  }
  const CountTable::Rows rows = table.take_rows(50);
  for (std::uint32_t group = 0; group < 50; ++group)
    CHECK(row_of(rows, group) == expected[group]);
}

TEST_CASE("cells in any order, thick and thin, some of them twice") {
  std::mt19937 random(2);
  constexpr std::uint32_t kGroups = 300;
  for (const double share : {0.01, 0.2, 0.5, 0.8, 1.0}) {
    std::vector<CountTable::Cell> cells;
    for (std::uint32_t bin = 0; bin < 20; ++bin) {
      for (std::uint32_t group = 0; group < kGroups; ++group) {
        const int times = std::bernoulli_distribution(share)(random)
                              ? 1 + static_cast<int>(std::bernoulli_distribution(0.02)(random))
                              : 0;
        for (int i = 0; i < times; ++i)
          cells.push_back({group, bin, i == 0 ? random() : CountTable::kUnknown});
      }
    }
    if (share != 0.8) std::shuffle(cells.begin(), cells.end(), random);
    if (share == 1.0) std::reverse(cells.begin(), cells.end());
    std::vector<Row> expected(kGroups);
    CountTable table;
    for (const CountTable::Cell& cell : cells) {
      table.add(cell);
      expected[cell.group].emplace_back(cell.bin, cell.count);
    }
    std::size_t seen = 0;
    table.each([&](const CountTable::Cell&) { ++seen; });
    CHECK(seen == cells.size());
    const CountTable::Rows rows = table.take_rows(kGroups);
    for (std::uint32_t group = 0; group < kGroups; ++group) {
      std::sort(expected[group].begin(), expected[group].end());
      CHECK(row_of(rows, group) == expected[group]);
    }
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::compare
