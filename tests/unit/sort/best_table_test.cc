#include "sort/best_table.h"

#include <cstdint>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <string>

#include <doctest/doctest.h>

namespace nd::sort {
namespace {

using Verdict = BestTable::Met::Verdict;

Hash128 hash_of(std::uint64_t key) {
  return {key * 0x9e3779b97f4a7c15U, key};
}

// None is the start of another one; they are of all lengths about the one that is kept shorter.
std::string random_rank(std::mt19937& random) {
  constexpr std::size_t kSizes[] = {1, 6, 7, 8, 9, 40};
  return std::string(kSizes[random() % 6], 'r') + static_cast<char>('a' + random() % 5) + '\0';
}

struct Best {
  std::string rank;
  std::uint64_t place = 0;
  std::uint64_t count = 0;
  BestTable::KeyNumber number{};
};

bool replaces(Keep keep, const std::string& rank, const Best& best) {
  return keep == Keep::kLast || (keep != Keep::kFirst && rank < best.rank);
}

}  // namespace

TEST_SUITE("sort/best_table") {
  TEST_CASE("it knows the best of each key as a map of the standard library does") {
    for (const Keep keep : {Keep::kFirst, Keep::kLast, Keep::kMin, Keep::kMax}) {
      std::mt19937 random(71);
      BestTable table(keep, BestTable::Counts::kYes, std::numeric_limits<std::uint64_t>::max());
      std::map<std::uint64_t, Best> oracle;
      for (std::uint64_t place = 0; place < 30'000; ++place) {
        const std::uint64_t key = random() % 3000;
        const std::string rank = random_rank(random);
        // They change nothing.
        table.prefetch(hash_of(key));
        table.prefetch_best(hash_of(key));
        const BestTable::Met met = table.meet(hash_of(key), rank, place);
        Best& best = oracle[key];
        const bool is_best = best.count == 0 || replaces(keep, rank, best);
        CHECK((met.verdict == Verdict::kBest) == is_best);
        CHECK(met.verdict != Verdict::kFull);
        if (best.count > 0) CHECK(met.key == best.number);
        best.number = met.key;
        ++best.count;
        if (!is_best) continue;
        best.rank = rank;
        best.place = place;
      }
      for (const auto& [key, best] : oracle) {
        CHECK(table.is_best(best.number, best.place));
        CHECK_FALSE(table.is_best(best.number, best.place + 1));
        CHECK(table.count(best.number) == best.count);
      }
    }
  }

  TEST_CASE("when it is full it still judges the keys that it has, and takes no other") {
    std::mt19937 random(72);
    constexpr std::uint64_t kLimit = 200'000;
    BestTable table(Keep::kMin, BestTable::Counts::kNo, kLimit);
    std::map<std::uint64_t, Best> oracle;
    std::set<std::uint64_t> refused;
    for (std::uint64_t place = 0; place < 30'000; ++place) {
      const std::uint64_t key = random() % 5000;
      const std::string rank = random_rank(random);
      const BestTable::Met met = table.meet(hash_of(key), rank, place);
      if (met.verdict == Verdict::kFull) {
        refused.insert(key);
        CHECK_FALSE(oracle.contains(key));
        continue;
      }
      CHECK_FALSE(refused.contains(key));
      Best& best = oracle[key];
      CHECK((met.verdict == Verdict::kBest) == (best.count == 0 || rank < best.rank));
      ++best.count;
      if (met.verdict == Verdict::kBest) best.rank = rank;
    }
    CHECK(refused.size() > 0);
    CHECK(oracle.size() > 100);
    CHECK(table.bytes() <= kLimit);
  }

  TEST_CASE("many keys take about 44 bytes each, 8 more where they are counted") {
    for (const auto counts : {BestTable::Counts::kNo, BestTable::Counts::kYes}) {
      BestTable table(Keep::kMin, counts, std::uint64_t{1} << 30);
      constexpr std::uint64_t kKeys = 1'000'000;
      for (std::uint64_t i = 0; i < kKeys; ++i)
        CHECK(table.meet(hash_of(i), "12345678", i).verdict == Verdict::kBest);
      const std::uint64_t more = counts == BestTable::Counts::kYes ? 8 : 0;
      CHECK(table.bytes() / kKeys >= 40 + more);
      CHECK(table.bytes() / kKeys <= 56 + more);
    }
  }

  TEST_CASE("no memory at all refuses everything") {
    BestTable table(Keep::kLast, BestTable::Counts::kYes, 0);
    CHECK(table.meet({1, 2}, "", 0).verdict == Verdict::kFull);
    CHECK(table.bytes() == 0);
  }
}

}  // namespace nd::sort
