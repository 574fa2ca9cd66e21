#include "show/finish_table.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::show {
namespace {

using format::Cell;
using format::CellKind;
using format::NumberStyle;

std::string shown(std::string_view text, CellKind kind, std::optional<NumberStyle> style,
                  std::optional<int> digits) {
  Arena texts;
  return std::string(formatted({text, kind}, {.field = {}, .style = style}, digits, texts).text);
}

TEST_SUITE("show/finish_table") {
  TEST_CASE("a number without a style or digits is shown as it came") {
    CHECK(shown("1.50", CellKind::kNumber, {}, {}) == "1.50");
    CHECK(shown("1e3", CellKind::kNumber, {}, {}) == "1e3");
  }

  TEST_CASE("--int is whole whatever the digits, the other styles follow them") {
    CHECK(shown("1234.5", CellKind::kNumber, NumberStyle::kGrouped, 2) == "1,234");
    CHECK(shown("0.12345", CellKind::kNumber, NumberStyle::kPercent, 2) == "12.34%");
    CHECK(shown("12345", CellKind::kNumber, NumberStyle::kSi, 1) == "12.3K");
    CHECK(shown("2.5", CellKind::kNumber, {}, 0) == "2");
  }

  TEST_CASE("a rounded number has itself in full behind it, one with separators alone has not") {
    Arena texts;
    const auto full = [&](std::string_view number, NumberStyle style) {
      return std::string(
          formatted({number, CellKind::kNumber}, {.field = {}, .style = style}, {}, texts).full());
    };
    CHECK(full("1234567", NumberStyle::kSi) == "1234567");
    CHECK(full("1234567", NumberStyle::kGrouped).empty());
    CHECK(full("1234.5", NumberStyle::kGrouped) == "1234.5");
    CHECK(full("0.625", NumberStyle::kPercent) == "0.625");
    CHECK(full("7", NumberStyle::kSi).empty());
  }

  TEST_CASE("marks stand behind the text") {
    Arena texts;
    const auto cell = formatted({"1234567", CellKind::kNumber},
                                {.field = {}, .style = NumberStyle::kSi}, {}, texts, "[p]");
    CHECK(cell.text == "1.23M [p]");
    CHECK(cell.full() == "1234567");
    CHECK(formatted({"x", CellKind::kText}, {}, {}, texts, "[b]").text == "x [b]");
  }

  TEST_CASE("a style does not touch what is no number") {
    CHECK(shown("1234", CellKind::kText, NumberStyle::kGrouped, 2) == "1234");
    CHECK(shown("", CellKind::kMissing, NumberStyle::kPercent, 2).empty());
  }
}

}  // namespace
}  // namespace nd::show
