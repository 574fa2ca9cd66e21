// Bars of Unicode blocks, an eighth of a column fine, to put next to a column of numbers.
#pragma once

#include <cstddef>
#include <string>

namespace nd::format {

// What the two ends of a bar column stand for; the axis is at 0, which lies between or on them.
struct BarScale {
  double low = 0;   // finite, at most 0
  double high = 0;  // finite, at least 0
  std::size_t columns = 20;

  // Widens the scale so that it holds value. Values that are not finite are left out.
  void include(double value);
};

// Appends a bar for value, drawn from the axis: to the right an eighth of a column fine, to the
// left (below 0) half a column fine, as Unicode has no finer block there. A value other than 0
// always shows at least the thinnest mark. Nothing is appended after the bar's end. Requires: scale
// includes value.
void append_bar(std::string& out, double value, const BarScale& scale);

}  // namespace nd::format
