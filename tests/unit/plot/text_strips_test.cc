#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "text_charts.h"

namespace nd::plot {
namespace {

TEST_SUITE("plot/text_strips") {
  TEST_CASE("one series is its spark with its last value") {
    Chart chart = chart_of(Kind::kSpark, periods_from("2024-01", 8),
                           {series_of("v", {1, 2, 3, 4, 5, 6, 7, 8})});
    CHECK(drawn(chart, 80) == "\n▁▂▃▄▅▆▇█  8\n");
    CHECK(drawn(chart, 80, true) == "\n_.-~=+*#  8\n");
    chart.title = "Plays";
    CHECK(drawn(chart, 80) == "\nPlays  ▁▂▃▄▅▆▇█  8\n");
  }

  TEST_CASE("several series have a line each, all of one scale of their own") {
    const Chart chart =
        chart_of(Kind::kSpark, periods_from("2024-01", 4),
                 {series_of("播放", {1, kNone, 3, 4}), series_of("likes", {7, 7, 7, 7}),
                  series_of("none", {kNone, kNone, kNone, kNone})});
    CHECK(drawn(chart, 80) == "\n播放   ▁ ▆█  4\nlikes  ▄▄▄▄  7\nnone   no data\n");
  }

  TEST_CASE("what does not fit is pooled: the mean of the points that share a column") {
    std::vector<double> values;
    values.reserve(400);
    for (int i = 0; i < 400; ++i)
      values.push_back(i % 2 == 0 ? 0 : i);
    const Chart chart =
        chart_of(Kind::kSpark, periods_from("2023-01-01", 400), {series_of("v", values)});
    CHECK(drawn(chart, 20) == "\n▁▂▂▂▃▄▄▅▅▅▆▇▇██  399\n");
  }

  TEST_CASE("strips show bursts underlined, with the peak of each") {
    std::vector<double> first(60, 1);
    std::vector<double> second(60, 0);
    for (int i = 20; i < 26; ++i)
      first[static_cast<std::size_t>(i)] = 10 + i;
    second[50] = 7;
    Chart chart = chart_of(Kind::kStrip, periods_from("2024-01-01", 60),
                           {series_of("黑神话", first), series_of("a fire", second)});
    for (std::size_t i = 20; i < 26; ++i)
      chart.series[0].points[i].emphasis = true;
    const auto lines = cells_of(drawn(chart, 80));
    CHECK(count_of(lines[2], "▔") >= 4);
    CHECK(count_of(lines[2], "▔") <= 6);
    CHECK(count_of(lines[1], "█") >= 1);
    CHECK(drawn(chart, 80).find("  35  2024-01-26\n") != std::string::npos);
    CHECK(drawn(chart, 80).find("  7  2024-02-20\n") != std::string::npos);
    CHECK(drawn(chart, 80, true).find("^^^^") != std::string::npos);
  }
}

}  // namespace
}  // namespace nd::plot
