// Charts for the tests of the renderer of text: made in a line, drawn as a text.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "base/display_width.h"
#include "base/number.h"
#include "plot/chart.h"
#include "plot/chart_format.h"
#include "time/period.h"

namespace nd::plot {

// NaN stands for a missing value.
inline const double kNone = std::nan("");

inline Point point_of(double value, Flags flags = 0) {
  Point point;
  point.flags = flags;
  point.missing = std::isnan(value);
  if (point.missing) return point;
  point.value = value;
  append_double(point.text, value);
  return point;
}

inline Series series_of(std::string name, const std::vector<double>& values,
                        Role role = Role::kMain) {
  Series series;
  series.name = std::move(name);
  series.role = role;
  for (const double value : values)
    series.points.push_back(point_of(value));
  return series;
}

// A chart over names; over periods where the first name is one.
inline Chart chart_of(Kind kind, const std::vector<std::string>& x, std::vector<Series> series) {
  Chart chart;
  chart.kind = kind;
  const auto first = x.empty() ? Result<time::Period>(time::Period()) : time::Period::parse(x[0]);
  if (!x.empty() && first) {
    chart.x_scale = XScale::kPeriod;
    chart.grain = first->kind();
  }
  for (std::size_t i = 0; i < x.size(); ++i) {
    XValue value{x[i], static_cast<double>(i), true};
    if (chart.x_scale == XScale::kPeriod) {
      const time::Period period = *time::Period::parse(x[i]);
      value.at = period.first_day().since_epoch;
      value.follows = i == 0 || *time::Period::parse(x[i - 1]) == period.previous();
    }
    chart.x.push_back(std::move(value));
  }
  chart.series = std::move(series);
  return chart;
}

// So many periods from one on.
inline std::vector<std::string> periods_from(const std::string& first, int count) {
  std::vector<std::string> out;
  time::Period period = *time::Period::parse(first);
  for (int i = 0; i < count; ++i, period = period.next())
    out.push_back(period.text());
  return out;
}

// The lines of a text, each as its columns; the second one of a wide character is empty.
inline std::vector<std::vector<std::string>> cells_of(const std::string& text) {
  std::vector<std::vector<std::string>> lines(1);
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\n') {
      lines.emplace_back();
      ++at;
      continue;
    }
    const Cluster cluster = cluster_at(text, at);
    lines.back().push_back(text.substr(at, cluster.size));
    if (cluster.width == 2) lines.back().emplace_back();
    at += cluster.size;
  }
  lines.pop_back();
  return lines;
}

// How often a glyph stands in a line.
inline int count_of(const std::vector<std::string>& cells, const std::string& glyph) {
  return static_cast<int>(std::count(cells.begin(), cells.end(), glyph));
}

// The drawing, behind a line break; the error's message where there is none.
inline std::string drawn(const Chart& chart, int width, bool ascii = false, bool color = false,
                         int height = 0) {
  std::string out = "\n";
  const Status status = draw_text(out, chart, {width, height, ascii, color});
  if (!status) return status.error().message;
  return out;
}

}  // namespace nd::plot
