#include "plot/text_axes.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "text_charts.h"

namespace nd::plot {
namespace {

Chart over(const std::vector<std::string>& x) {
  return chart_of(Kind::kLine, x, {series_of("v", std::vector<double>(x.size(), 1))});
}

// The labels of an axis as they stand, and the years below them.
std::string axis_text(const Chart& chart, int span) {
  const XAxis axis{x_scale_of(chart), 1, span, span + 3};
  const std::vector<Below> labels = x_labels(chart, axis);
  std::string out = "\n";
  const TextDrawing drawing{chart, glyphs(false), span + 3, 0, false, out};
  Canvas canvas(span + 3, rows_below(labels));
  draw_below(drawing, canvas, {1, span + 1, 0, 0}, labels);
  drawing.emit(canvas);
  return out;
}

TEST_SUITE("plot/text_axes") {
  TEST_CASE("an axis of time has the ticks that fit, and years below the first of each") {
    CHECK(axis_text(over(periods_from("2023-07", 18)), 40) == R"(
└┬──────┬──────┬──────┬──────┬──────┬─────
Jul    Oct    Jan    Apr    Jul    Oct
2023          2024
)");
    CHECK(axis_text(over(periods_from("2024-07-31", 1)), 20) == R"(
└┬─────────┬─────────┬
Jul 30   Jul 31   Aug 1
2024
)");
  }

  TEST_CASE("labels neither meet nor leave the chart, whatever the periods and the width") {
    std::mt19937 random(1);
    for (int i = 0; i < 500; ++i) {
      const char* const first[] = {"2023-12-30", "2020-W52", "2021-11", "2019-Q3", "1999"};
      const Chart chart =
          over(periods_from(first[random() % 5], 1 + static_cast<int>(random() % 300)));
      const int width = 20 + static_cast<int>(random() % 200);
      const XAxis axis{x_scale_of(chart), 5, width - 6, width};
      const std::vector<Below> labels = x_labels(chart, axis);
      CHECK_FALSE(labels.empty());
      int end = 0;
      for (const Below& label : labels) {
        CHECK(label.column >= 5);
        CHECK(label.column < width);
        const int columns = columns_of(label.text);
        const int start = std::max(0, std::min(label.column - (columns - 1) / 2, width - columns));
        CHECK(start >= end);
        end = start + columns + 1;
      }
      CHECK(end <= width + 1);
    }
  }

  TEST_CASE("rows are as many as let ticks fall into their middle") {
    CHECK(even_rows(13, 4) == 13);
    CHECK(even_rows(14, 4) == 13);
    CHECK(even_rows(13, 6) == 11);
    CHECK(even_rows(3, 6) == 3);
  }

  TEST_CASE("periods have places in time, names have their index") {
    Chart chart = over({"2023-11", "2024-02", "2024-03"});
    CHECK(*slots_of(chart, 10) == std::vector<int>{0, 3, 4});
    CHECK_FALSE(slots_of(chart, 4).has_value());
    chart = over({"b", "a"});
    CHECK(*slots_of(chart, 2) == std::vector<int>{0, 1});
    CHECK_FALSE(slots_of(chart, 1).has_value());
  }

  TEST_CASE("flags of one column stand below each other") {
    Chart chart = over(periods_from("2024-01", 3));
    chart.series[0].points[0].flags = static_cast<Flags>(Flag::kSuppressed);
    chart.series[0].points[1].flags = static_cast<Flags>(Flag::kProvisional);
    chart.series[0].points[2].flags = 31;
    Lanes lanes({1, 4, 0, 1});
    CHECK(lanes.rows() == 0);
    for (std::size_t x = 0; x < 3; ++x)
      lanes.add(x == 2 ? 4 : 1, chart, x);
    CHECK(lanes.rows() == 5);
    Canvas canvas(6, 5);
    lanes.draw(canvas, 0);
    std::string out;
    canvas.append_to(out, false);
    CHECK(out == " p  b\n s  p\n    i\n    s\n    l\n");
  }
}

}  // namespace
}  // namespace nd::plot
