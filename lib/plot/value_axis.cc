#include "plot/value_axis.h"

#include <algorithm>
#include <cstddef>

namespace nd::plot {

void Range::include(double value) {
  low = empty ? value : std::min(low, value);
  high = empty ? value : std::max(high, value);
  empty = false;
}

Range value_range(const Chart& chart) {
  Range range;
  for (const Series& series : chart.series) {
    for (const Point& point : series.points)
      if (!point.missing) range.include(point.value);
  }
  for (const Mark& mark : chart.marks)
    if (mark.axis == Mark::Axis::kValue && (!chart.log || mark.at > 0)) range.include(mark.at);
  return range;
}

std::vector<Tick> value_ticks(const Chart& chart, Zero zero, int most) {
  Range range = value_range(chart);
  if (chart.log)
    return range.empty ? log_ticks(1, 10, most) : log_ticks(range.low, range.high, most);
  // Nearer to 0 than to the other end.
  const bool is_near = range.low <= 0 ? range.high >= 0 || range.high / range.low < 0.5
                                      : range.low / range.high < 0.5;
  if (zero == Zero::kAlways || is_near) range.include(0);
  return number_ticks(range.low, range.high, most);
}

std::vector<Tick> count_ticks(const Chart& chart, int most) {
  Chart counts;
  counts.series = chart.series;
  const double highest = value_range(counts).high;
  if (highest + 1 < most) most = std::max(2, static_cast<int>(highest) + 1);
  return value_ticks(counts, Zero::kAlways, most);
}

void spread(std::vector<double>& places, double top, double bottom, double height) {
  if (places.empty()) return;
  const auto count = static_cast<double>(places.size());
  const double step = std::min(height, (bottom - top) / std::max(1.0, count - 1));
  // Downwards, then back up from the end: what is left over the bottom is moved up.
  for (std::size_t i = 0; i < places.size(); ++i) {
    const double least = i == 0 ? top : places[i - 1] + step;
    places[i] = std::max(places[i], least);
  }
  for (std::size_t i = places.size(); i-- > 0;) {
    const double most = i + 1 == places.size() ? bottom : places[i + 1] - step;
    places[i] = std::min(places[i], most);
  }
}

}  // namespace nd::plot
