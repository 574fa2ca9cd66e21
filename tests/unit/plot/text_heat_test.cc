#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "text_charts.h"

namespace nd::plot {
namespace {

TEST_SUITE("plot/text_heat") {
  TEST_CASE("days stand below their months and beside their weekdays") {
    std::vector<double> values(40, 1);
    values[13] = 9;
    Chart chart = chart_of(Kind::kHeat, periods_from("2024-06-20", 40), {series_of("v", values)});
    chart.series[0].points[15] = point_of(kNone, static_cast<Flags>(Flag::kSuppressed));
    const auto lines = cells_of(drawn(chart, 40));
    // 20 June is a Thursday of the first week, 3 July a Wednesday of the third.
    CHECK(lines[6][4] == "░");
    CHECK(lines[5][4] == " ");
    CHECK(lines[5][8] == "█");
    CHECK(lines[7][8] == "s");
    CHECK(drawn(chart, 40).find("\n    2024\n        Jul\nMon ") == 0);
  }

  TEST_CASE("a day without a record is no data") {
    Chart chart = chart_of(Kind::kHeat, {"2024-07-01", "2024-07-03"}, {series_of("v", {1, 2})});
    CHECK(cells_of(drawn(chart, 40))[4][4] == "·");
    CHECK(drawn(chart, 40).find("· no data\n") != std::string::npos);
  }

  TEST_CASE("years are blocks of their own where a year has room") {
    const Chart chart = chart_of(Kind::kHeat, periods_from("2023-06-01", 600),
                                 {series_of("v", std::vector<double>(600, 1))});
    const std::string text = drawn(chart, 60);
    CHECK(text.find("    2023\n") != std::string::npos);
    CHECK(text.find("    2024\n") != std::string::npos);
    CHECK(text.find("    2025\n") != std::string::npos);
    CHECK(text.find("    2026\n") == std::string::npos);
  }

  TEST_CASE("names are columns, series are rows") {
    const Chart chart =
        chart_of(Kind::kHeat, {"0", "6", "12", "18"},
                 {series_of("Mon", {1, 5, 9, 3}), series_of("Tue", {0, 4, kNone, 2})});
    const auto lines = cells_of(drawn(chart, 50));
    CHECK(lines[1][5] == "░");
    CHECK(lines[1][5 + 8] == "█");
    CHECK(lines[2][5 + 16] == "·");
    CHECK(lines[3][5 + 16] == "1");
  }

  TEST_CASE("periods that are absent keep their place") {
    const Chart chart = chart_of(Kind::kHeat, {"2023-11", "2024-01", "2024-02"},
                                 {series_of("v", {1, 2, 3}), series_of("w", {3, 2, 1})});
    CHECK(count_of(cells_of(drawn(chart, 50))[1], "·") == 1);
  }
}

}  // namespace
}  // namespace nd::plot
