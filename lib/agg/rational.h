// Rational: quotients of whole numbers, exactly, and the double next to one.
//
// Belongs here: the arithmetic of results that are made of exact sums. Not for the hot path: it
// allocates.
#pragma once

#include "agg/big_integer.h"

namespace nd::agg {

// The denominator is positive; the quotient need not be in its lowest terms.
struct Rational {
  BigInteger numerator;
  BigInteger denominator = BigInteger::of(std::int64_t{1});

  [[nodiscard]] bool is_zero() const { return numerator.is_zero(); }
  [[nodiscard]] bool is_positive() const { return !is_zero() && !numerator.is_negative(); }
  // -1, 0 or 1.
  [[nodiscard]] int sign() const { return is_zero() ? 0 : is_positive() ? 1 : -1; }
};

// A quotient whose two sides add up where it does not: a ratio of sums.
struct Fraction {
  Rational top;
  Rational base;
};

[[nodiscard]] Rational operator+(const Rational& a, const Rational& b);
[[nodiscard]] Rational operator-(const Rational& a, const Rational& b);
[[nodiscard]] Rational operator*(const Rational& a, const Rational& b);
// Requires: the divisor is not 0.
[[nodiscard]] Rational operator/(const Rational& a, const Rational& divisor);

// The double nearest to the number, ties to even; infinite beyond the range.
[[nodiscard]] double nearest_double(const Rational& number);

}  // namespace nd::agg
