#include "sort/fingerprint_set.h"

#include <cstdint>
#include <limits>
#include <random>
#include <set>

#include <doctest/doctest.h>

namespace nd::sort {
namespace {

constexpr std::uint64_t kNoLimit = std::numeric_limits<std::uint64_t>::max();

Hash128 random_hash(std::mt19937_64& random, std::uint64_t different) {
  // Few different values, and all of their bits spread.
  const std::uint64_t number = random() % different;
  return {number * 0x9e3779b97f4a7c15U, number};
}

}  // namespace

TEST_SUITE("sort/fingerprint_set") {
  TEST_CASE("it knows what was put in, as a set of the standard library does") {
    std::mt19937_64 random(31);
    FingerprintSet set(kNoLimit);
    std::set<Hash128> oracle;
    for (int i = 0; i < 200'000; ++i) {
      const Hash128 hash = random_hash(random, 60'000);
      set.prefetch(hash);  // changes nothing
      CHECK(set.contains(hash) == oracle.contains(hash));
      const bool is_new = oracle.insert(hash).second;
      CHECK((set.insert(hash) == FingerprintSet::Added::kNew) == is_new);
    }
    CHECK(set.size() == oracle.size());
  }

  TEST_CASE("the hash of all zeros is a hash like others") {
    FingerprintSet set(kNoLimit);
    CHECK_FALSE(set.contains({}));
    CHECK(set.insert({}) == FingerprintSet::Added::kNew);
    CHECK(set.insert({}) == FingerprintSet::Added::kSeen);
    CHECK(set.contains({}));
  }

  TEST_CASE("many keys take about 24 bytes each") {
    FingerprintSet set(kNoLimit);
    for (std::uint64_t i = 0; i < 1'000'000; ++i) {
      REQUIRE(set.insert({i * 0x9e3779b97f4a7c15U, i}) == FingerprintSet::Added::kNew);
    }
    CHECK(set.bytes() / set.size() >= 20);
    CHECK(set.bytes() / set.size() <= 31);
  }

  TEST_CASE("it stays below its limit, says so, and still knows what it has") {
    constexpr std::uint64_t kLimit = 500'000;
    FingerprintSet set(kLimit);
    std::mt19937_64 random(32);
    std::set<Hash128> oracle;
    int refused = 0;
    for (int i = 0; i < 100'000; ++i) {
      const Hash128 hash{random(), random()};
      if (set.insert(hash) == FingerprintSet::Added::kNew) {
        oracle.insert(hash);
      } else {
        ++refused;
        CHECK_FALSE(set.contains(hash));
      }
    }
    CHECK(refused > 0);
    CHECK(set.bytes() <= kLimit);
    for (const Hash128 hash : oracle)
      CHECK(set.insert(hash) == FingerprintSet::Added::kSeen);
  }

  TEST_CASE("no memory at all refuses everything") {
    FingerprintSet set(0);
    CHECK(set.insert({1, 2}) == FingerprintSet::Added::kFull);
    CHECK_FALSE(set.contains({1, 2}));
  }

  TEST_CASE("what was released can be filled again") {
    FingerprintSet set(kNoLimit);
    CHECK(set.insert({1, 2}) == FingerprintSet::Added::kNew);
    set.release();
    CHECK(set.size() == 0);
    CHECK(set.bytes() == 0);
    CHECK(set.insert({1, 2}) == FingerprintSet::Added::kNew);
  }
}

}  // namespace nd::sort
