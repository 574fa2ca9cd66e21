// The normal quantile is algorithm AS 241, PPND16 (M. J. Wichura, Applied Statistics 37, 1988): a
// rational function of degree 7 in each of three ranges.
#include "stats/interval.h"

#include <charconv>
#include <cmath>
#include <span>

namespace nd::stats {
namespace {

// Rational functions as Wichura names them: a over b in the middle, c over d and e over f in the
// tails.
constexpr double kA[] = {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
                         1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
                         3.3430575583588128105e4, 2.5090809287301226727e3};
constexpr double kB[] = {1.0,
                         4.2313330701600911252e1,
                         6.8718700749205790830e2,
                         5.3941960214247511077e3,
                         2.1213794301586595867e4,
                         3.9307895800092710610e4,
                         2.8729085735721942674e4,
                         5.2264952788528545610e3};
constexpr double kC[] = {1.42343711074968357734e0,  4.63033784615654529590e0,
                         5.76949722146069140550e0,  3.64784832476320460504e0,
                         1.27045825245236838258e0,  2.41780725177450611770e-1,
                         2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr double kD[] = {1.0,
                         2.05319162663775882187e0,
                         1.67638483018380384940e0,
                         6.89767334985100004550e-1,
                         1.48103976427480074590e-1,
                         1.51986665636164571966e-2,
                         5.47593808499534494600e-4,
                         1.05075007164441684324e-9};
constexpr double kE[] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                         1.78482653991729133580e0,  2.96560571828504891230e-1,
                         2.65321895265761230930e-2, 1.24266094738807843860e-3,
                         2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr double kF[] = {1.0,
                         5.99832206555887937690e-1,
                         1.36929880922735805310e-1,
                         1.48753612908506148525e-2,
                         7.86869131145613259100e-4,
                         1.84631831751005468180e-5,
                         1.42151175831644588870e-7,
                         2.04426310338993978564e-15};

// By Horner's rule; the coefficients begin with that of x^0.
double polynomial(std::span<const double> coefficients, double x) {
  double value = 0;
  for (std::size_t i = coefficients.size(); i-- > 0;)
    value = value * x + coefficients[i];
  return value;
}

double rational(std::span<const double> top, std::span<const double> bottom, double x) {
  return polynomial(top, x) / polynomial(bottom, x);
}

double rounded(double number) {
  constexpr int kDigits = 12;
  char text[32];
  const auto end =
      std::to_chars(text, text + sizeof text, number, std::chars_format::scientific, kDigits - 1);
  std::from_chars(text, end.ptr, number);
  return number;
}

}  // namespace

double normal_quantile(double p) {
  constexpr double kMiddle = 0.425;
  const double q = p - 0.5;
  if (std::fabs(q) <= kMiddle) return q * rational(kA, kB, 0.180625 - q * q);
  const double r = std::sqrt(-std::log(q < 0 ? p : 1 - p));
  constexpr double kFar = 5;
  const double z = r <= kFar ? rational(kC, kD, r - 1.6) : rational(kE, kF, r - kFar);
  return q < 0 ? -z : z;
}

// With p = hits / n and c = z^2 / n the ends solve (1 + c) x^2 - (2 p + c) x + p^2 = 0. The upper
// one is a sum of what is positive; the lower one is the product of both, p^2 / (1 + c), over it,
// for a difference would lose its digits.
Interval wilson(std::uint64_t hits, std::uint64_t n, double level) {
  const double z = normal_quantile((1 - level) / 2);
  const auto total = static_cast<double>(n);
  const double c = z * z / total;
  const auto upper = [&](std::uint64_t of) {
    const double p = static_cast<double>(of) / total;
    const double q = static_cast<double>(n - of) / total;
    return (p + c / 2 + std::sqrt(c * (p * q + c / 4))) / (1 + c);
  };
  Interval ends;
  const double p = static_cast<double>(hits) / total;
  if (hits != 0) ends.low = rounded(p * p / ((1 + c) * upper(hits)));
  ends.high = hits == n ? 1 : rounded(upper(hits));
  return ends;
}

}  // namespace nd::stats
