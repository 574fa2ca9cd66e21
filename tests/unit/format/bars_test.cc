#include "format/bars.h"

#include <limits>
#include <string>

#include <doctest/doctest.h>

namespace nd::format {
namespace {

std::string bar(double value, const BarScale& scale) {
  std::string out;
  append_bar(out, value, scale);
  return out;
}

TEST_SUITE("format/bars") {
  TEST_CASE("a bar is an eighth of a column fine") {
    const BarScale scale{0, 8, 2};
    CHECK(bar(8, scale) == "██");
    CHECK(bar(4, scale) == "█");
    CHECK(bar(1, scale) == "▎");
    CHECK(bar(7.5, scale) == "█▉");
    CHECK(bar(0, scale).empty());
  }

  TEST_CASE("a value other than 0 always shows") {
    CHECK(bar(1e-9, {0, 1, 20}) == "▏");
    CHECK(bar(-1e-9, {-1, 0, 2}) == " ▐");
  }

  TEST_CASE("negative values grow to the left of the axis") {
    const BarScale scale{-2, 2, 8};
    CHECK(bar(2, scale) == "    ████");
    CHECK(bar(-2, scale) == "████");
    CHECK(bar(-1, scale) == "  ██");
    CHECK(bar(-0.25, scale) == "   ▐");
    CHECK(bar(-0.75, scale) == "  ▐█");
  }

  TEST_CASE("both sides of the axis keep at least a column") {
    CHECK(bar(1000, {-1, 1000, 4}) == " ███");
    CHECK(bar(-1, {-1, 1000, 4}) == "█");
    CHECK(bar(1, {-1000, 1, 4}) == "   █");
  }

  TEST_CASE("a scale takes in what it is shown, but no infinity") {
    BarScale scale;
    scale.include(5);
    scale.include(-3);
    scale.include(std::numeric_limits<double>::infinity());
    scale.include(std::numeric_limits<double>::quiet_NaN());
    CHECK(scale.low == -3);
    CHECK(scale.high == 5);
  }

  TEST_CASE("the largest doubles make a bar") {
    constexpr double kMax = std::numeric_limits<double>::max();
    CHECK(bar(kMax, {-kMax, kMax, 4}) == "  ██");
    CHECK(bar(std::numeric_limits<double>::infinity(), {0, 1, 2}) == "██");
  }
}

}  // namespace
}  // namespace nd::format
