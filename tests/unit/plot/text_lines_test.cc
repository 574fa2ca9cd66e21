#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "plot/value_axis.h"
#include "text_charts.h"

namespace nd::plot {
namespace {

Chart months(const std::vector<double>& values) {
  return chart_of(Kind::kLine, periods_from("2024-01", static_cast<int>(values.size())),
                  {series_of("2024", values)});
}

// The rows between the axes, without what is left of them.
std::vector<std::vector<std::string>> body_of(const std::string& text) {
  std::vector<std::vector<std::string>> body;
  for (std::vector<std::string>& line : cells_of(text)) {
    const auto axis = std::find_if(line.begin(), line.end(), [](const std::string& cell) {
      return cell == "│" || cell == "┤";
    });
    if (axis == line.end()) continue;
    body.emplace_back(axis + 1, line.end());
  }
  return body;
}

bool is_drawn(const std::vector<std::vector<std::string>>& body, int row, int column) {
  if (row < 0 || row >= static_cast<int>(body.size())) return false;
  const auto& line = body[static_cast<std::size_t>(row)];
  return column < static_cast<int>(line.size()) && line[static_cast<std::size_t>(column)] != " ";
}

TEST_SUITE("plot/text_lines") {
  TEST_CASE("every value is drawn where its axis says, to a row") {
    std::mt19937 random(3);
    for (int i = 0; i < 200; ++i) {
      // Values at the first days of years are as far from each other as columns are.
      std::vector<double> values(2 + random() % 40);
      for (double& value : values)
        value = static_cast<double>(random() % 2000) - 700;
      const Chart chart =
          chart_of(Kind::kLine, periods_from("1900", static_cast<int>(values.size())),
                   {series_of("v", values)});
      const auto body = body_of(drawn(chart, 120));
      // The axis is between the first and the last round value: the labels say which.
      const auto rows = static_cast<int>(body.size());
      const std::vector<Tick> ticks = value_ticks(chart, Zero::kIfNear, (20 - 1) / 2 + 1);
      const Scale scale = scale_of(ticks, false);
      std::size_t columns = 0;
      for (const auto& line : body)
        columns = std::max(columns, line.size());
      for (const std::size_t x : {std::size_t{0}, values.size() - 1}) {
        const int row = static_cast<int>(std::lround((1 - scale.place(values[x])) * (rows - 1)));
        const int column = x == 0 ? 0 : static_cast<int>(columns) - 1;
        const bool is_near = is_drawn(body, row, column) || is_drawn(body, row - 1, column) ||
                             is_drawn(body, row + 1, column);
        CHECK(is_near);
      }
    }
  }

  TEST_CASE("a missing value and a missing period break the line") {
    Chart chart = months({2, 2, kNone, 2, 2, 2, 2});
    chart.x.erase(chart.x.begin() + 5);
    chart.series[0].points.erase(chart.series[0].points.begin() + 5);
    chart.x[5].follows = false;
    const std::string text = drawn(chart, 80);
    int pieces = 0;
    for (const auto& line : body_of(text)) {
      for (std::size_t i = 0; i < line.size(); ++i)
        pieces += line[i] != " " && (i == 0 || line[i - 1] == " ") ? 1 : 0;
    }
    CHECK(pieces == 3);
  }

  TEST_CASE("suppressed values are no line at 0 but a letter below") {
    Chart chart = months({5, kNone, 5});
    chart.series[0].points[1].flags = static_cast<Flags>(Flag::kSuppressed);
    const auto lines = cells_of(drawn(chart, 41, false, false, 12));
    CHECK(count_of(lines[lines.size() - 2], "s") == 1);
    CHECK(lines.back()[0] == "s");
    CHECK(body_of(drawn(chart, 41, false, false, 12)).back().empty());
  }

  TEST_CASE("a ghost fills only what the others leave") {
    Chart chart = months({5, 5, 5, 5});
    chart.series.insert(chart.series.begin(), series_of("2023", {5, 5, 5, 5}, Role::kGhost));
    const auto body = body_of(drawn(chart, 60));
    CHECK(std::none_of(body.begin(), body.end(),
                       [](const auto& line) { return count_of(line, "⠂") > 1; }));
  }

  TEST_CASE("names stand at the ends of their lines, or above where there is no room") {
    Chart chart = months({1, 2});
    chart.series.push_back(series_of("likes", {2, 1}));
    CHECK(drawn(chart, 60).find("⠒⠒⠒ 2024\n") != std::string::npos);
    chart.series[0].name = "plays of the year before that";
    CHECK(drawn(chart, 40).find("\n⠒⠒⠒ plays of the year before that") == 0);
  }

  TEST_CASE("all missing is no data") {
    CHECK(drawn(months({kNone, kNone}), 40) == "\nno data\n");
  }
}

}  // namespace
}  // namespace nd::plot
