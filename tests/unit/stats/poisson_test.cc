#include "stats/poisson.h"

#include <cmath>
#include <random>

#include <doctest/doctest.h>

namespace nd::stats {
namespace {

TEST_SUITE_BEGIN("stats/poisson");

// The same from the probabilities of all smaller counts, or of the next ones.
double by_adding(int count, double mean) {
  const auto probability = [mean](int k) {
    return std::exp(k * std::log(mean) - mean - std::lgamma(k + 1.0));
  };
  double sum = 0;
  if (count > mean) {
    for (int k = count + 400; k >= count; --k)
      sum += probability(k);
    return -std::log10(sum);
  }
  for (int k = 0; k < count; ++k)
    sum += probability(k);
  return -std::log1p(-sum) / std::log(10.0);
}

TEST_CASE("a count of 0 is no surprise, whatever the mean") {
  CHECK(poisson_surprise(0, 0) == 0);
  CHECK(poisson_surprise(0, 1e9) == 0);
}

TEST_CASE("values computed with 40 digits, near and far") {
  struct Known {
    double count;
    double mean;
    double surprise;
  };
  const Known known[] = {
      {1, 1e-6, 6.00000021714722},        {8, 0.5, 7.20623120043992},
      {12, 0.0664698, 22.835486514454},   {16, 3, 6.90629761723505},
      {60, 20, 12.3733225235918},         {999, 500, 85.1802519247756},
      {1000, 500, 85.4817134271144},      {1000, 999, 0.308400117578131},
      {1000, 1100, 0.000460302091155501}, {1000003, 1e6, 0.301955023590961},
      {1010000, 1e6, 23.0438696969644},   {990000, 1e6, 2.7848483849711e-24},
      {2000000, 1, 11733475.0114207},     {9007199254740992, 1, 1.39794392154026e17},
  };
  for (const Known& k : known) {
    CAPTURE(k.count);
    CHECK(std::abs(poisson_surprise(k.count, k.mean) - k.surprise) <= 1e-8 * k.surprise);
  }
}

TEST_CASE("small counts are as added up") {
  std::mt19937 random(1);
  for (int i = 0; i < 2000; ++i) {
    const double mean = std::exp(std::uniform_real_distribution<>(-3, 5)(random));
    const int count = std::uniform_int_distribution<>(1, static_cast<int>(2 * mean) + 10)(random);
    CAPTURE(mean);
    CAPTURE(count);
    const double expected = by_adding(count, mean);
    CHECK(std::abs(poisson_surprise(count, mean) - expected) <= 1e-7 * expected + 1e-13);
  }
}

TEST_CASE("it grows with the count, also where one method takes over from the other") {
  for (const double mean : {10.0, 990.0, 1000.0, 1500.0}) {
    double last = -1;
    for (double count = 900; count < 1100; ++count) {
      const double surprise = poisson_surprise(count, mean);
      CHECK(surprise >= last);
      last = surprise;
    }
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::stats
