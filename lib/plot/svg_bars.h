// What bars and columns share: their colours, their legend, which pale bar belongs to which.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "plot/chart.h"
#include "plot/svg_frame.h"

namespace nd::plot {

// The series of a chart of bars. The chart must outlive it.
struct BarSeries {
  explicit BarSeries(const Chart& chart);

  std::vector<const Series*> mains{};
  std::vector<const Series*> ghosts{};  // in the order of the main series that they belong to
  bool highlights = false;              // some points are to stand out from the others

  // How many bars stand side by side at an x; never 0.
  [[nodiscard]] double count() const {
    return static_cast<double>(mains.empty() ? 1 : mains.size());
  }
  // The pale bar behind that of a main series, or nullptr.
  [[nodiscard]] const Point* ghost_at(std::size_t series, std::size_t x) const {
    if (series >= ghosts.size() || ghosts[series]->points[x].missing) return nullptr;
    return &ghosts[series]->points[x];
  }
};

// Of the bar of a point of main series number `style`.
[[nodiscard]] std::string bar_class(const Point& point, std::size_t style, bool highlights);

// Where there are several series.
[[nodiscard]] std::vector<LegendItem> bar_legend(const Chart& chart);

// Periods and numbers as columns over an axis; categories are rows.
[[nodiscard]] double draw_columns(Drawing& drawing);

}  // namespace nd::plot
