#include "sort/key_numbers.h"

#include <cstdint>
#include <map>
#include <random>
#include <vector>

#include <doctest/doctest.h>

namespace nd::sort {
namespace {

Hash128 hash_of(std::uint64_t key) {
  return {key * 0x9e3779b97f4a7c15U, key};
}

}  // namespace

TEST_SUITE("sort/key_numbers") {
  TEST_CASE("it finds the number of each key, as a map of the standard library does") {
    std::mt19937_64 random(91);
    KeyNumbers numbers;
    std::map<Hash128, std::uint32_t> oracle;
    std::vector<Hash128> hashes;
    for (int i = 0; i < 200'000; ++i) {
      const Hash128 hash = hash_of(random() % 60'000);
      numbers.prefetch(hash);
      const auto found = numbers.find(hash, [&](std::uint32_t n) { return hashes[n] == hash; });
      const auto [at, is_new] = oracle.emplace(hash, static_cast<std::uint32_t>(hashes.size()));
      CHECK(found.has_value() == !is_new);
      if (found) CHECK(*found == at->second);
      if (!is_new) continue;
      const std::uint64_t during = numbers.bytes_during_add();
      numbers.add(hash, at->second);
      hashes.push_back(hash);
      CHECK(numbers.bytes() <= during);
    }
    CHECK(hashes.size() > 50'000);
    CHECK(numbers.bytes() / hashes.size() <= 15);
  }

  TEST_CASE("keys that share all bits of a tag are told apart by who knows them") {
    KeyNumbers numbers;
    // The same low halves.
    std::vector<Hash128> hashes;
    for (std::uint64_t i = 0; i < 100; ++i) {
      hashes.push_back({i, 5});
      numbers.add(hashes.back(), static_cast<std::uint32_t>(i));
    }
    for (std::uint32_t i = 0; i < 100; ++i) {
      const auto found = numbers.find(hashes[i], [&](std::uint32_t n) { return n == i; });
      CHECK(found == i);
    }
    CHECK(numbers.first_candidate({7, 5}).has_value());
    CHECK_FALSE(numbers.find({7, 5}, [](std::uint32_t) { return false; }).has_value());
  }

  TEST_CASE("from nothing nothing is found") {
    const KeyNumbers numbers;
    CHECK(numbers.bytes() == 0);
    numbers.prefetch({1, 2});
    CHECK_FALSE(numbers.first_candidate({}).has_value());
  }
}

}  // namespace nd::sort
