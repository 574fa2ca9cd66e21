// What a chart says of its values: numbers with their unit, names of x.
//
// Belongs here: texts that all renderers share, before they are escaped. Does not belong here:
// rounding (format/number_format.h), the words (words.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plot/chart.h"
#include "plot/scale.h"

namespace nd::plot {

// The names of the places and of the series, in their order.
[[nodiscard]] std::vector<std::string> x_names(const Chart& chart);
[[nodiscard]] std::vector<std::string> series_names(const Chart& chart);

// The number of a point or a mark as the chart shows it: in its style; where neither that nor
// digits were asked for, with as many digits as tell. Requires: a JSON number.
[[nodiscard]] std::string number_label(const Chart& chart, std::string_view json_number);

// The same with its sign, also where it is a plus.
[[nodiscard]] std::string signed_label(const Chart& chart, std::string_view json_number);

// The same with all digits, in tables.
[[nodiscard]] std::string table_label(const Chart& chart, std::string_view json_number);

// With the unit behind it: for tooltips.
[[nodiscard]] std::string exact_label(const Chart& chart, std::string_view json_number);

// The ticks of the value axis: as few digits as tell them apart and lose nothing.
[[nodiscard]] std::vector<std::string> tick_labels(const Chart& chart,
                                                   const std::vector<Tick>& ticks);

// A number of the x axis, which may be a year: without separators, a period as it is.
[[nodiscard]] std::string x_label(const Chart& chart, std::string_view text);
[[nodiscard]] std::vector<std::string> x_tick_labels(const Chart& chart,
                                                     const std::vector<Tick>& ticks);

// The chart with every text made harmless for a screen: hidden characters (base/display_width.h)
// are shown by their codes.
[[nodiscard]] Chart visible_chart(Chart chart);

// What stands beside a point: its number, and in brackets what its flags say; in words why there is
// no number.
[[nodiscard]] std::string told_label(const Chart& chart, const Point& point);

// Adds to the notes what has to be said of the axes: that one does not begin at 0, that rows have
// scales of their own.
void add_axis_notes(Chart& chart);

// One sentence on what the chart shows, where it has no description: its kind, its range.
[[nodiscard]] std::string summary_of(const Chart& chart);

// The flags in words, joined by ", "; "no data" for a missing point without any; empty where there
// is nothing to say.
[[nodiscard]] std::string flags_label(const Point& point, Language language);

}  // namespace nd::plot
