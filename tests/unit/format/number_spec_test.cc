#include "format/number_spec.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::format {
namespace {

const Language& english() {
  return languages()[0];
}
const Language& chinese() {
  return languages()[1];
}

std::string shown(std::string_view spec, std::string_view number,
                  const Language& language = english()) {
  std::string digits;
  std::string scratch;
  std::string out;
  const NumberSpec parsed = NumberSpec::parse(spec, language).value();
  REQUIRE(spec.empty());
  append_shown(out, shown_number(decimal_of(number, digits), parsed, Rounding::kHalfEven, scratch),
               parsed);
  return out;
}
std::string refusal(std::string_view spec) {
  const auto parsed = NumberSpec::parse(spec, english());
  return parsed ? "" : std::string(parsed.error().message);
}

TEST_SUITE("format/number_spec") {
  TEST_CASE("the types of Python") {
    CHECK(shown("d", "1234567") == "1234567");
    CHECK(shown(",d", "1234567") == "1,234,567");
    CHECK(shown("_d", "1234567") == "1_234_567");
    CHECK(shown(".2f", "2.675") == "2.68");
    CHECK(shown("f", "0.5") == "0.500000");
    CHECK(shown(".2e", "123456") == "1.23e+05");
    CHECK(shown(".0e", "0") == "0e+00");
    CHECK(shown(".3E", "1e-123") == "1.000E-123");
    CHECK(shown("g", "1234567") == "1.23457e+06");
    CHECK(shown("g", "999999.5") == "1e+06");
    CHECK(shown("g", "0.0001") == "0.0001");
    CHECK(shown("g", "0.00001") == "1e-05");
    CHECK(shown(".1%", "0.1235") == "12.4%");
    CHECK(shown("%", "0.5") == "50.000000%");
    CHECK(shown(".3", "1234.5") == "1.23e+03");
    CHECK(shown(",", "1234.5") == "1,234.5");
  }

  TEST_CASE("sign, fill, alignment and width") {
    CHECK(shown("+d", "5") == "+5");
    CHECK(shown("+.1%", "0.0004") == "0.0%");
    CHECK(shown(" d", "5") == " 5");
    CHECK(shown("6d", "5") == "     5");
    CHECK(shown("<6d", "5") == "5     ");
    CHECK(shown("*^6d", "5") == "**5***");
    CHECK(shown("=+6d", "5") == "+    5");
    CHECK(shown("06d", "-5") == "-00005");
    CHECK(shown("<06d", "5") == "500000");
    CHECK(shown("08,d", "1234") == "0,001,234");
    CHECK(shown("09.1%", "0.5") == "000050.0%");
    CHECK(shown("é>4d", "5") == "ééé5");
    CHECK(shown(">5万", "1234567") == "123万");
    CHECK(shown(">7万", "1234567") == "  123万");
  }

  TEST_CASE("a unit has three digits in all, also where rounding carries into the next one") {
    CHECK(shown("~", "379600000000") == "380 billion");
    CHECK(shown("~", "110000000") == "110 million");
    CHECK(shown("~", "999950") == "1 million");
    CHECK(shown("~", "999499") == "999,000");
    CHECK(shown("~", "430123") == "430,000");
    CHECK(shown("~", "12.345") == "12.3");
    CHECK(shown("~", "0") == "0");
    CHECK(shown("~", "-1250000") == "-1.25 million");
    CHECK(shown(".2~", "380123456789") == "380 billion");
    CHECK(shown(".6~", "380123456789") == "380.123 billion");
    CHECK(shown(".1f~", "380023456789") == "380.0 billion");
    CHECK(shown(".1f~", "999960000") == "1.0 billion");
    CHECK(shown("~", "1234567000000000") == "1,230 trillion");
    CHECK(shown("万", "380123456789") == "3800亿");
    CHECK(shown("万", "110000000") == "1.1亿");
    CHECK(shown("万", "99999") == "10万");
    CHECK(shown("万", "99999999") == "1亿");
    CHECK(shown("万", "1234") == "1230");
    CHECK(shown("~", "1900000", chinese()) == "190万");
    CHECK(shown("K", "1234567") == "1.23M");
    CHECK(shown("K", "999950") == "1M");
  }

  TEST_CASE("percentage points, in words and without") {
    CHECK(shown("+.1p", "0.0124") == "+1.2");
    CHECK(shown("p", "-0.5") == "-50.0");
    CHECK(shown("+.1pp", "0.0124") == "+1.2 percentage points");
    CHECK(shown(".0pp", "0.01") == "1 percentage point");
    CHECK(shown(".1pp", "0.01") == "1.0 percentage points");
    CHECK(shown("+pp", "0.0124", chinese()) == "+1.2个百分点");
  }

  TEST_CASE("numbers of any size and width") {
    CHECK(shown(",d", "123456789012345678901234567890") ==
          "123,456,789,012,345,678,901,234,567,890");
    CHECK(shown("d", "-0") == "0");
    CHECK(shown(".1f", "1e300").size() == 303);
    CHECK(shown("~", "1e300").size() > 300);
    CHECK(shown(".3g", "1e300") == "1e+300");
    CHECK(shown(",d", "1e500") == "1e500");
  }

  TEST_CASE("what does not go together is refused, and so is what is not known") {
    CHECK(refusal(".2d") == "d shows whole numbers and takes no precision; f rounds");
    CHECK(refusal("f~").starts_with("say how many digits"));
    CHECK(refusal(".1e~") == "a unit goes with f and g alone");
    CHECK(refusal("+s").starts_with("s is for text"));
    CHECK(refusal(".f") == "digits are missing behind the point");
    CHECK(refusal("1001") == "width and precision are at most 1000");
    CHECK(refusal(".99999999999999999999f") == "width and precision are at most 1000");
    CHECK(refusal("x").starts_with("'x' is no type"));
    CHECK(refusal("#x").starts_with("'#' is no part"));
  }

  TEST_CASE("it ends where words begin") {
    std::string_view text = ".1% claim";
    CHECK(NumberSpec::parse(text, english()));
    CHECK(text == " claim");
    text = "";
    CHECK(NumberSpec::parse(text, english())->leaves_numbers());
  }
}

}  // namespace
}  // namespace nd::format
