#include "format/number_format.h"

#include <cstdint>
#include <string>

#include <doctest/doctest.h>

namespace nd::format {
namespace {

std::string shown(std::string_view number, NumberFormat format) {
  std::string out;
  append_number(out, number, format);
  return out;
}
std::string plain(std::string_view number, int digits) {
  return shown(number, {.digits = digits});
}
std::string grouped(std::string_view number) {
  return shown(number, {NumberStyle::kGrouped, {}});
}
std::string percent(std::string_view number) {
  return shown(number, {NumberStyle::kPercent, {}});
}
std::string si(std::string_view number) {
  return shown(number, {NumberStyle::kSi, {}});
}
std::string words(std::string_view number) {
  return shown(number, {NumberStyle::kWords, {}});
}
std::string cjk(std::string_view number) {
  return shown(number, {NumberStyle::kCjk, {}});
}

TEST_SUITE("format/number_format") {
  TEST_CASE("rounding is half to even on the decimal text, not on a binary fraction") {
    CHECK(plain("0.5", 0) == "0");
    CHECK(plain("1.5", 0) == "2");
    CHECK(plain("2.5", 0) == "2");
    CHECK(plain("2.50001", 0) == "3");
    CHECK(plain("-2.5", 0) == "-2");
    // As a double 2.675 is below the tie and 1.005 too: printf("%.2f") gives 2.67 and 1.00.
    CHECK(plain("2.675", 2) == "2.68");
    CHECK(plain("1.005", 2) == "1.00");
    CHECK(plain("1.015", 2) == "1.02");
    CHECK(plain("0.125", 2) == "0.12");
    CHECK(plain("0.135", 2) == "0.14");
  }

  TEST_CASE("units show three digits in all, the same in every tool") {
    CHECK(cjk("380123456789") == "3800亿");
    CHECK(cjk("12345678") == "1230万");
    CHECK(cjk("9999") == "1万");
    CHECK(si("1234567890123456") == "1,230T");
  }

  TEST_CASE("a carry runs through all nines") {
    CHECK(plain("0.999", 2) == "1.00");
    CHECK(plain("9.96", 1) == "10.0");
    CHECK(plain("99999.5", 0) == "100000");
    CHECK(plain("0.006", 2) == "0.01");
    CHECK(plain("0.0996", 3) == "0.100");
  }

  TEST_CASE("a number that rounds to nothing is 0 without a sign") {
    CHECK(plain("-0.004", 2) == "0.00");
    CHECK(percent("-0.0004") == "0.0%");
    CHECK(plain("-0", 0) == "0");
    CHECK(shown("0.0001", {NumberStyle::kPercent, 1, true}) == "0.0%");
  }

  TEST_CASE("round_half_even() also rounds before the point") {
    std::string digits;
    std::string source;
    std::string out;
    append_decimal(out, round_half_even(decimal_of("12550", source), -2, digits));
    CHECK(out == "12600");
    CHECK(round_half_even(decimal_of("49", source), -2, digits).is_zero());
    CHECK(round_half_even(decimal_of("50", source), -2, digits).is_zero());
    CHECK_FALSE(round_half_even(decimal_of("51", source), -2, digits).is_zero());
  }

  TEST_CASE("rounding down and up goes to the next multiple, below zero too") {
    const auto towards = [](std::string_view number, std::int64_t places, Rounding rounding) {
      std::string digits;
      std::string source;
      std::string out;
      append_decimal(out, rounded(decimal_of(number, source), places, rounding, digits));
      return out;
    };
    CHECK(towards("379987", -4, Rounding::kDown) == "370000");
    CHECK(towards("371", -4, Rounding::kDown) == "0");
    CHECK(towards("370000", -4, Rounding::kDown) == "370000");
    CHECK(towards("370001", -4, Rounding::kUp) == "380000");
    CHECK(towards("999001", -3, Rounding::kUp) == "1000000");
    CHECK(towards("37", -4, Rounding::kUp) == "10000");
    CHECK(towards("0.001", 2, Rounding::kUp) == "0.01");
    CHECK(towards("-0.001", 2, Rounding::kUp) == "0");
    CHECK(towards("-0.001", 2, Rounding::kDown) == "-0.01");
    CHECK(towards("-1.29", 1, Rounding::kUp) == "-1.2");
    CHECK(towards("0", -4, Rounding::kUp) == "0");
  }

  TEST_CASE("what is shown of a number is itself a number") {
    std::string digits;
    std::string source;
    const ShownNumber shown =
        shown_number(decimal_of("999950", source), {.style = NumberStyle::kWords, .significant = 3},
                     Rounding::kHalfEven, digits);
    CHECK(compare_decimals(shown.number, decimal_of("1000000", source)) == 0);
    CHECK(shown.exponent == 6);
    CHECK(shown.unit == " million");
    CHECK(shown.places == 0);
  }

  TEST_CASE("rounding agrees with integer arithmetic on every number of five digits") {
    for (std::int64_t n = 0; n < 100'000; n += 7) {
      std::string text = std::to_string(n / 1000) + "." + std::to_string(1000 + n % 1000).substr(1);
      std::int64_t hundredths = n / 10;
      const std::int64_t rest = n % 10;
      if (rest > 5 || (rest == 5 && hundredths % 2 == 1)) ++hundredths;
      const std::string expected =
          std::to_string(hundredths / 100) + "." + std::to_string(100 + hundredths % 100).substr(1);
      REQUIRE(plain(text, 2) == expected);
    }
  }

  TEST_CASE("without digits a plain number is its shortest text") {
    CHECK(shown("1.50", {}) == "1.5");
    CHECK(shown("1e3", {}) == "1000");
    CHECK(shown("18446744073709551615", {}) == "18446744073709551615");
  }

  TEST_CASE("thousands are separated, and integers of any width are exact") {
    CHECK(grouped("0") == "0");
    CHECK(grouped("999") == "999");
    CHECK(grouped("1000") == "1,000");
    CHECK(grouped("-1234567") == "-1,234,567");
    CHECK(grouped("1234.5678") == "1,234.5678");
    CHECK(grouped("9223372036854775807") == "9,223,372,036,854,775,807");
    CHECK(grouped("123456789012345678901234567890") == "123,456,789,012,345,678,901,234,567,890");
    CHECK(grouped("1e6") == "1,000,000");
    CHECK(grouped("0.00001") == "0.00001");
    CHECK(shown("1234.5", {NumberStyle::kGrouped, 0}) == "1,234");
    CHECK(shown("1235.5", {NumberStyle::kGrouped, 0}) == "1,236");
  }

  TEST_CASE("numbers far from 1 are not written out in zeros") {
    CHECK(grouped("1.5e402") == "1.5e402");
    CHECK(grouped("1e999999999") == "1e999999999");
    CHECK(plain("1e-999999999", 2) == "0.00");
    CHECK(grouped("1e-20") == "1e-20");
    CHECK(percent("1e999999999") == "1e1000000001%");
    CHECK(grouped("1e30") == "1,000,000,000,000,000,000,000,000,000,000");
  }

  TEST_CASE("percent moves the point by two and shows one digit unless told") {
    CHECK(percent("0.1234") == "12.3%");
    CHECK(percent("0.1235") == "12.4%");
    CHECK(percent("0.1225") == "12.2%");
    CHECK(percent("1") == "100.0%");
    CHECK(percent("12.3456") == "1,234.6%");
    CHECK(percent("0.0005") == "0.0%");
    CHECK(shown("0.5", {NumberStyle::kPercent, 0}) == "50%");
    CHECK(shown("0.123456", {NumberStyle::kPercent, 3, true}) == "+12.346%");
    CHECK(shown("-0.5", {NumberStyle::kPercent, 1, true}) == "-50.0%");
  }

  TEST_CASE("K, M, B and T show three digits and no trailing zeros") {
    CHECK(si("0") == "0");
    CHECK(si("7") == "7");
    CHECK(si("999") == "999");
    CHECK(si("1000") == "1K");
    CHECK(si("1234") == "1.23K");
    CHECK(si("12345") == "12.3K");
    CHECK(si("123456") == "123K");
    CHECK(si("1500000") == "1.5M");
    CHECK(si("-2480000000") == "-2.48B");
    CHECK(si("380000000000") == "380B");
    CHECK(si("1234567890123") == "1.23T");
    CHECK(si("1235567890123456") == "1,240T");
    CHECK(si("0.12345") == "0.123");
    CHECK(si("12.345") == "12.3");
    CHECK(si("0.00001234") == "0.0000123");
  }

  TEST_CASE("a number that rounds up to the next unit gets it") {
    CHECK(si("999.6") == "1K");
    CHECK(si("999400") == "999K");
    CHECK(si("999500") == "1M");
    CHECK(si("999999999") == "1B");
    CHECK(shown("999960", {NumberStyle::kSi, 1}) == "1.0M");
    CHECK(shown("999940", {NumberStyle::kSi, 1}) == "999.9K");
    CHECK(cjk("99999999") == "1亿");
    CHECK(words("999999.7") == "1 million");
  }

  TEST_CASE("given digits are exact, also after units") {
    CHECK(shown("1000", {NumberStyle::kSi, 2}) == "1.00K");
    CHECK(shown("7", {NumberStyle::kSi, 1}) == "7.0");
    CHECK(shown("12345678", {NumberStyle::kCjk, 1}) == "1234.6万");
  }

  TEST_CASE("万, 亿 and 万亿 go by four digits") {
    CHECK(cjk("9994") == "9990");
    CHECK(cjk("10000") == "1万");
    CHECK(cjk("12345") == "1.23万");
    CHECK(cjk("12355678") == "1240万");
    CHECK(cjk("100000000") == "1亿");
    CHECK(cjk("380000000000") == "3800亿");
    CHECK(cjk("1200000000000") == "1.2万亿");
    CHECK(cjk("-25000") == "-2.5万");
  }

  TEST_CASE("words start at a million") {
    CHECK(words("380000000000") == "380 billion");
    CHECK(words("1230000") == "1.23 million");
    CHECK(words("45678") == "45,700");
    CHECK(words("2000000000000") == "2 trillion");
  }
}

}  // namespace
}  // namespace nd::format
