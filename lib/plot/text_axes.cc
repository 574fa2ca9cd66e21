#include "plot/text_axes.h"

#include <algorithm>
#include <cmath>

#include "plot/labels.h"
#include "plot/period_ticks.h"
#include "time/period.h"

namespace nd::plot {
namespace {

constexpr int kDistance = 2;  // columns between two labels

// Where a label that is to be centred below `column` begins, within the chart.
int start_of(int column, int columns, int width) {
  return std::clamp(column - (columns - 1) / 2, 0, std::max(0, width - columns));
}

bool fits(const std::vector<Below>& labels, int width) {
  int end = -kDistance;
  int year_end = -kDistance;
  for (const Below& label : labels) {
    const int columns = columns_of(label.text);
    const int start = start_of(label.column, columns, width);
    if (start < end + kDistance || columns > width) return false;
    end = start + columns;
    if (label.year.empty()) continue;
    const int year_columns = columns_of(label.year);
    const int year_start = start_of(label.column, year_columns, width);
    if (year_start < year_end + kDistance) return false;
    year_end = year_start + year_columns;
  }
  return true;
}

std::vector<Below> labels_of(const Chart& chart, const XAxis& axis, int most) {
  std::vector<Tick> ticks;
  const bool is_time = chart.x_scale == XScale::kPeriod;
  const auto day = [](double at) { return time::Day{static_cast<std::int32_t>(at)}; };
  if (is_time) {
    ticks =
        period_ticks(day(axis.scale.low), day(axis.scale.high), chart.grain, most, chart.language);
  } else if (axis.scale.log) {
    ticks = log_ticks(axis.scale.low, axis.scale.high, std::max(most, 2));
  } else {
    ticks = number_ticks(axis.scale.low, axis.scale.high, std::max(most, 3));
  }
  const std::vector<std::string> texts =
      is_time ? std::vector<std::string>() : x_tick_labels(chart, ticks);
  std::vector<Below> labels;
  for (std::size_t i = 0; i < ticks.size(); ++i) {
    const double place = axis.scale.place(ticks[i].at);
    if (!(place >= -1e-9 && place <= 1 + 1e-9)) continue;
    labels.push_back(
        {axis.column_of(ticks[i].at), is_time ? ticks[i].text : texts[i], ticks[i].year});
  }
  return labels;
}

}  // namespace

int Area::row_of(double place) const {
  return bottom() - 1 - static_cast<int>(std::lround(std::clamp(place, 0.0, 1.0) * (rows - 1)));
}

int even_rows(int most, std::size_t ticks) {
  const int steps = static_cast<int>(ticks) - 1;
  return most > steps ? (most - 1) / steps * steps + 1 : most;
}

int value_axis_columns(const Chart& chart, const std::vector<Tick>& ticks) {
  return widest(tick_labels(chart, ticks)) + 2;
}

void draw_value_axis(const TextDrawing& d, Canvas& canvas, const Area& area,
                     const std::vector<Tick>& ticks) {
  const Scale scale = scale_of(ticks, d.chart.log);
  const std::vector<std::string> labels = tick_labels(d.chart, ticks);
  const int line = area.left - 1;
  for (int row = area.top; row < area.bottom(); ++row)
    canvas.text(row, line, d.glyphs.vertical, Ink::kPale);
  int last = canvas.rows() + 1;
  for (std::size_t i = 0; i < ticks.size(); ++i) {
    const int row = area.row_of(scale.place(ticks[i].at));
    if (row == last) continue;  // there are more ticks than rows
    last = row;
    canvas.text_before(row, line - 1, labels[i]);
    canvas.text(row, line, d.glyphs.tick_left, Ink::kPale);
    if (ticks[i].at != 0 || i == 0) continue;
    for (int column = area.left; column < area.right(); ++column)
      if (canvas.is_empty(row, column)) canvas.text(row, column, d.glyphs.horizontal, Ink::kPale);
  }
}

int XAxis::column_of(double at) const {
  return left + static_cast<int>(std::lround(std::clamp(scale.place(at), 0.0, 1.0) * span));
}

std::vector<Below> x_labels(const Chart& chart, const XAxis& axis) {
  constexpr int kLeastColumns = 6;  // of a label and the distance to the next one
  if (chart.x.empty()) return {};
  int most = std::max(2, axis.span / kLeastColumns + 1);
  std::vector<Below> labels = labels_of(chart, axis, most);
  while (most > 1 && !fits(labels, axis.width))
    labels = labels_of(chart, axis, --most);
  if (labels.size() > 1 && !fits(labels, axis.width)) labels.resize(1);
  return labels;
}

std::vector<Below> tick_row(const std::vector<Tick>& ticks, const std::vector<std::string>& texts,
                            const XAxis& axis) {
  for (std::size_t every = 1;; ++every) {
    std::vector<Below> labels;
    for (std::size_t i = 0; i < ticks.size(); i += every)
      labels.push_back({axis.column_of(ticks[i].at), texts[i], {}});
    if (every >= ticks.size() || fits(labels, axis.width)) return labels;
  }
}

int rows_below(const std::vector<Below>& labels) {
  const bool has_year = std::any_of(labels.begin(), labels.end(),
                                    [](const Below& label) { return !label.year.empty(); });
  return has_year ? 3 : labels.empty() ? 1 : 2;
}

void draw_below(const TextDrawing& d, Canvas& canvas, const Area& area,
                const std::vector<Below>& labels) {
  const int line = area.bottom();
  canvas.text(line, area.left - 1, d.glyphs.corner, Ink::kPale);
  canvas.repeat(line, area.left, area.columns, d.glyphs.horizontal, Ink::kPale);
  for (const Below& label : labels) {
    canvas.text(line, label.column, d.glyphs.tick_below, Ink::kPale);
    const auto put = [&](int row, const std::string& text) {
      canvas.text(row, start_of(label.column, columns_of(text), canvas.columns()), text);
    };
    put(line + 1, label.text);
    put(line + 2, label.year);
  }
}

void draw_value_mark(const TextDrawing& d, Canvas& canvas, const Area& area, int row,
                     const std::string& name) {
  const int columns = columns_of(name);
  const auto is_free = [&](int from, int to) {
    for (int column = std::max(from, area.left); column < to; ++column)
      if (!canvas.is_empty(row, column)) return false;
    return true;
  };
  int start = area.left;
  while (start + columns < area.right() && !is_free(start - 1, start + columns + 1))
    ++start;
  canvas.text(row, start, name, Ink::kStrong);
  for (int column = area.left; column < area.right(); ++column) {
    if (is_free(column, column + 1) && (column < start - 1 || column > start + columns))
      canvas.text(row, column, d.glyphs.mark_horizontal, Ink::kPale);
  }
}

void draw_x_mark(const TextDrawing& d, Canvas& canvas, const Area& area, int column,
                 const std::string& name, int top) {
  const int columns = columns_of(name);
  const bool goes_right = column + 2 + columns <= area.right();
  canvas.text(top, goes_right ? column + 2 : std::max(0, column - 1 - columns), name, Ink::kStrong);
  for (int row = top; row < area.bottom(); ++row)
    if (canvas.is_empty(row, column)) canvas.text(row, column, d.glyphs.mark_vertical, Ink::kPale);
}

std::string mark_name(const TextDrawing& d, const Mark& mark, int width) {
  const bool is_value = mark.axis == Mark::Axis::kValue;
  const std::string number =
      is_value ? number_label(d.chart, mark.text) : x_label(d.chart, mark.text);
  return shortened(mark.name + " " + number, width, d.glyphs);
}

int pointer_rows(const Chart& chart) {
  return static_cast<int>(
      std::count_if(chart.marks.begin(), chart.marks.end(),
                    [](const Mark& mark) { return mark.axis == Mark::Axis::kX; }));
}

void draw_pointers(const TextDrawing& d, Canvas& canvas, const Area& area, const XAxis& axis,
                   int row) {
  for (const Mark& mark : d.chart.marks) {
    if (mark.axis != Mark::Axis::kX) continue;
    const double place = axis.scale.log && mark.at <= 0 ? -1 : axis.scale.place(mark.at);
    if (place < 0 || place > 1) continue;
    const int column = std::min(axis.column_of(mark.at), area.right() - 1);
    for (int line = area.top; line < area.bottom(); ++line)
      if (canvas.is_empty(line, column)) canvas.text(line, column, d.glyphs.mark_vertical);
    const bool is_period = d.chart.x_scale == XScale::kPeriod;
    const std::string at = is_period ? mark.text : number_label(d.chart, mark.text);
    const std::string name = shortened(mark.name + " " + at, d.width - 4, d.glyphs);
    canvas.text(row, column, d.glyphs.pointer, Ink::kAccent);
    const int columns = columns_of(name);
    const bool goes_right = column + 2 + columns <= canvas.columns();
    canvas.text(row, goes_right ? column + 2 : std::max(0, column - 1 - columns), name);
    ++row;
  }
}

Lanes::Lanes(const Area& area) : area_(area), flags_(static_cast<std::size_t>(area.columns), 0) {}

void Lanes::add(int column, const Chart& chart, std::size_t x) {
  Flags& flags = flags_[static_cast<std::size_t>(column - area_.left)];
  for (const Series& series : chart.series)
    flags = static_cast<Flags>(flags | series.points[x].flags);
}

int Lanes::rows() const {
  std::size_t most = 0;
  for (const Flags flags : flags_)
    most = std::max(most, flag_letters(flags).size());
  return static_cast<int>(most);
}

void Lanes::draw(Canvas& canvas, int top) const {
  for (std::size_t i = 0; i < flags_.size(); ++i) {
    int row = top;
    for (const char letter : flag_letters(flags_[i])) {
      canvas.text(row++, area_.left + static_cast<int>(i), std::string_view(&letter, 1),
                  Ink::kStrong);
    }
  }
}

std::optional<std::vector<int>> slots_of(const Chart& chart, int most) {
  std::vector<int> slots;
  if (chart.x_scale != XScale::kPeriod) {
    if (static_cast<int>(chart.x.size()) > most) return std::nullopt;
    for (std::size_t i = 0; i < chart.x.size(); ++i)
      slots.push_back(static_cast<int>(i));
    return slots;
  }
  const auto day = [](const XValue& x) { return time::Day{static_cast<std::int32_t>(x.at)}; };
  time::Period period = time::Period::of(day(chart.x.front()), chart.grain);
  int slot = 0;
  for (const XValue& x : chart.x) {
    for (; period.first_day() < day(x); period = period.next())
      if (++slot >= most) return std::nullopt;
    slots.push_back(slot);
  }
  return slots;
}

Scale x_scale_of(const Chart& chart) {
  if (chart.x.empty()) return {};
  Scale scale{chart.x.front().at, chart.x.back().at, false};
  // One place alone stands in the middle.
  if (scale.low == scale.high) {
    const double around = chart.x_scale == XScale::kNumber ? std::abs(scale.low) / 2 : 1;
    scale.low -= around > 0 ? around : 1;
    scale.high += around > 0 ? around : 1;
  }
  return scale;
}

}  // namespace nd::plot
