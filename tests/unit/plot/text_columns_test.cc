#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "text_charts.h"

namespace nd::plot {
namespace {

Chart histogram(const std::vector<double>& counts) {
  Chart chart = chart_of(Kind::kHist, std::vector<std::string>(counts.size(), "b"),
                         {series_of("people", counts)});
  chart.x_scale = XScale::kNumber;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    chart.x[i].at = static_cast<double>(i) * 1000;
    chart.bin_end.push_back(static_cast<double>(i + 1) * 1000);
  }
  return chart;
}

TEST_SUITE("plot/text_columns") {
  TEST_CASE("bins are as high as their counts") {
    Chart chart = histogram({3, 8, 6, 4, 2, 1, 0, 1});
    chart.unit = "yuan a month";
    const std::string text = drawn(chart, 86);
    int blocks = 0;
    for (const auto& line : cells_of(text))
      blocks += count_of(line, "█");
    // 12 rows for 8: one and a half rows for each; 82 columns for 8 bins, more or less.
    CHECK(blocks > 25 * 12);
    CHECK(blocks < 25 * 17);
    CHECK(text.find("\npeople\n") == 0);
    CHECK(text.find("yuan a month\n") != std::string::npos);
  }

  TEST_CASE("mean and median are named below the axis, at their places") {
    Chart chart = histogram({3, 8, 6, 4});
    chart.marks.push_back({Mark::Axis::kX, "mean", 2000, "2000"});
    chart.marks.push_back({Mark::Axis::kX, "median", 1000, "1000"});
    const std::string text = drawn(chart, 60);
    const auto lines = cells_of(text);
    const auto at = [&](std::size_t line) {
      return std::find(lines[line].begin(), lines[line].end(), "▲") - lines[line].begin();
    };
    CHECK(at(lines.size() - 2) > at(lines.size() - 1));
    CHECK(text.find("▲ mean 2,000\n") != std::string::npos);
    CHECK(text.find("▲ median 1,000\n") != std::string::npos);
  }

  TEST_CASE("bins that would share a column are added up") {
    const std::string text = drawn(histogram(std::vector<double>(1000, 1)), 40, false, false, 10);
    CHECK(text.find("█") != std::string::npos);
    CHECK(text.find("40 ┤") != std::string::npos);
  }

  TEST_CASE("more than sixteen periods are columns, a gap keeps its place") {
    const std::vector<double> values(24, 1);
    Chart chart = chart_of(Kind::kBar, periods_from("2023-01", 24), {series_of("v", values)});
    chart.x.erase(chart.x.begin() + 4);
    chart.series[0].points.erase(chart.series[0].points.begin() + 4);
    const std::string text = drawn(chart, 60);
    CHECK(text.find("██████  ██") != std::string::npos);
    chart.x.resize(16);
    chart.series[0].points.resize(16);
    CHECK(drawn(chart, 60).find("\n2023-01  ███") == 0);
  }

  TEST_CASE("columns below 0 hang from the line of 0") {
    std::vector<double> values(20, -2);
    values[0] = 2;
    const Chart chart = chart_of(Kind::kBar, periods_from("2005", 20), {series_of("v", values)});
    const auto lines = cells_of(drawn(chart, 50));
    CHECK(count_of(lines[1], "█") == 2);
    CHECK(count_of(lines[lines.size() - 3], "█") > 30);
  }
}

}  // namespace
}  // namespace nd::plot
