// What bars and columns share: their colours, their legend, which pale bar belongs to which.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "plot/chart.h"
#include "plot/svg_frame.h"

namespace nd::plot {

// Whether some points are to stand out from the others.
[[nodiscard]] bool has_emphasis(const Chart& chart);

// Of the bar of a point of main series number `style`.
[[nodiscard]] std::string bar_class(const Point& point, std::size_t style, bool highlights);

// The ghosts, in the order of the main series that they belong to.
[[nodiscard]] std::vector<const Series*> ghosts_of(const Chart& chart);

// Where there are several series.
[[nodiscard]] std::vector<LegendItem> bar_legend(const Chart& chart);

// Periods and numbers as columns over an axis; categories are rows.
[[nodiscard]] double draw_columns(Drawing& drawing);

}  // namespace nd::plot
