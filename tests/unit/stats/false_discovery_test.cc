#include "stats/false_discovery.h"

#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

namespace nd::stats {
namespace {

TEST_SUITE_BEGIN("stats/false_discovery");

// Benjamini and Hochberg's own example: of these 15 p-values, the first four at 0.05.
TEST_CASE("the example of the paper") {
  const double p[] = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                      0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.000};
  std::vector<double> scores;
  for (const double value : p)
    scores.push_back(-std::log10(value));
  const double least = least_discovery(scores, 15, 0.05);
  CHECK(scores[3] >= least);
  CHECK(scores[4] < least);
}

TEST_CASE("one that fails by itself passes with the stronger ones behind it") {
  // p of 0.04 and 0.045 at 0.05: 0.04 > 0.025, but 0.045 <= 0.05.
  CHECK(least_discovery({-std::log10(0.04), -std::log10(0.045)}, 2, 0.05) ==
        doctest::Approx(-std::log10(0.05)));
}

TEST_CASE("tests without a result count too, and none may be a discovery") {
  CHECK(least_discovery({2}, 1, 0.05) < 2);
  CHECK(least_discovery({2}, 100, 0.05) == std::numeric_limits<double>::infinity());
  CHECK(least_discovery({}, 0, 0.05) == std::numeric_limits<double>::infinity());
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::stats
