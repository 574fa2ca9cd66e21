#include "agg/ranked_values.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <string>

#include <doctest/doctest.h>

namespace nd::agg {
namespace {

std::string commonest(const std::multiset<std::string>& model) {
  std::map<std::string, std::size_t> counts;
  for (const std::string& key : model)
    ++counts[key];
  return std::max_element(counts.begin(), counts.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

}  // namespace

TEST_SUITE("agg/ranked_values") {
  TEST_CASE("values come and go in any order, and every rank is right") {
    std::mt19937_64 random(2);
    RankedValues values(RankedValues::Asked::kCommonest);
    std::multiset<std::string> model;
    // Few different values and many, so that blocks divide and vanish.
    for (const std::uint64_t different : {5, 5000}) {
      for (int step = 0; step < 20'000; ++step) {
        const bool grows = step < 10'000 ? random() % 4 != 0 : random() % 4 == 0;
        if (grows || model.empty()) {
          const std::string key = std::to_string(random() % different);
          values.add(key);
          model.insert(key);
        } else {
          const auto leaving =
              std::next(model.begin(), static_cast<std::ptrdiff_t>(random() % model.size() % 50));
          values.remove(*leaving);
          model.erase(leaving);
        }
        if (step % 500 != 0 || model.empty()) continue;
        REQUIRE(values.size() == model.size());
        REQUIRE(values.distinct() == std::set<std::string>(model.begin(), model.end()).size());
        REQUIRE(values.commonest() == commonest(model));
        std::uint64_t rank = 0;
        for (const std::string& key : model)
          REQUIRE(values.at(rank++) == key);
      }
    }
  }

  TEST_CASE("how many different values there are and which came most, as they come and go") {
    std::mt19937_64 random(3);
    using Asked = RankedValues::Asked;
    for (const Asked asked : {Asked::kUnordered, Asked::kCommonest, Asked::kRanks}) {
      RankedValues values(asked);
      std::map<std::string, std::uint64_t> model;
      std::uint64_t size = 0;
      for (int step = 0; step < 60'000; ++step) {
        // All come, and nearly all go, again and again.
        const bool grows = random() % 4 != (step / 10'000 % 2 == 0 ? 0 : 1) &&
                           (step / 10'000 % 2 == 0 || random() % 4 == 0);
        const std::string key = std::to_string(random() % 3000);
        const std::uint64_t count = 1 + random() % 3;
        if (grows) {
          values.move(RankedValues::Way::kIn, key, count);
          model[key] += count;
          size += count;
        } else if (const auto known = model.lower_bound(key); known != model.end()) {
          const std::uint64_t leaving = std::min(count, known->second);
          values.move(RankedValues::Way::kOut, known->first, leaving);
          known->second -= leaving;
          size -= leaving;
          if (known->second == 0) model.erase(known);
        }
        REQUIRE(values.distinct() == model.size());
        REQUIRE(values.size() == size);
        if (asked == Asked::kRanks || step % 500 != 0 || model.empty()) continue;
        const auto most =
            std::max_element(model.begin(), model.end(),
                             [](const auto& a, const auto& b) { return a.second < b.second; });
        REQUIRE(values.commonest() == most->first);
      }
    }
  }

  TEST_CASE("all values in order with their counts") {
    RankedValues values;
    for (const char* const key : {"b", "a", "b", "c", "b"})
      values.add(key);
    values.remove("c");
    std::string all;
    values.for_each([&](std::string_view key, std::uint64_t count) {
      all.append(key).append(std::to_string(count));
    });
    CHECK(all == "a1b3");
    CHECK(values.distinct() == 2);
  }
}

}  // namespace nd::agg
