#include "base/number.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

#include <doctest/doctest.h>

TEST_SUITE("base/number") {
  static std::string printed(double number) {
    std::string out;
    nd::append_double(out, number);
    return out;
  }
  static std::string normal(std::string_view text) {
    std::string scratch;
    std::string out;
    nd::append_decimal(out, nd::decimal_of(text, scratch));
    return out;
  }

  TEST_CASE("equal numbers have one normal form") {
    CHECK(normal("1.0") == "1");
    CHECK(normal("1e0") == "1");
    CHECK(normal("10E-1") == "1");
    CHECK(normal("-0") == "0");
    CHECK(normal("-0.0e5") == "0");
    CHECK(normal("0.10") == "0.1");
    CHECK(normal("100e-3") == "0.1");
    CHECK(normal("12345678901234567890123") == "12345678901234567890123");
    CHECK(normal("1e400") == "1e400");
    CHECK(normal("-1.50E+2") == "-150");
    CHECK(normal("0.0000001") == "1e-7");
  }

  TEST_CASE("exponents of any size are exact") {
    CHECK(normal("1e100000000000000000") == "1e100000000000000000");
    CHECK(normal("1e100000000000000001") == "1e100000000000000001");
    CHECK(normal("0.1e1000000000000000000") == "1e999999999999999999");
    CHECK(normal("1e999999999999999999") == "1e999999999999999999");
    CHECK(normal("10e999999999999999999") == "1e1000000000000000000");
    CHECK(normal("123e99999999999999999999") == "1.23e100000000000000000001");
    CHECK(normal("-0.0012e-1000000000000000000000") == "-1.2e-1000000000000000000003");
    CHECK(normal("1000e-1000000000000000001") == "1e-999999999999999998");
    CHECK(normal("12e-00018446744073709551616") == "1.2e-18446744073709551615");
    CHECK(normal("0e99999999999999999999999999") == "0");
  }

  TEST_CASE("a double is printed as the shortest text that reads back") {
    CHECK(printed(0.1) == "0.1");
    CHECK(printed(0.1 + 0.2) == "0.30000000000000004");
    CHECK(printed(1e21) == "1e21");
    CHECK(printed(1e20) == "100000000000000000000");
    CHECK(printed(-0.0) == "0");
    CHECK(printed(5e-324) == "5e-324");
    CHECK(printed(std::numeric_limits<double>::infinity()) == "null");
    CHECK(printed(std::nan("")) == "null");
  }

  TEST_CASE("every finite double survives its text") {
    std::mt19937_64 random(7);
    for (int i = 0; i < 20000; ++i) {
      const std::uint64_t bits = random();
      double number = 0;
      static_assert(sizeof number == sizeof bits);
      __builtin_memcpy(&number, &bits, sizeof number);
      if (!std::isfinite(number)) continue;
      CHECK(nd::to_double(printed(number)) == number);
    }
  }

  TEST_CASE("decimals compare as the numbers they are") {
    const auto order = [](std::string_view a, std::string_view b) {
      std::string x;
      std::string y;
      return nd::compare_decimals(nd::decimal_of(a, x), nd::decimal_of(b, y));
    };
    CHECK(order("9007199254740993", "9007199254740992") > 0);
    CHECK(order("0.1", "0.10000000000000000001") < 0);
    CHECK(order("-5", "3") < 0);
    CHECK(order("-5", "-50") > 0);
    CHECK(order("0", "-0.0") == 0);
    CHECK(order("1e2", "100.000") == 0);
    CHECK(order("1e400", "1e399") > 0);
    const char* const in_order[] = {"-1e100000000000000000001",
                                    "-1e100000000000000000000",
                                    "-2e99999999999999999999",
                                    "-1e99999999999999999999",
                                    "-1e999999999999999999",
                                    "-5",
                                    "-1e-999999999999999999",
                                    "-1e-99999999999999999999",
                                    "-1e-100000000000000000000",
                                    "0e99999999999999999999",
                                    "1e-100000000000000000001",
                                    "1e-100000000000000000000",
                                    "2e-100000000000000000000",
                                    "1e-99999999999999999999",
                                    "1e-1000000000000000000",
                                    "1e-999999999999999999",
                                    "1",
                                    "1e999999999999999999",
                                    "1e1000000000000000000",
                                    "1e99999999999999999999",
                                    "1e100000000000000000000"};
    for (const char* const& a : in_order) {
      for (const char* const& b : in_order)
        CHECK_MESSAGE(order(a, b) == (&a <=> &b), a, " ", b);
    }
  }

  TEST_CASE("numbers beyond a double's range are infinite or zero as doubles") {
    CHECK(std::isinf(nd::to_double("1e400")));
    CHECK(nd::to_double("-1e400") < 0);
    CHECK(nd::to_double("1e-400") == 0);
  }

  TEST_CASE("a text is an integer as a whole or not at all") {
    CHECK(nd::parse_int64("-9223372036854775808") == INT64_MIN);
    CHECK_FALSE(nd::parse_int64("9223372036854775808"));
    CHECK(nd::parse_uint64("18446744073709551615") == UINT64_MAX);
    CHECK_FALSE(nd::parse_int64("12x"));
    CHECK_FALSE(nd::parse_int64(""));
    CHECK(nd::parse_double("1.5e3") == 1500.0);
    CHECK_FALSE(nd::parse_double("01"));
    CHECK_FALSE(nd::parse_double("1."));
    CHECK_FALSE(nd::parse_double("1e999"));
  }

  TEST_CASE("integer arithmetic says when it overflows") {
    CHECK(nd::checked_multiply(2, -3) == -6);
    CHECK_FALSE(nd::checked_multiply(INT64_MAX, 2));
  }

  TEST_CASE("an exponent of any size reads back as it was printed") {
    for (const char* text : {"7771e400777777777777773397", "0.0001e-99999999999999999999",
                             "123e-99999999999999999999", "1e99999999999999999999"}) {
      std::string digits;
      std::string again_digits;
      std::string printed;
      const nd::Decimal number = nd::decimal_of(text, digits);
      nd::append_decimal(printed, number);
      INFO(printed);
      CHECK(nd::compare_decimals(nd::decimal_of(printed, again_digits), number) == 0);
    }
  }
}
