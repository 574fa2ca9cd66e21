#include "stat/distinct_sketch.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include <doctest/doctest.h>

namespace nd::stat {
namespace {

std::vector<std::uint64_t> some_hashes(std::size_t count, unsigned seed) {
  std::mt19937_64 random(seed);
  std::vector<std::uint64_t> out(count);
  std::generate(out.begin(), out.end(), std::ref(random));
  return out;
}

DistinctSketch sketch_of(const std::vector<std::uint64_t>& hashes) {
  DistinctSketch sketch;
  for (const std::uint64_t hash : hashes)
    (void)sketch.add(hash);
  return sketch;
}

}  // namespace

TEST_SUITE_BEGIN("stat/distinct_sketch");

TEST_CASE("exact up to 10,000, and what is known is said so") {
  std::vector<std::uint64_t> hashes = some_hashes(10'000, 1);
  DistinctSketch sketch;
  CHECK(sketch.count().values == 0);
  for (const std::uint64_t hash : hashes)
    CHECK(sketch.add(hash) == DistinctSketch::Seen::kNew);
  for (const std::uint64_t hash : hashes)
    CHECK(sketch.add(hash) == DistinctSketch::Seen::kKnown);
  CHECK(sketch.count().values == 10'000);
  CHECK(sketch.count().is_exact);
  (void)sketch.add(12345);
  CHECK(!sketch.count().is_exact);
}

TEST_CASE("beyond that within 4 %, four times the standard error") {
  for (const std::size_t count : {std::size_t{10'001}, std::size_t{19'999}, std::size_t{20'001},
                                  std::size_t{300'000}, std::size_t{2'000'000}}) {
    const auto estimate = sketch_of(some_hashes(count, 2)).count();
    CAPTURE(count);
    CHECK(!estimate.is_exact);
    CHECK(std::abs(static_cast<double>(estimate.values) / static_cast<double>(count) - 1) < 0.04);
  }
}

TEST_CASE("the order of values and their parts make no difference") {
  for (const std::size_t count : {std::size_t{9'000}, std::size_t{15'000}, std::size_t{50'000}}) {
    std::vector<std::uint64_t> hashes = some_hashes(count, 3);
    const auto whole = sketch_of(hashes).count();
    std::shuffle(hashes.begin(), hashes.end(), std::mt19937(4));
    CHECK(sketch_of(hashes).count().values == whole.values);
    for (const std::size_t cut : {std::size_t{1}, count / 3, count / 2, count - 10}) {
      const auto middle = hashes.begin() + static_cast<std::ptrdiff_t>(cut);
      DistinctSketch first = sketch_of({hashes.begin(), middle});
      DistinctSketch second = sketch_of({middle, hashes.end()});
      DistinctSketch both = second;
      both.merge(first);
      first.merge(second);
      CHECK(first.count().values == whole.values);
      CHECK(both.count().values == whole.values);
      CHECK(first.count().is_exact == whole.is_exact);
    }
  }
}

TEST_SUITE_END();

}  // namespace nd::stat
