#include "sort/loser_tree.h"

#include <algorithm>
#include <random>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace nd::sort {
namespace {

// A number and the source that it came from.
using Item = std::pair<int, std::size_t>;

// The merge of sorted sources.
std::vector<Item> merged(const std::vector<std::vector<int>>& sources) {
  std::vector<std::size_t> at(sources.size());
  LoserTree tree(sources.size(), [&](std::size_t a, std::size_t b) {
    const bool a_done = at[a] == sources[a].size();
    const bool b_done = at[b] == sources[b].size();
    if (a_done || b_done) return b_done && (!a_done || a < b);
    const int x = sources[a][at[a]];
    const int y = sources[b][at[b]];
    return x != y ? x < y : a < b;
  });
  std::vector<Item> out;
  for (;;) {
    const std::size_t winner = tree.winner();
    if (at[winner] == sources[winner].size()) return out;
    out.emplace_back(sources[winner][at[winner]++], winner);
    tree.replay();
  }
}

}  // namespace

TEST_SUITE("sort/loser_tree") {
  TEST_CASE("any number of sources of any length: their merge, equal items by source") {
    std::mt19937_64 random(3);
    for (std::size_t count = 1; count <= 20; ++count) {
      std::vector<std::vector<int>> sources(count);
      std::vector<Item> expected;
      for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t left = random() % 12; left > 0; --left)
          sources[i].push_back(static_cast<int>(random() % 9));
        std::sort(sources[i].begin(), sources[i].end());
        for (const int number : sources[i])
          expected.emplace_back(number, i);
      }
      std::sort(expected.begin(), expected.end());
      CAPTURE(count);
      CHECK(merged(sources) == expected);
    }
  }

  TEST_CASE("sources without an item are last, also where all are such") {
    CHECK(merged({{}}).empty());
    CHECK(merged({{}, {}, {}}).empty());
    CHECK(merged({{}, {1}, {}, {0, 2}, {}}) == std::vector<Item>{{0, 3}, {1, 1}, {2, 3}});
  }
}

}  // namespace nd::sort
