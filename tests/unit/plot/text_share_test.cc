#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "text_charts.h"

namespace nd::plot {
namespace {

TEST_SUITE("plot/text_share") {
  TEST_CASE("a share bar is as wide as the screen, each part as its share") {
    const Chart chart = chart_of(Kind::kShare, {"lower tiers", "tier 2", "tier 1"},
                                 {series_of("", {594, 300, 106})});
    const auto lines = cells_of(drawn(chart, 100));
    CHECK(count_of(lines[1], "█") == 59);
    CHECK(count_of(lines[1], "▒") == 30);
    CHECK(count_of(lines[1], "░") == 11);
    CHECK(drawn(chart, 50).find("\n█ lower tiers  59.4%  594\n▒ tier 2       30.0%  300\n") !=
          std::string::npos);
  }

  TEST_CASE("what is left of the whole is the rest, and what is suppressed has no part") {
    Chart chart = chart_of(Kind::kShare, {"lower tiers", "tier 1"}, {series_of("", {60, kNone})});
    chart.whole = 100;
    chart.series[0].points[1].flags = static_cast<Flags>(Flag::kSuppressed);
    const std::string text = drawn(chart, 50);
    CHECK(count_of(cells_of(text)[1], "█") == 30);
    CHECK(count_of(cells_of(text)[1], "·") == 20);
    CHECK(text.find("\n· rest         40.0%\n") != std::string::npos);
    CHECK(text.find("suppressed\n") != std::string::npos);
  }

  TEST_CASE("several bars have their percentages within them where there is room") {
    const Chart chart = chart_of(Kind::kShare, {"一线", "二线", "三线及以下"},
                                 {series_of("2023", {120, 300, 500}),
                                  series_of("2024", {10, 396, 594}), series_of("2025", {0, 0, 0})});
    const std::string text = drawn(chart, 60);
    CHECK(text.find(" 54.3% ") != std::string::npos);
    CHECK(text.find(" 1.0% ") == std::string::npos);
    CHECK(text.find("\n      一线 1.0%\n") != std::string::npos);
    CHECK(text.find("\n2025  no data\n") != std::string::npos);
  }

  TEST_CASE("more parts than fills are letters") {
    std::vector<std::string> names;
    for (char c = 'a'; c < 'k'; ++c)
      names.emplace_back(3, c);
    const Chart chart = chart_of(Kind::kShare, names, {series_of("", std::vector<double>(10, 1))});
    const std::string text = drawn(chart, 40);
    CHECK(text.substr(0, text.find('\n', 1)) == "\nAAAABBBBCCCCDDDDEEEEFFFFGGGGHHHHIIIIJJJJ");
    CHECK(text.find("J jjj  10.0%  1\n") != std::string::npos);
  }
}

}  // namespace
}  // namespace nd::plot
