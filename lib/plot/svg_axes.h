// The axes of SVG charts, their labels, and what is marked on them.
//
// Belongs here: ranges of values, ticks as pixels, labels that keep out of each other's way. Does
// not belong here: which values are round (scale.h, period_ticks.h).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "plot/chart.h"
#include "plot/scale.h"
#include "plot/svg_frame.h"
#include "plot/value_axis.h"

namespace nd::plot {

// An axis of values at the left with lines across; `box` is the plot.
void draw_value_axis(Drawing& drawing, const Box& box, const std::vector<Tick>& ticks);
// The width of its labels.
[[nodiscard]] double value_axis_width(const Chart& chart, const std::vector<Tick>& ticks);

// Pixels of a value or an x within the box.
[[nodiscard]] double y_place(const Box& box, const Scale& scale, double value);

// An axis of periods or numbers below the box, `scale` over XValue::at; as many ticks as there is
// room for. Returns the bottom.
double draw_x_axis(Drawing& drawing, const Box& box, const Scale& scale);
// The same where `place` says at which pixel an XValue::at stands.
using PlaceOfX = std::function<double(double at)>;
double draw_x_axis(Drawing& drawing, const Box& box, const Scale& scale, const PlaceOfX& place);
inline constexpr double kXAxisHeight = 38;

// Names under places of their own, as under columns: as many as fit, the others left out.
void draw_names_below(Drawing& drawing, const Box& box, const std::vector<double>& centers);

// Marks of the value axis as lines across the box, with their names; returns the rooms of these.
std::vector<Box> draw_value_marks(Drawing& drawing, const Box& box, const Scale& scale);
// Marks of the x axis as upright lines, their names above the box, one row for each that needs it.
void draw_x_marks(Drawing& drawing, const Box& box, const PlaceOfX& place);
// Where a scale puts x within the box.
[[nodiscard]] PlaceOfX place_by(const Box& box, const Scale& scale);
[[nodiscard]] double x_marks_height(const Chart& chart);

}  // namespace nd::plot
