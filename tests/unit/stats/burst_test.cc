#include "stats/burst.h"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <doctest/doctest.h>

namespace nd::stats {
namespace {

TEST_SUITE_BEGIN("stats/burst");

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::vector<Stretch> path(const std::vector<double>& gains, const std::vector<Link>& links,
                          double cost) {
  std::vector<Stretch> out;
  BurstPath().find(gains, links, cost, out);
  return out;
}
std::vector<Stretch> path(const std::vector<double>& gains, double cost) {
  return path(gains, std::vector<Link>(gains.size(), Link::kNext), cost);
}

double value_of(const std::vector<Stretch>& stretches, const std::vector<double>& gains,
                double cost) {
  double value = 0;
  for (const Stretch& stretch : stretches) {
    value -= cost;
    for (std::size_t i = stretch.first; i <= stretch.last; ++i)
      value += gains[i];
  }
  return value;
}

// The best value of any choice of bins, by trying all of them.
double best_value(const std::vector<double>& gains, const std::vector<Link>& links, double cost) {
  double best = 0;
  for (unsigned chosen = 0; chosen < 1U << gains.size(); ++chosen) {
    double value = 0;
    for (std::size_t i = 0; i < gains.size(); ++i) {
      if ((chosen >> i & 1) == 0) continue;
      const bool goes_on = i > 0 && (chosen >> (i - 1) & 1) != 0 && links[i] == Link::kNext;
      value += gains[i] - (goes_on ? 0 : cost);
    }
    if (value > best) best = value;  // NaN is not
  }
  return best;
}

TEST_CASE("no burst that does not pay") {
  CHECK(path({}, 1).empty());
  CHECK(path({0.5, 0.5}, 1).empty());
  CHECK(path({-1, -2}, 0).empty());
}

TEST_CASE("a stretch goes through a small loss, and ends at a large one") {
  CHECK(path({-1, 3, -0.5, 3, -1}, 2) == std::vector<Stretch>{{1, 3}});
  CHECK(path({-1, 3, -2.5, 3, -1}, 2) == std::vector<Stretch>{{1, 1}, {3, 3}});
}

TEST_CASE("a gap ends a burst") {
  const std::vector<Link> first = {Link::kFirst, Link::kNext, Link::kFirst, Link::kNext};
  CHECK(path({3, 3, 3, 3}, first, 2) == std::vector<Stretch>{{0, 1}, {2, 3}});
  CHECK(path({3, 3, 1, 0}, first, 2) == std::vector<Stretch>{{0, 1}});
  const std::vector<Link> missing = {Link::kFirst, Link::kNext, Link::kMissing, Link::kNext};
  CHECK(path({3, 3, kNaN, 3}, missing, 2) == std::vector<Stretch>{{0, 1}, {3, 3}});
}

TEST_CASE("on random gains and gaps it is the best of all choices") {
  std::mt19937 random(1);
  for (int i = 0; i < 2000; ++i) {
    std::vector<double> gains;
    std::vector<Link> links;
    for (int bin = 0; bin < 10; ++bin) {
      const int kind = std::uniform_int_distribution<>(0, 9)(random);
      links.push_back(kind == 0 ? Link::kMissing : kind == 1 ? Link::kFirst : Link::kNext);
      gains.push_back(kind == 0 ? kNaN : std::normal_distribution<>(0, 2)(random));
    }
    const double cost = std::uniform_real_distribution<>(0, 3)(random);
    CHECK(value_of(path(gains, links, cost), gains, cost) ==
          doctest::Approx(best_value(gains, links, cost)));
  }
}

TEST_CASE("the gain is the difference of the two binomial costs") {
  const auto cost = [](double count, double total, double p) {
    return -(count * std::log(p) + (total - count) * std::log(1 - p));
  };
  CHECK(BatchedGain(2).of(3, 10, 0.2) == doctest::Approx(cost(3, 10, 0.2) - cost(3, 10, 0.4)));
  CHECK(BatchedGain(3).of(0, 1000, 1e-5) ==
        doctest::Approx(cost(0, 1000, 1e-5) - cost(0, 1000, 3e-5)));
  CHECK(BatchedGain(2).of(10, 10, 0.5) == -std::numeric_limits<double>::infinity());
  CHECK(BatchedGain(2).of(0, 0, 0) == 0);
  BatchedGain gain(2);
  const double first = gain.of(3, 10, 0.2);
  CHECK(gain.of(3, 10, 0.7) < 0);
  CHECK(gain.of(3, 10, 0.2) == first);
}

TEST_CASE("stretches above a threshold end below it, at gaps, and where nothing is known") {
  const std::vector<double> scores = {5, 6, 2, 7, 8, kNaN, 9, 9};
  std::vector<Link> links(scores.size(), Link::kNext);
  std::vector<Stretch> out;
  stretches_above(scores, links, 5, out);
  CHECK(out == std::vector<Stretch>{{0, 1}, {3, 4}, {6, 7}});
  links[4] = Link::kFirst;
  links[7] = Link::kMissing;
  stretches_above(scores, links, 6, out);
  CHECK(out == std::vector<Stretch>{{1, 1}, {3, 3}, {4, 4}, {6, 6}});
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::stats
