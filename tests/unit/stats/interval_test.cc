#include "stats/interval.h"

#include <cmath>

#include <doctest/doctest.h>

namespace nd::stats {
namespace {

TEST_SUITE_BEGIN("stats/interval");

bool near(double actual, double expected) {
  return std::fabs(actual - expected) <= 4e-16 * std::fabs(expected);
}

// The values that Wichura's paper gives for a check, and known ones of tables.
TEST_CASE("quantiles of the normal distribution") {
  CHECK(near(normal_quantile(0.25), -0.6744897501960817));
  CHECK(near(normal_quantile(0.001), -3.090232306167813));
  CHECK(near(normal_quantile(1e-20), -9.262340089798408));
  CHECK(near(normal_quantile(0.975), 1.959963984540054));
  CHECK(near(normal_quantile(0.995), 2.5758293035489004));
  CHECK(normal_quantile(0.5) == 0);
  CHECK(near(normal_quantile(0.075), -normal_quantile(0.925)));
}

TEST_CASE("Wilson's interval") {
  const Interval tenth = wilson(10, 100, 0.95);
  CHECK(tenth.low == 0.0552291370607);
  CHECK(tenth.high == 0.174365661505);
  const Interval wide = wilson(1, 3, 0.99);
  CHECK(wide.low == 0.0404266292961);
  CHECK(wide.high == 0.855783984952);
}

TEST_CASE("nothing and all reach the end of the range, and no further") {
  CHECK(wilson(0, 7, 0.95).low == 0);
  CHECK(wilson(7, 7, 0.95).high == 1);
  const Interval none = wilson(0, 10, 0.95);
  const Interval all = wilson(10, 10, 0.95);
  CHECK(none.high == 0.277532799863);
  CHECK(all.low == 0.722467200137);
}

TEST_CASE("large and small counts keep their digits") {
  constexpr std::uint64_t kMany = 1'000'000'000'000;
  const Interval rare = wilson(1, kMany, 0.95);
  CHECK(rare.low == 1.76524554935e-13);
  CHECK(rare.high == 5.66493426574e-12);
  for (std::uint64_t n = 1; n < 200; ++n) {
    for (std::uint64_t hits = 0; hits <= n; ++hits) {
      const Interval ends = wilson(hits, n, 0.9);
      const double p = static_cast<double>(hits) / static_cast<double>(n);
      CHECK(ends.low <= p);
      CHECK(p <= ends.high);
    }
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::stats
