#include "stats/baseline.h"

#include <cmath>
#include <vector>

#include <doctest/doctest.h>

namespace nd::stats {
namespace {

TEST_SUITE_BEGIN("stats/baseline");

constexpr Link kNext = Link::kNext;
constexpr Link kMissing = Link::kMissing;

// -1 for what is not expected.
std::vector<double> expected(const std::vector<double>& counts, const std::vector<Link>& links,
                             const Baseline& baseline, std::vector<double> exposure = {}) {
  if (exposure.empty()) exposure.assign(counts.size(), 1);
  std::vector<double> out(counts.size());
  expect(counts, exposure, links, baseline, out);
  for (double& value : out)
    value = std::isnan(value) ? -1 : value;
  return out;
}

TEST_CASE("of all: the rate of the whole series, times the exposure") {
  const std::vector<Link> links(3, kNext);
  CHECK(expected({1, 2, 6}, links, {}) == std::vector<double>{3, 3, 3});
  CHECK(expected({1, 2, 6}, links, {}, {10, 20, 60}) == std::vector<double>{1, 2, 6});
  CHECK(expected({0, 0, 0}, links, {}, {0, 0, 0}) == std::vector<double>{0, 0, 0});
}

TEST_CASE("of bins before: the last so many with data, and nothing before half of them") {
  CHECK(expected({4, 2, 6, 8, 0}, std::vector<Link>(5, kNext), {.bins = 2}) ==
        std::vector<double>{-1, 4, 3, 4, 7});
  CHECK(expected({4, 2, 6, 8, 0}, std::vector<Link>(5, kNext), {.bins = 3}) ==
        std::vector<double>{-1, -1, 3, 4, 16.0 / 3});
}

TEST_CASE("missing bins are not expected, and no zeros of a baseline") {
  const std::vector<Link> links = {kNext, kNext, kMissing, kMissing, kNext, kNext, kNext};
  CHECK(expected({4, 2, 0, 0, 6, 8, 1}, links, {.bins = 2}) ==
        std::vector<double>{-1, 4, -1, -1, 3, 4, 7});
  CHECK(expected({4, 2, 0, 0, 6, 8, 0}, links, {}) == std::vector<double>{4, 4, -1, -1, 4, 4, 4});
}

TEST_CASE("the floor is the least that is expected") {
  CHECK(expected({0, 0, 3}, std::vector<Link>(3, kNext), {.bins = 1, .floor = 0.5}) ==
        std::vector<double>{-1, 0.5, 0.5});
}

TEST_CASE("a class with twice the counts has twice the exposure") {
  std::vector<double> counts;
  std::vector<std::uint8_t> classes;
  for (int i = 0; i < 200; ++i) {
    classes.push_back(static_cast<std::uint8_t>(i % 2));
    counts.push_back(i % 2 == 0 ? 10'000 : 20'000);
  }
  counts[7] = 9e6;  // a burst is no pattern
  SeasonalFactors factors(classes, 2);
  const std::vector<double> exposure(counts.size(), 3);
  std::vector<double> out(counts.size());
  factors.apply(counts, exposure, std::vector<Link>(counts.size(), kNext), out);
  CHECK(out[0] == doctest::Approx(2).epsilon(1e-4));
  CHECK(out[1] == doctest::Approx(4).epsilon(1e-4));
}

TEST_CASE("few counts make no pattern") {
  SeasonalFactors factors({0, 1, 0, 1}, 2);
  const std::vector<double> counts = {0, 2, 0, 0};
  const std::vector<double> exposure(4, 1);
  std::vector<double> out(4);
  factors.apply(counts, exposure, std::vector<Link>(4, kNext), out);
  CHECK(out[0] == doctest::Approx(10.0 / 11));
  CHECK(out[1] == doctest::Approx(12.0 / 11));
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::stats
