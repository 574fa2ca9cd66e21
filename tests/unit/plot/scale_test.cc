#include "plot/scale.h"

#include <cmath>
#include <random>
#include <string>

#include <doctest/doctest.h>

#include "base/number.h"

namespace nd::plot {
namespace {

std::string texts(const std::vector<Tick>& ticks) {
  std::string out;
  for (const Tick& tick : ticks)
    out += (out.empty() ? "" : " ") + tick.text;
  return out;
}

TEST_SUITE("plot/scale") {
  TEST_CASE("ticks are multiples of 1, 2 or 5 that hold the range") {
    CHECK(texts(number_ticks(0, 10, 6)) == "0 2 4 6 8 10");
    CHECK(texts(number_ticks(0, 0.7, 5)) == "0 0.2 0.4 0.6 0.8");
    CHECK(texts(number_ticks(-3, 4, 5)) == "-4 -2 0 2 4");
    CHECK(texts(number_ticks(-3, 3, 2)) == "-5 0 5");
    CHECK(texts(number_ticks(0, 1e12, 3)) == "0 500000000000 1000000000000");
    CHECK(texts(number_ticks(1e-9, 3e-9, 3)) == "1e-9 2e-9 3e-9");
  }

  TEST_CASE("one value is shown from 0 on, and no value has an axis too") {
    CHECK(texts(number_ticks(7, 7, 3)) == "0 5 10");
    CHECK(texts(number_ticks(-7, -7, 3)) == "-10 -5 0");
    CHECK(texts(number_ticks(0, 0, 3)) == "0 0.5 1");
  }

  TEST_CASE("the largest doubles and nearly equal ones have ticks that end") {
    for (const auto& [low, high] : {std::pair(-1.7e308, 1.7e308), std::pair(1e15, 1e15 + 1),
                                    std::pair(0.0, 5e-324), std::pair(1e300, 1.0000001e300)}) {
      const auto ticks = number_ticks(low, high, 6);
      CHECK(ticks.size() >= 2);
      CHECK(ticks.size() <= 8);
      CHECK(ticks.front().at <= low);
      CHECK(ticks.back().at >= high);
    }
  }

  TEST_CASE("random ranges lie between the first and the last tick, which are round") {
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> exponent(-12, 12);
    std::uniform_real_distribution<double> part(-1, 1);
    for (int i = 0; i < 2000; ++i) {
      double low = part(random) * std::pow(10, exponent(random));
      double high = part(random) * std::pow(10, exponent(random));
      if (low > high) std::swap(low, high);
      const int most = 2 + i % 8;
      const auto ticks = number_ticks(low, high, most);
      REQUIRE(ticks.size() >= 2);
      CHECK(ticks.size() <= static_cast<std::size_t>(most) + 1);
      CHECK(ticks.front().at <= low);
      CHECK(ticks.back().at >= high);
      for (const Tick& tick : ticks)
        CHECK(to_double(tick.text) == tick.at);
    }
  }

  TEST_CASE("logarithmic ticks are powers of ten, with 2 and 5 where there are few") {
    CHECK(texts(log_ticks(1, 10, 6)) == "1 2 5 10");
    CHECK(texts(log_ticks(3, 40000, 6)) == "1 10 100 1000 10000 100000");
    CHECK(texts(log_ticks(1e-9, 1e12, 5)) == "1e-9 0.001 1000 1000000000 1000000000000000");
    CHECK(texts(log_ticks(5, 5, 2)) == "1 10");
  }

  TEST_CASE("places go from 0 to 1") {
    CHECK(Scale{10, 20, false}.place(15) == doctest::Approx(0.5));
    CHECK(Scale{1, 100, true}.place(10) == doctest::Approx(0.5));
    CHECK(Scale{-1.7e308, 1.7e308, false}.place(0) == doctest::Approx(0.5));
  }
}

}  // namespace
}  // namespace nd::plot
