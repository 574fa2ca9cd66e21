#include "plot/svg_bars.h"

namespace nd::plot {

bool has_emphasis(const Chart& chart) {
  for (const Series& series : chart.series)
    for (const Point& point : series.points)
      if (point.emphasis) return true;
  return false;
}

std::string bar_class(const Point& point, std::size_t style, bool highlights) {
  if (highlights && !point.emphasis) return "calm";
  const bool is_guess = has(point.flags, Flag::kProvisional) || has(point.flags, Flag::kIncomplete);
  return is_guess ? "ring half" : series_class("f", style);
}

std::vector<const Series*> ghosts_of(const Chart& chart) {
  std::vector<const Series*> out;
  for (const Series& series : chart.series)
    if (series.role == Role::kGhost) out.push_back(&series);
  return out;
}

std::vector<LegendItem> bar_legend(const Chart& chart) {
  std::vector<LegendItem> items;
  if (chart.series.size() < 2) return items;
  for (const Series* series : main_series(chart))
    items.push_back({LegendItem::Shape::kBox, series->name, series_class("f", items.size())});
  for (const Series* series : ghosts_of(chart))
    items.push_back({LegendItem::Shape::kBox, series->name, "pale"});
  return items;
}

}  // namespace nd::plot
