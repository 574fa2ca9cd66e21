// SvgFrame: what every SVG chart has around its drawing: title, unit, legend, axes, notes.
//
// Belongs here: the layout that all kinds share, and texts that keep out of each other's way. Does
// not belong here: what a kind draws (svg_lines.cc, svg_bars.cc, svg_rows.cc, ...), the style sheet
// (svg_chart.cc).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plot/chart.h"
#include "plot/scale.h"
#include "plot/svg_writer.h"

namespace nd::plot {

inline constexpr double kMargin = 16;     // around everything
inline constexpr double kText = 13;       // pixels
inline constexpr double kSmallText = 12;  // of axes and notes
inline constexpr double kTitleText = 17;
inline constexpr double kLineHeight = 1.35;
inline constexpr double kMostTooltips = 120;  // points with a tooltip of their own in one chart
inline constexpr double kNoteHeight = kSmallText * kLineHeight;

// One drawing in the making.
struct Drawing {
  const Chart& chart;  // its texts are visible_chart()'s
  SvgWriter svg;
  double width = 0;
  double wanted_height = 0;       // of the whole; 0: as the kind needs
  double footer_height = 0;       // known before the rest is drawn
  std::vector<Box> mark_lines{};  // the lines of --mark that are drawn

  [[nodiscard]] bool is_narrow() const { return width < 520; }
  [[nodiscard]] double left() const { return kMargin; }
  [[nodiscard]] double right() const { return width - kMargin; }
  // The height of what a kind draws from `top` on: what is left of the wanted one, not below
  // `least`; `preset` where none is wanted.
  [[nodiscard]] double body_height(double top, double preset, double least) const;

  // The text of a value at its mark: `at` is the middle of its height, and the end or the middle of
  // its width, as the anchor says; cut to `room`. A line of --mark that would strike it through is
  // interrupted.
  void label(Place2D at, Anchor anchor, const std::string& text, double room,
             std::string_view classes);
};

struct LegendItem {
  enum class Shape { kLine, kBox, kDot, kRing, kFlag } shape = Shape::kLine;
  std::string name{};
  std::string classes{};
  Flag flag = Flag::kBreak;  // of kFlag
};

// Title, unit and legend; returns where the kind may begin.
[[nodiscard]] double draw_header(Drawing& drawing, const std::vector<LegendItem>& legend);

// The notes of the chart and the legend of its flags.
[[nodiscard]] double footer_height(const Chart& chart, double width);
void draw_footer(Drawing& drawing, double top);

// Lines, fills and dashes of a series: "1" to "6", in turn.
[[nodiscard]] std::string series_class(std::string_view prefix, std::size_t index);

// The series without the ghosts.
[[nodiscard]] std::vector<const Series*> main_series(const Chart& chart);

// The sentence that the pointer gets: "2024-07: 12,345 plays (provisional)".
[[nodiscard]] std::string tooltip_of(const Chart& chart, std::size_t x, const Series& series);

// Whether something stands where a label would.
[[nodiscard]] bool is_taken(const std::vector<Box>& rooms, const Box& wanted);

// "no data" in the middle of the box.
void draw_no_data(Drawing& drawing, const Box& box);

// The signs of a point that has no value, side by side around a place.
void draw_flags_of_missing(SvgWriter& svg, const Point& point, Place2D center);

// The sign of a flag around a place; `size` is half of its height.
void draw_flag(SvgWriter& svg, Flag flag, Place2D center, double size);

}  // namespace nd::plot
