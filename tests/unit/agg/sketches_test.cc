// adistinct and aquantile: their errors are within what they promise, and their states are
// functions of the set alone.
#include <algorithm>
#include <cmath>
#include <random>

#include "agg/state_harness.h"

namespace nd::agg {

TEST_SUITE("agg/sketches") {
  TEST_CASE("adistinct is within three standard errors from 1e2 to 1e6") {
    for (const std::int64_t size : {100, 1'000, 10'000, 50'000, 100'000, 1'000'000}) {
      testing::State state("adistinct");
      for (std::int64_t i = 0; i < size; ++i)
        state.add(json::Value::integer(i * 7919 + size));
      const auto estimate = static_cast<double>(state.finish().int_value());
      CHECK_MESSAGE(std::fabs(estimate / static_cast<double>(size) - 1) < 3 * 0.0081, size);
    }
  }

  TEST_CASE("adistinct over many sets has the standard error it says") {
    double squares = 0;
    constexpr int kSets = 100;
    constexpr std::int64_t kSize = 20'000;
    for (std::int64_t set = 0; set < kSets; ++set) {
      testing::State state("adistinct");
      for (std::int64_t i = 0; i < kSize; ++i)
        state.add(json::Value::integer(set * kSize + i));
      const double error = static_cast<double>(state.finish().int_value()) / kSize - 1;
      squares += error * error;
    }
    CHECK(std::sqrt(squares / kSets) < 0.0081 * 1.3);
  }

  TEST_CASE("adistinct: any order and split give the same text, sparse or dense") {
    std::mt19937_64 random(4);
    for (const std::size_t size : {0U, 1U, 10U, 1'000U, 3'000U, 5'000U, 100'000U}) {
      std::vector<std::int64_t> values(size);
      for (std::int64_t& value : values)
        value = static_cast<std::int64_t>(random());
      testing::State whole("adistinct");
      for (const std::int64_t value : values)
        whole.add(json::Value::integer(value));
      std::shuffle(values.begin(), values.end(), random);
      testing::State left("adistinct");
      testing::State right("adistinct");
      for (const std::int64_t value : values)
        (random() % 3 == 0 ? left : right).add(json::Value::integer(value));
      testing::State read("adistinct");
      CHECK(read.parse(right.text()));
      CHECK(read.text() == right.text());
      left.merge(read);
      CHECK(left.text() == whole.text());
    }
  }

  TEST_CASE("aquantile is within 1 % of the exact quantile") {
    std::mt19937_64 random(5);
    for (const char* p : {"0", "0.01", "0.5", "0.9", "0.999", "1"}) {
      for (int shape = 0; shape < 4; ++shape) {
        testing::State sketch("aquantile", json::Value::number_text(p));
        testing::State exact("quantile", json::Value::number_text(p));
        std::lognormal_distribution<double> heavy(0, 8);
        for (int i = 0; i < 3000; ++i) {
          double x = heavy(random);
          if (shape == 1) x = -x;
          if (shape == 2) x = static_cast<double>(random() % 1000);
          if (shape == 3) x = 1e300 / (1 + static_cast<double>(random() % 1000));
          sketch.add(json::Value::real(x));
          exact.add(json::Value::real(x));
        }
        const double truth = exact.finish().to_double();
        CHECK(std::fabs(sketch.finish().to_double() - truth) <=
              std::fabs(truth) * 0.01 * (1 + 1e-9));
      }
    }
  }

  TEST_CASE("aquantile at the ends of the doubles") {
    for (const char* text : {"1.7976931348623157e308", "5e-324", "-1.7976931348623157e308", "0"}) {
      testing::State sketch("aquantile", json::Value::number_text("0.5"));
      const double x = json::Value::number_text(text).to_double();
      sketch.add(json::Value::real(x));
      const double result = sketch.finish().to_double();
      // The smallest doubles have no neighbour within 1 %.
      CHECK(std::fabs(result - x) <= std::max(std::fabs(x) * 0.01 * (1 + 1e-9), 5e-324));
    }
  }
}

}  // namespace nd::agg
