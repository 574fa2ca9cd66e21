#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "text_charts.h"

namespace nd::plot {
namespace {

// The eighths of a bar in a line.
int eighths_of(const std::vector<std::string>& cells) {
  static const std::string kEighths[] = {"▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};
  int sum = 0;
  for (std::size_t i = 0; i < std::size(kEighths); ++i)
    sum += count_of(cells, kEighths[i]) * (static_cast<int>(i) + 1);
  return sum;
}

TEST_SUITE("plot/text_bars") {
  TEST_CASE("bars are as long as their values, an eighth of a column fine") {
    std::mt19937 random(5);
    for (int i = 0; i < 100; ++i) {
      std::vector<double> values;
      for (int x = 0; x < 8; ++x)
        values.push_back(static_cast<double>(1000 + random() % 9000));
      values[random() % 8] = 10'000;
      const Chart chart =
          chart_of(Kind::kBar, {"a", "b", "c", "d", "e", "f", "g", "h"}, {series_of("v", values)});
      const int width = 40 + static_cast<int>(random() % 100);
      const auto lines = cells_of(drawn(chart, width));
      // Label, two blanks, bar, blank, number.
      const int columns = width - 1 - 2 - 1 - 6;
      REQUIRE(lines.size() == 9);
      for (std::size_t x = 0; x < 8; ++x)
        CHECK(eighths_of(lines[x + 1]) ==
              static_cast<int>(std::nearbyint(values[x] / 10'000 * (columns * 8))));
    }
  }

  TEST_CASE("whatever is not 0 shows, while 0 and what is missing have no bar") {
    const Chart chart =
        chart_of(Kind::kBar, {"a", "b", "c", "d"}, {series_of("v", {1e12, 1e-9, 0, kNone})});
    const auto lines = cells_of(drawn(chart, 60));
    CHECK(eighths_of(lines[2]) == 1);
    CHECK(eighths_of(lines[3]) == 0);
    CHECK(drawn(chart, 60).find("\nd  no data\n") != std::string::npos);
  }

  TEST_CASE("long labels are shortened so that the bars keep half of the width") {
    const Chart chart = chart_of(
        Kind::kBar, {"一个非常非常非常非常长的标题没有任何空格", "the plays of the year before"},
        {series_of("v", {2, 1})});
    CHECK(eighths_of(cells_of(drawn(chart, 40))[1]) >= 20 * 8);
    CHECK(drawn(chart, 40).find("一个非常非常非…") == 1);
  }

  TEST_CASE("a waterfall goes from level to level") {
    Chart chart = chart_of(Kind::kWaterfall, {"2023", "people", "minutes", "2024"},
                           {series_of("v", {40, 30, -20, 50})});
    chart.is_level = {true, false, false, true};
    const auto lines = cells_of(drawn(chart, 50));
    const auto start = [](const std::vector<std::string>& cells, const std::string& glyph) {
      return std::find(cells.begin(), cells.end(), glyph) - cells.begin();
    };
    // The rise begins where the start ends, and the fall ends where the end does.
    CHECK(start(lines[2], "▒") == start(lines[1], "█") + count_of(lines[1], "█"));
    CHECK(start(lines[3], "░") == start(lines[4], "█") + count_of(lines[4], "█"));
    CHECK(start(lines[3], "░") + count_of(lines[3], "░") ==
          start(lines[2], "▒") + count_of(lines[2], "▒"));
    CHECK(drawn(chart, 50).find(" +30\n") != std::string::npos);
  }

  TEST_CASE("a waterfall whose steps are small does not begin at 0, and says so") {
    Chart chart = chart_of(Kind::kWaterfall, {"2023", "within", "mix", "2024"},
                           {series_of("v", {1000, 60, -20, 1040})});
    chart.is_level = {true, false, false, true};
    const std::string text = drawn(chart, 60);
    CHECK(count_of(cells_of(text)[2], "▒") > 10);
    CHECK(text.find("\n╱ ") != std::string::npos);
  }
}

}  // namespace
}  // namespace nd::plot
