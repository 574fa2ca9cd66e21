#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "text_charts.h"

namespace nd::plot {
namespace {

Chart pairs(Kind kind) {
  return chart_of(kind, {"north", "south", "east", "west"},
                  {series_of("2023", {1, 3, kNone, 4}), series_of("2024", {2, 3, 4.5, 1})});
}

TEST_SUITE("plot/text_pairs") {
  TEST_CASE("a dumbbell joins two values, the later one filled") {
    const auto lines = cells_of(drawn(pairs(Kind::kDumbbell), 60));
    const auto at = [&](std::size_t line, const std::string& glyph) {
      return std::find(lines[line].begin(), lines[line].end(), glyph) - lines[line].begin();
    };
    // Behind the line break, the legend and a blank line.
    CHECK(at(3, "○") < at(3, "●"));
    CHECK(count_of(lines[4], "◉") == 1);
    CHECK(count_of(lines[5], "○") == 0);
    CHECK(at(6, "○") > at(6, "●"));
    CHECK(at(3, "●") < at(5, "●"));
    CHECK(drawn(pairs(Kind::kDumbbell), 60).find("no data → 4.5\n") != std::string::npos);
  }

  TEST_CASE("both sides of a slope have their names and numbers, in their order") {
    const std::string text = drawn(pairs(Kind::kSlope), 60, false, false, 8);
    CHECK(text.find("├ 4.5 east") < text.find("├ 3 south"));
    CHECK(text.find("├ 3 south") < text.find("├ 2 north"));
    CHECK(text.find("├ 2 north") < text.find("├ 1 west"));
    CHECK(text.find("east 4.5") == std::string::npos);
    CHECK(text.find("west 4 ┤") < text.find("south 3 ┤"));
  }

  TEST_CASE("equal values of a slope have rows of their own") {
    std::vector<std::string> names;
    for (int i = 0; i < 30; ++i)
      names.push_back("n" + std::to_string(i));
    const std::vector<double> same(30, 5);
    const Chart chart =
        chart_of(Kind::kSlope, names, {series_of("2023", same), series_of("2024", same)});
    const std::string text = drawn(chart, 40, false, false, 3);
    for (const std::string& name : names)
      CHECK(text.find("├ 5 " + name + "\n") != std::string::npos);
  }
}

}  // namespace
}  // namespace nd::plot
