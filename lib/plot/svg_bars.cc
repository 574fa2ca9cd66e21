#include "plot/svg_bars.h"

namespace nd::plot {

BarSeries::BarSeries(const Chart& chart) : mains(main_series(chart)) {
  for (const Series& series : chart.series) {
    if (series.role == Role::kGhost) ghosts.push_back(&series);
    for (const Point& point : series.points)
      highlights = highlights || point.emphasis;
  }
}

std::string bar_class(const Point& point, std::size_t style, bool highlights) {
  if (highlights && !point.emphasis) return "calm";
  const bool is_guess = has(point.flags, Flag::kProvisional) || has(point.flags, Flag::kIncomplete);
  return is_guess ? "ring half" : series_class("f", style);
}

std::vector<LegendItem> bar_legend(const Chart& chart) {
  std::vector<LegendItem> items;
  if (chart.series.size() < 2) return items;
  const BarSeries bars(chart);
  for (const Series* series : bars.mains)
    items.push_back({LegendItem::Shape::kBox, series->name, series_class("f", items.size())});
  for (const Series* series : bars.ghosts)
    items.push_back({LegendItem::Shape::kBox, series->name, "pale"});
  return items;
}

}  // namespace nd::plot
