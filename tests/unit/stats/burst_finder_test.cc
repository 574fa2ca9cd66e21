#include "stats/burst_finder.h"

#include <cmath>
#include <optional>
#include <random>
#include <vector>

#include <doctest/doctest.h>

namespace nd::stats {
namespace {

TEST_SUITE_BEGIN("stats/burst_finder");

std::vector<Link> chain(std::size_t bins) {
  return std::vector<Link>(bins, Link::kNext);
}

// 100 bins of 1, and `burst` in bins 50 to 52.
std::vector<double> quiet_but(double burst) {
  std::vector<double> counts(100, 1);
  counts[50] = counts[52] = burst;
  counts[51] = burst + 1;
  return counts;
}

BurstFinder finder(const FinderOptions& options, std::size_t bins = 100) {
  return {options, std::vector<double>(bins, options.method == Method::kPoisson ? 1 : 1000),
          std::nullopt};
}

TEST_CASE("a burst: its bins, peak, total, and what was expected") {
  BurstFinder kleinberg = finder({});
  const auto bursts = kleinberg.find(quiet_but(20), chain(100));
  REQUIRE(bursts.size() == 1);
  CHECK(bursts[0].bins == Stretch{50, 52});
  CHECK(bursts[0].peak == 51);
  CHECK(bursts[0].peak_value == 21);
  CHECK(bursts[0].total == 61);
  CHECK(bursts[0].expected == doctest::Approx(3 * 1.58));
  CHECK(bursts[0].score == doctest::Approx(44.51));
}

TEST_CASE("Poisson: bins that are surprising, against those before them") {
  FinderOptions options{.method = Method::kPoisson, .rise = 1.5, .least_score = 6};
  options.baseline = {.bins = 20, .floor = 0.5};
  BurstFinder poisson = finder(options);
  const auto bursts = poisson.find(quiet_but(20), chain(100));
  REQUIRE(bursts.size() == 1);
  CHECK(bursts[0].bins == Stretch{50, 52});
  CHECK(bursts[0].expected == doctest::Approx(1 + 39.0 / 20 + 59.0 / 20));
  CHECK(poisson.find(quiet_but(4), chain(100)).empty());
}

TEST_CASE("Poisson: a small rise of a large count is no burst, unless it is asked for") {
  FinderOptions options{.method = Method::kPoisson, .rise = 1.5, .least_score = 6};
  options.baseline = {.bins = 20, .floor = 0.5};
  std::vector<double> counts(100, 1e6);
  counts[50] = 1.1e6;
  BurstFinder careful = finder(options);
  CHECK(careful.find(counts, chain(100)).empty());
  options.rise = 1;
  BurstFinder bold = finder(options);
  REQUIRE(bold.find(counts, chain(100)).size() == 1);
}

TEST_CASE("a share that cannot rise has no bursts") {
  BurstFinder kleinberg = finder({});
  std::vector<double> counts(100, 900);
  counts[50] = 1000;
  CHECK(kleinberg.find(counts, chain(100)).empty());
}

TEST_CASE("bursts below a score or total are left out") {
  BurstFinder by_score = finder({.least_score = 50});
  CHECK(by_score.find(quiet_but(20), chain(100)).empty());
  BurstFinder by_total = finder({.least_total = 62});
  CHECK(by_total.find(quiet_but(20), chain(100)).empty());
}

TEST_CASE("what is said to be hopeless at once is so: the same bursts as by judging each bin") {
  std::mt19937 random(1);
  FinderOptions options{.method = Method::kPoisson, .rise = 1, .least_score = 2};
  options.baseline = {.bins = 10, .floor = 0.5};
  for (int i = 0; i < 300; ++i) {
    std::vector<double> counts;
    const double mean = std::exp(std::uniform_real_distribution<>(-3, 6)(random));
    for (int bin = 0; bin < 60; ++bin)
      counts.push_back(std::poisson_distribution<>(bin == 30 ? 3 * mean : mean)(random));
    BurstFinder poisson = finder(options, 60);
    std::vector<bool> in_burst(60, false);
    for (const Burst& burst : poisson.find(counts, chain(60))) {
      for (std::size_t bin = burst.bins.first; bin <= burst.bins.last; ++bin)
        in_burst[bin] = true;
    }
    poisson.judge(counts, chain(60));
    for (std::size_t bin = 0; bin < 60; ++bin) {
      const bool is_surprising = poisson.score(bin) >= 2 && counts[bin] >= poisson.expected(bin);
      CHECK(in_burst[bin] == is_surprising);
    }
  }
}

TEST_CASE("a score as one of all stretches") {
  CHECK(BurstFinder::corrected(10, 4) == doctest::Approx(9));
  CHECK(BurstFinder::corrected(0.5, 4) == 0);
  CHECK(BurstFinder::corrected(3, 0) == 3);
}

TEST_CASE("a pattern of the week is no burst, where it is asked for") {
  std::vector<double> counts;
  std::vector<std::uint8_t> weekdays;
  for (std::size_t i = 0; i < 140; ++i) {
    weekdays.push_back(static_cast<std::uint8_t>(i % 7));
    counts.push_back(i % 7 == 5 ? 100 : 10);
  }
  const std::vector<double> totals(140, 10'000);
  BurstFinder plain({}, totals, std::nullopt);
  CHECK(plain.find(counts, chain(140)).size() == 20);
  BurstFinder seasonal({}, totals, weekdays);
  CHECK(seasonal.find(counts, chain(140)).empty());
  counts[75] = 1000;
  REQUIRE(seasonal.find(counts, chain(140)).size() == 1);
  CHECK(seasonal.find(counts, chain(140))[0].bins == Stretch{75, 75});
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::stats
