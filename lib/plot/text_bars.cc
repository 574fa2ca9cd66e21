// Bars in rows: ranked bars, an eighth of a column fine, and the steps of a waterfall.
//
// Each row is a label, a bar from the axis at 0, and the number behind it; numbers are never cut.
// Labels are shortened so that the bars keep half of the width.
#include <algorithm>
#include <cmath>

#include "format/bars.h"
#include "plot/labels.h"
#include "plot/text_axes.h"
#include "plot/text_kinds.h"
#include "plot/value_axis.h"
#include "plot/words.h"

namespace nd::plot {
namespace {

constexpr int kGap = 2;  // between label and bar

// Where the parts of a row are.
struct Columns {
  int labels = 0;
  int bars = 0;
  int values = 0;  // of the widest one
  [[nodiscard]] int start() const { return labels + (labels > 0 ? kGap : 0); }
  [[nodiscard]] int width() const { return start() + bars + 1 + values; }
};

Columns columns_for(const TextDrawing& d, int values) {
  constexpr int kLeastLabels = 5;
  constexpr int kLeastBars = 4;
  Columns columns;
  columns.values = values;
  const int room = d.width - values - 1 - kGap;
  columns.labels = std::min(widest(x_names(d.chart)), std::max(kLeastLabels, room - d.width / 2));
  columns.bars = std::max(kLeastBars, d.width - columns.start() - 1 - values);
  return columns;
}

class Bars {
 public:
  explicit Bars(const TextDrawing& drawing) : d_(drawing), chart_(drawing.chart) {}

  void draw() {
    int values = 0;
    for (const Series& series : chart_.series) {
      for (const Point& point : series.points)
        values = std::max(values, columns_of(value_text(d_, point)));
    }
    const Range range = value_range(chart_);
    // The line at 0 takes a column.
    columns_ = columns_for(d_, values + (range.low < 0 ? 1 : 0));
    scale_ = {std::min(range.low, 0.0), std::max(range.high, 0.0),
              static_cast<std::size_t>(columns_.bars)};
    axis_ = scale_.low < 0 ? axis_column() : 0;
    names_ = short_names(x_names(chart_), columns_.labels, d_.glyphs);
    draw_header(d_, legend());
    for (std::size_t x = 0; x < chart_.x.size(); ++x) {
      for (std::size_t s = 0; s < chart_.series.size(); ++s)
        draw_row(x, s);
    }
    draw_footer(d_, mark_legend(d_));
  }

 private:
  [[nodiscard]] std::vector<LegendEntry> legend() const {
    std::vector<LegendEntry> items;
    if (chart_.series.size() < 2) return items;
    for (std::size_t s = 0; s < chart_.series.size(); ++s)
      items.push_back({std::string(fill_of(d_, s)), chart_.series[s].name, ink_of(chart_, s)});
    return items;
  }

  // Columns of the bars that are left of 0, as format::append_bar() parts them.
  [[nodiscard]] int axis_column() const {
    std::string bar;
    format::append_bar(bar, scale_.low, scale_);
    return columns_of(bar);
  }

  // From 0 to 1 within the side of the axis on which the value is.
  [[nodiscard]] double share(double value) const {
    return value < 0 ? value / scale_.low : value / scale_.high;
  }

  // Returns the column behind the bar.
  int draw_bar(Canvas& row, double value, std::size_t s) const {
    const int zero = columns_.start() + axis_;
    if (value == 0) return zero;
    const std::string_view fill = fill_of(d_, s);
    const Ink ink = ink_of(chart_, s);
    if (!d_.glyphs.is_ascii && fill == d_.glyphs.fills[0]) {
      std::string bar;
      format::append_bar(bar, value, scale_);
      const int end = columns_.start() + row.text(0, columns_.start(), bar, ink);
      return value < 0 ? zero : end;
    }
    const int room = value < 0 ? axis_ : columns_.bars - axis_;
    const int length = std::max(1, static_cast<int>(std::lround(share(value) * room)));
    row.repeat(0, value < 0 ? zero - length : zero, length, fill, ink);
    return value < 0 ? zero : zero + length;
  }

  void draw_row(std::size_t x, std::size_t s) const {
    Canvas row(std::max(d_.width, columns_.width() + kGap), 1);
    if (s == 0) row.text(0, 0, names_[x]);
    const Point& point = chart_.series[s].points[x];
    int end = columns_.start() + axis_;
    if (!point.missing) end = draw_bar(row, point.value, s);
    if (axis_ > 0) {
      const int line = columns_.start() + axis_;
      if (row.is_empty(0, line)) {
        row.text(0, line, d_.glyphs.vertical, Ink::kPale);
        end = std::max(end, line + 1);
      }
    }
    // A bar at the axis itself leaves no gap before its number.
    const bool is_at_start = end == columns_.start() && axis_ == 0;
    row.text(0, end + (is_at_start ? 0 : 1), value_text(d_, point),
             point.missing    ? Ink::kPale
             : point.emphasis ? Ink::kStrong
                              : Ink::kPlain);
    draw_marks(row);
    d_.emit(row);
  }

  void draw_marks(Canvas& row) const {
    for (const Mark& mark : chart_.marks) {
      if (mark.axis != Mark::Axis::kValue) continue;
      const int room = mark.at < 0 ? axis_ : columns_.bars - axis_;
      const int length = mark.at == 0 ? 0 : static_cast<int>(std::lround(share(mark.at) * room));
      const int column = columns_.start() + axis_ + (mark.at < 0 ? -length : length);
      if (row.is_empty(0, column)) row.text(0, column, d_.glyphs.mark_vertical);
    }
  }

  const TextDrawing& d_;
  const Chart& chart_;
  Columns columns_{};
  std::vector<std::string> names_{};
  format::BarScale scale_{};
  int axis_ = 0;  // columns left of 0
};

// From one level to another.
struct Step {
  double from = 0;
  double to = 0;
  bool is_level = false;
  std::string text{};
};

std::vector<Step> steps_of(const TextDrawing& d) {
  const Chart& chart = d.chart;
  std::vector<Step> steps;
  double level = 0;
  for (std::size_t x = 0; x < chart.x.size(); ++x) {
    const Point& point = chart.series.front().points[x];
    Step step;
    step.is_level = x < chart.is_level.size() && chart.is_level[x];
    step.text = value_text(d, point, step.is_level ? Sign::kMinus : Sign::kAlways);
    step.from = step.is_level ? 0 : level;
    step.to = point.missing ? step.from : step.from + point.value;
    if (!point.missing) level = step.to;
    steps.push_back(std::move(step));
  }
  return steps;
}

// An axis that would show hardly anything of the steps begins near the lowest level instead of 0.
double base_of(const std::vector<Step>& steps, Range& range) {
  for (const Step& step : steps) {
    range.include(step.to);
    if (!step.is_level) range.include(step.from);
  }
  if (range.empty || range.low <= 0 || range.low / range.high < 0.8) {
    range.include(0);
    return 0;
  }
  const double base = number_ticks(range.low, range.high, 5).front().at;
  // What is shortest is to be seen too.
  const double below = range.low - (range.high - range.low) / 2;
  range.include(std::max(0.0, std::min(base, below)));
  return range.low;
}

}  // namespace

void draw_text_bars(const TextDrawing& drawing) {
  Bars(drawing).draw();
}

void draw_text_waterfall(const TextDrawing& d) {
  draw_header(d);
  const std::vector<Step> steps = steps_of(d);
  int values = 0;
  for (const Step& step : steps)
    values = std::max(values, columns_of(step.text));
  const Columns columns = columns_for(d, values);
  const std::vector<std::string> names = short_names(x_names(d.chart), columns.labels, d.glyphs);
  Range range;
  const double base = base_of(steps, range);
  const Scale scale{range.low, range.high > range.low ? range.high : range.low + 1, false};
  const auto column_of = [&](double value) {
    const double place = std::clamp(scale.place(value), 0.0, 1.0);
    return columns.start() + static_cast<int>(std::lround(place * columns.bars));
  };
  for (std::size_t x = 0; x < steps.size(); ++x) {
    const Step& step = steps[x];
    Canvas row(std::max(d.width, columns.width()), 1);
    row.text(0, 0, names[x], step.is_level ? Ink::kStrong : Ink::kPlain);
    const double from = step.is_level ? std::max(base, 0.0) : step.from;
    int low = column_of(std::min(from, step.to));
    int high = column_of(std::max(from, step.to));
    const bool is_drawn = !d.chart.series.front().points[x].missing && step.from != step.to;
    // A step that is no column long is a thin one all the same.
    if (is_drawn && low == high) {
      if (high < columns.start() + columns.bars) {
        ++high;
      } else {
        --low;
      }
    }
    const std::size_t fill = step.is_level ? 0 : step.to >= step.from ? 1 : 2;
    if (is_drawn) row.repeat(0, low, high - low, d.glyphs.fills[fill], series_ink(fill));
    if (is_drawn && step.is_level && base > 0) row.text(0, low, d.glyphs.cut);
    row.text(0, high + 1, step.text);
    d.emit(row);
  }
  std::vector<LegendEntry> legend;
  if (base > 0) {
    legend.push_back(
        {std::string(d.glyphs.cut), std::string(word(Word::kNotFromZero, d.chart.language))});
  }
  draw_footer(d, legend);
}

}  // namespace nd::plot
