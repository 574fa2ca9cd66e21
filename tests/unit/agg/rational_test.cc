#include "agg/rational.h"

#include <doctest/doctest.h>

namespace nd::agg {
namespace {

Rational of(std::int64_t numerator, std::int64_t denominator) {
  return {BigInteger::of(numerator), BigInteger::of(denominator)};
}

TEST_SUITE("agg/rational") {
  TEST_CASE("differences and quotients are exact") {
    CHECK(nearest_double(of(1, 3) - of(1, 6)) == 1.0 / 6);
    CHECK((of(1, 3) - of(2, 6)).is_zero());
    CHECK(nearest_double(of(1, 3) / of(1, 7)) == 7.0 / 3);
  }

  TEST_CASE("the denominator stays positive when the divisor is negative") {
    const Rational quotient = of(1, 2) / of(-3, 4);
    CHECK_FALSE(quotient.denominator.is_negative());
    CHECK_FALSE(quotient.is_positive());
    CHECK(nearest_double(quotient) == -2.0 / 3);
  }

  TEST_CASE("the nearest double is rounded half to even, also where it is subnormal") {
    CHECK(nearest_double(of((std::int64_t{1} << 53) + 1, 1)) == 9007199254740992.0);
    CHECK(nearest_double(of((std::int64_t{1} << 53) + 3, 1)) == 9007199254740996.0);
    const Rational smallest{BigInteger::of(std::int64_t{1}),
                            BigInteger::of(std::int64_t{1}).shifted_left(1074)};
    CHECK(nearest_double(smallest) == 5e-324);
    CHECK(nearest_double(smallest / of(2, 1)) == 0);
    CHECK(nearest_double(smallest / of(2, 1) - of(0, 1)) == 0);
    CHECK(nearest_double(of(3, 4) / of(1, 1) / (of(1, 1) / smallest)) == 5e-324);
  }
}

}  // namespace
}  // namespace nd::agg
