#include "plot/parts.h"

#include <algorithm>

#include "base/number.h"
#include "format/number_format.h"
#include "plot/labels.h"

namespace nd::plot {
namespace {

std::string percent(const Chart& chart, double share) {
  std::string number;
  append_double(number, share);
  std::string text;
  format::append_number(text, number, {format::NumberStyle::kPercent, chart.look.digits, false});
  return text;
}

}  // namespace

std::vector<Part> parts_of(const Chart& chart, const Series& series) {
  double sum = 0;
  for (const Point& point : series.points)
    if (!point.missing) sum += point.value;
  const double whole = std::max(chart.whole.value_or(sum), sum);
  std::vector<Part> parts;
  if (!(whole > 0)) return parts;
  for (std::size_t x = 0; x < series.points.size(); ++x) {
    const Point& point = series.points[x];
    Part part{x, false, point.missing, 0, {}};
    if (!point.missing) part.share = point.value / whole;
    part.label = point.missing ? flags_label(point, chart.language) : percent(chart, part.share);
    parts.push_back(std::move(part));
  }
  if (whole > sum) {
    const double rest = (whole - sum) / whole;
    parts.push_back({0, true, false, rest, percent(chart, rest)});
  }
  return parts;
}

}  // namespace nd::plot
