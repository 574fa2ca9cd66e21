// The axes of a chart of text: a scale of values at the left, an axis of places below.
//
// Belongs here: where ticks and their labels stand, so that none overlaps another or leaves the
// chart. Does not belong here: which values have ticks (scale.h, period_ticks.h, value_axis.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plot/scale.h"
#include "plot/text_drawing.h"

namespace nd::plot {

// The part of a canvas that is drawn on, without axes.
struct Area {
  int left = 0;
  int columns = 0;
  int top = 0;
  int rows = 0;
  [[nodiscard]] int right() const { return left + columns; }
  [[nodiscard]] int bottom() const { return top + rows; }
  // The row of a place from 0 (the middle of the lowest row) to 1 (the middle of the highest).
  [[nodiscard]] int row_of(double place) const;
};

// As many rows, at most `most`, as let the ticks of the value axis fall into the middle of rows.
[[nodiscard]] int even_rows(int most, std::size_t ticks);

// Columns that the axis of values takes: labels and the line.
[[nodiscard]] int value_axis_columns(const Chart& chart, const std::vector<Tick>& ticks);
// The line, the labels, and the line of 0 where that is not the lowest tick.
void draw_value_axis(const TextDrawing& drawing, Canvas& canvas, const Area& area,
                     const std::vector<Tick>& ticks);

// A label below an axis.
struct Below {
  int column = 0;  // of its tick
  std::string text{};
  std::string year{};  // in a second row
};

// An axis of periods or numbers, `scale` over XValue::at, as labels that fit: as many as there is
// room for. `span` columns lie between its ends; the first is at `left`, none of the labels reaches
// `width`.
struct XAxis {
  Scale scale{};
  int left = 0;
  int span = 0;
  int width = 0;
  [[nodiscard]] int column_of(double at) const;
};
[[nodiscard]] std::vector<Below> x_labels(const Chart& chart, const XAxis& axis);

// The same of ticks that are given; those without room for their label are left out.
[[nodiscard]] std::vector<Below> tick_row(const std::vector<Tick>& ticks,
                                          const std::vector<std::string>& texts, const XAxis& axis);

// Rows that the axis and its labels take.
[[nodiscard]] int rows_below(const std::vector<Below>& labels);
// Draws them below the area: the line with a tick for each label, then the labels.
void draw_below(const TextDrawing& drawing, Canvas& canvas, const Area& area,
                const std::vector<Below>& labels);

// A mark across the area at a row, its name where there is room for it.
void draw_value_mark(const TextDrawing& drawing, Canvas& canvas, const Area& area, int row,
                     const std::string& name);
// A mark upright at a column, its name in the row `top`, which is above the area.
void draw_x_mark(const TextDrawing& drawing, Canvas& canvas, const Area& area, int column,
                 const std::string& name, int top);
// The rows that marks of the x axis take below it, and their arrows up to their places, from `row`
// on, with their names beside them.
[[nodiscard]] int pointer_rows(const Chart& chart);
void draw_pointers(const TextDrawing& drawing, Canvas& canvas, const Area& area, const XAxis& axis,
                   int row);
// "target 1,000", for a mark of either axis, shortened to `width`.
[[nodiscard]] std::string mark_name(const TextDrawing& drawing, const Mark& mark, int width);

// The letters of flags in rows below an axis, each at its column.
class Lanes {
 public:
  explicit Lanes(const Area& area);
  // Requires: the column lies in the area.
  void add(int column, const Chart& chart, std::size_t x);
  [[nodiscard]] int rows() const;
  void draw(Canvas& canvas, int top) const;

 private:
  Area area_;
  std::vector<Flags> flags_;
};

// The place of each x: in time, counted in periods from the first one, or its index. Nothing where
// there are more than `most`. Requires: chart.x is not empty.
[[nodiscard]] std::optional<std::vector<int>> slots_of(const Chart& chart, int most);

// The scale over the x of a chart: from the first to the last. Requires: periods or numbers.
[[nodiscard]] Scale x_scale_of(const Chart& chart);

}  // namespace nd::plot
