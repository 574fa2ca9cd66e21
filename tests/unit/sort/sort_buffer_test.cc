#include "sort/sort_buffer.h"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "sort/keyed_pairs.h"

namespace nd::sort {
namespace {

// What a buffer gives of these pairs after sorting in `jobs` threads.
std::vector<Pair> given(SortBuffer& buffer, const std::vector<Pair>& pairs, unsigned jobs) {
  CommonPrefix common;
  for (const auto& [key, text] : pairs) {
    common.add(key);
    buffer.append(key, text);
  }
  buffer.sort(common, jobs);
  std::vector<Pair> out;
  REQUIRE(buffer
              .for_each([&](const KeyedText& keyed) -> Status {
                out.emplace_back(keyed.key, keyed.text);
                return {};
              })
              .has_value());
  return out;
}

std::vector<Pair> stably_sorted(std::vector<Pair> pairs) {
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.first < b.first; });
  return pairs;
}

// Keys that share a beginning of random length, differ within eight bytes behind it or only later,
// and repeat; texts that say in which order they came.
std::vector<Pair> random_pairs(std::mt19937_64& random, std::size_t count) {
  const std::string common(random() % 80, 'c');
  const std::size_t kinds = 1 + random() % (2 * count + 1);
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t kind = random() % kinds;
    std::string key = common + std::to_string(kind % 7);
    if (kind % 3 != 0) key += std::string(kind % 20, 'x') + std::to_string(kind);
    pairs.emplace_back(key_of(key), std::to_string(i) + std::string(random() % 40, '.'));
  }
  return pairs;
}

}  // namespace

TEST_SUITE("sort/sort_buffer") {
  TEST_CASE("the order is that of a stable sort, whatever the size of the blocks") {
    std::mt19937_64 random(11);
    for (int round = 0; round < 100; ++round) {
      const auto pairs = random_pairs(random, random() % 300);
      SortBuffer buffer(std::size_t{64} << random() % 10);
      CHECK(buffer.empty());
      CHECK(given(buffer, pairs, 1) == stably_sorted(pairs));
      CHECK(buffer.empty() == pairs.empty());
    }
  }

  TEST_CASE("slices that several threads have sorted are merged") {
    std::mt19937_64 random(12);
    std::vector<Pair> pairs;
    pairs.reserve(100'000);
    for (int i = 0; i < 100'000; ++i)
      pairs.emplace_back(key_of(std::to_string(random() % 5000)), std::to_string(i));
    for (const unsigned jobs : {2U, 3U}) {
      SortBuffer buffer(std::size_t{1} << 20);
      CHECK(given(buffer, pairs, jobs) == stably_sorted(pairs));
    }
  }

  TEST_CASE("what came in order is not sorted again") {
    std::vector<Pair> pairs;
    pairs.reserve(70'000);
    for (int i = 0; i < 70'000; ++i)
      pairs.emplace_back(key_of(std::to_string(100'000 + i / 2)), std::to_string(i));
    SortBuffer buffer(std::size_t{1} << 16);
    CHECK(given(buffer, pairs, 2) == pairs);
  }

  TEST_CASE("a buffer is used again after clear() and release()") {
    std::mt19937_64 random(13);
    SortBuffer buffer(256);
    for (int round = 0; round < 30; ++round) {
      const auto pairs = random_pairs(random, random() % 100);
      CHECK(given(buffer, pairs, 1) == stably_sorted(pairs));
      if (round % 2 == 0) {
        buffer.clear();
      } else {
        buffer.release();
      }
      CHECK(buffer.empty());
    }
  }

  TEST_CASE("bytes_with() counts blocks and entries, and a text larger than a block") {
    constexpr std::size_t kBlock = 1024;
    constexpr std::size_t kEntry = 16;
    SortBuffer buffer(kBlock);
    CHECK(buffer.bytes_with(10, 10) == kBlock + kEntry);
    buffer.append("k", std::string(500, 'x'));
    CHECK(buffer.bytes_with(10, 10) == kBlock + 2 * kEntry);
    CHECK(buffer.bytes_with(10, 510) == 2 * kBlock + 2 * kEntry);
    CHECK(buffer.bytes_with(0, 5000) == kBlock + KeyedText::kHeader + 5000 + 2 * kEntry);
    buffer.append("k", std::string(5000, 'x'));
    CHECK(buffer.bytes_with(10, 10) == 2 * kBlock + KeyedText::kHeader + 5001 + 3 * kEntry);
    buffer.clear();
    // The block of the usual size stays.
    CHECK(buffer.bytes_with(10, 10) == kBlock + kEntry);
  }

  TEST_CASE("an error of the taker ends it and is returned") {
    SortBuffer buffer(64);
    std::vector<Pair> pairs;
    pairs.reserve(10);
    for (int i = 0; i < 10; ++i)
      pairs.emplace_back(key_of(std::to_string(9 - i)), "");
    given(buffer, pairs, 1);
    int taken = 0;
    const Status status = buffer.for_each([&](const KeyedText&) -> Status {
      if (++taken == 3) return system_error("full");
      return {};
    });
    CHECK(taken == 3);
    CHECK((!status && status.error().message == "full"));
  }
}

}  // namespace nd::sort
