// P(X >= n) is the regularised lower incomplete gamma function P(n, mean). Everything is in logs,
// so nothing underflows.
//
// Small counts: the probability of one count, times the sum of its ratios to its neighbours, which
// are all positive (Abramowitz and Stegun 26.4.21 and 6.5.29). The probability of one count:
// C. Loader, "Fast and accurate computation of binomial probabilities", 2000.
// Large counts: Temme's uniform asymptotic expansion, two terms (DLMF 8.12.3 to 8.12.12).
#include "stats/poisson.h"

#include <cmath>
#include <numbers>

namespace nd::stats {
namespace {

constexpr double kLn10 = std::numbers::ln10;
constexpr double kTwoPi = 2 * std::numbers::pi;
// From here on the third term of the expansion is below 1e-8 of the first.
constexpr double kLargeCount = 1000;

// mean - count + count * ln(count / mean), without cancellation where the two are near each other.
double deviance(double count, double mean) {
  const double difference = count - mean;
  if (std::abs(difference) >= 0.1 * (count + mean))
    return count * std::log(count / mean) - difference;
  const double ratio = difference / (count + mean);
  double sum = difference * ratio;
  double term = 2 * count * ratio;
  for (int odd = 3;; odd += 2) {
    term *= ratio * ratio;
    const double next = sum + term / odd;
    if (next == sum) return sum;
    sum = next;
  }
}

// ln(n!) less Stirling's formula for it. Requires: n is above 15.
double stirling_error(double n) {
  const double square = n * n;
  return (1.0 / 12 -
          (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square) /
              square) /
         n;
}

double log_probability(double count, double mean) {
  constexpr double kExactFactorials = 15;
  if (count > kExactFactorials) {
    return -stirling_error(count) - deviance(count, mean) - 0.5 * std::log(kTwoPi * count);
  }
  double factorial = 1;
  for (double i = 2; i <= count; ++i)
    factorial *= i;
  return count * std::log(mean) - mean - std::log(factorial);
}

// 1 + a/b + a(a+1)/(b(b+1))... of ratios that fall to 0.
template <class Ratio>
double sum_of_ratios(Ratio ratio) {
  constexpr double kNothing = 1e-17;
  double sum = 1;
  double term = 1;
  for (double i = 1; term > kNothing * sum; ++i) {
    term *= ratio(i);
    sum += term;
  }
  return sum;
}

double small_count(double count, double mean) {
  if (count > mean) {
    const double sum = sum_of_ratios([&](double i) { return mean / (count + i); });
    return -log_probability(count, mean) - std::log(sum);
  }
  const double below = count - 1;
  const double sum = sum_of_ratios([&](double i) { return (below + 1 - i) / mean; });
  return -std::log1p(-std::exp(log_probability(below, mean)) * sum);
}

// exp(x^2) * erfc(x). Requires: x >= 0.
double scaled_erfc(double x) {
  constexpr double kFar = 20;
  if (x < kFar) return std::exp(x * x) * std::erfc(x);
  const double s = 1 / (2 * x * x);
  const double series = 1 - s * (1 - 3 * s * (1 - 5 * s * (1 - 7 * s)));
  return series / (x * std::sqrt(std::numbers::pi));
}

double large_count(double count, double mean) {
  const double exponent = deviance(count, mean);
  const double off = (mean - count) / count;
  const double eta = std::copysign(std::sqrt(2 * exponent / count), off);
  double c0 = 0;
  double c1 = 0;
  constexpr double kNear = 0.02;
  if (std::abs(eta) < kNear) {
    c0 = -1.0 / 3 + eta * (1.0 / 12 - eta * (2.0 / 135 - eta * (1.0 / 864 + eta / 2835)));
    c1 = -1.0 / 540 - eta * (1.0 / 288 - eta / 378);
  } else {
    c0 = 1 / off - 1 / eta;
    c1 = 1 / (eta * eta * eta) - 1 / (off * off * off) - 1 / (off * off) - 1 / (12 * off);
  }
  const double correction = (c0 + c1 / count) / std::sqrt(kTwoPi * count);
  const double half = 0.5 * scaled_erfc(std::sqrt(exponent));
  if (off < 0) return exponent - std::log(half - correction);
  return -std::log1p(-std::exp(-exponent) * (half + correction));
}

}  // namespace

double poisson_surprise(double count, double mean) {
  if (count <= 0) return 0;
  const double surprise = count < kLargeCount ? small_count(count, mean) : large_count(count, mean);
  // A chance of nearly 1 may come out a rounding error above it.
  return surprise > 0 ? surprise / kLn10 : 0;
}

}  // namespace nd::stats
