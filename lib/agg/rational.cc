#include "agg/rational.h"

#include <algorithm>
#include <cmath>

namespace nd::agg {
namespace {

using uint128 = unsigned __int128;

}  // namespace

Rational operator+(const Rational& a, const Rational& b) {
  return {a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator};
}

Rational operator*(const Rational& a, const Rational& b) {
  return {a.numerator * b.numerator, a.denominator * b.denominator};
}

Rational operator-(const Rational& a, const Rational& b) {
  return {a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator};
}

Rational operator/(const Rational& a, const Rational& divisor) {
  Rational quotient{a.numerator * divisor.denominator, a.denominator * divisor.numerator};
  if (quotient.denominator.is_negative()) {
    quotient.numerator.negate();
    quotient.denominator.negate();
  }
  return quotient;
}

double nearest_double(const Rational& number) {
  if (number.numerator.is_zero()) return 0;
  // The quotient of the shifted numerator has 65 or 66 bits; with a sticky bit for the remainder it
  // is rounded once, to the 53 bits of a double, or to fewer where the result is subnormal.
  constexpr std::int64_t kQuotientBits = 66;
  const auto shift = kQuotientBits + static_cast<std::int64_t>(number.denominator.bits()) -
                     static_cast<std::int64_t>(number.numerator.bits());
  const BigInteger& top = number.numerator;
  const auto parts =
      shift >= 0 ? BigInteger::divide(top.shifted_left(static_cast<std::size_t>(shift)),
                                      number.denominator)
                 : BigInteger::divide(
                       top, number.denominator.shifted_left(static_cast<std::size_t>(-shift)));
  const auto words = parts.quotient.words();
  const uint128 quotient = static_cast<uint128>(words.size() > 1 ? words[1] : 0) << 64 | words[0];
  const auto bits = static_cast<std::int64_t>(parts.quotient.bits());
  // The value is quotient x 2^-shift; its lowest kept bit is 2^lowest.
  const std::int64_t lowest = std::max<std::int64_t>(bits - shift - 53, -1074);
  const std::int64_t drop = lowest + shift;
  if (drop > bits + 1) return top.is_negative() ? -0.0 : 0.0;
  const uint128 kept = quotient >> drop;
  const uint128 rest = quotient - (kept << drop);
  const uint128 half = static_cast<uint128>(1) << (drop - 1);
  auto mantissa = static_cast<std::uint64_t>(kept);
  const bool above = rest > half || (rest == half && !parts.remainder.is_zero());
  const bool tie = rest == half && parts.remainder.is_zero();
  if (above || (tie && (mantissa & 1) != 0)) ++mantissa;
  const int exponent = static_cast<int>(std::clamp<std::int64_t>(lowest, -1074, 2000));
  const double size = std::ldexp(static_cast<double>(mantissa), exponent);
  return top.is_negative() ? -size : size;
}

}  // namespace nd::agg
