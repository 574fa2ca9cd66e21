// Upright bars: a histogram, and bars over time where there are too many for rows.
//
// A bar ends an eighth of a row fine; below 0, for which Unicode has no such blocks, half a row
// fine. The top of a row is where its tick on the axis is: a bar that fills the row reaches it.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "plot/labels.h"
#include "plot/text_axes.h"
#include "plot/text_kinds.h"
#include "plot/value_axis.h"
#include "plot/words.h"

namespace nd::plot {
namespace {

constexpr int kPresetRows = 12;
constexpr int kRowsForTick = 3;

// Upright bars between a value axis and the line below.
struct Upright {
  const TextDrawing& d;
  Area area{};
  std::vector<Tick> ticks{};

  // Rows above the lowest edge, as parts of a row.
  [[nodiscard]] double height_of(double value) const {
    return std::clamp(scale_of(ticks, false).place(value), 0.0, 1.0) * area.rows;
  }
  // The row below the edge where a value is.
  [[nodiscard]] int edge_of(double value) const {
    return area.bottom() - static_cast<int>(std::lround(height_of(value)));
  }

  void draw_bar(Canvas& canvas, int column, int columns, double value, std::string_view fill,
                Ink ink) const;
  void draw_axis(Canvas& canvas) const;
};

void Upright::draw_bar(Canvas& canvas, int column, int columns, double value, std::string_view fill,
                       Ink ink) const {
  if (value == 0) return;
  const int zero = edge_of(0);
  const bool is_fine = !d.glyphs.is_ascii && fill == d.glyphs.fills[0];
  const int parts = !is_fine ? 1 : value > 0 ? 8 : 2;
  const double rows = std::abs(height_of(value) - static_cast<double>(area.bottom() - zero));
  // A value other than 0 always shows.
  const int length = std::max(1, static_cast<int>(std::lround(rows * parts)));
  for (int i = 0; i < length / parts; ++i)
    canvas.repeat(value > 0 ? zero - 1 - i : zero + i, column, columns, fill, ink);
  if (length % parts == 0) return;
  const int end = value > 0 ? zero - 1 - length / parts : zero + length / parts;
  const std::string_view glyph =
      value > 0 ? d.glyphs.levels[static_cast<std::size_t>(length % parts - 1)] : "▀";
  canvas.repeat(end, column, columns, glyph, ink);
}

void Upright::draw_axis(Canvas& canvas) const {
  const std::vector<std::string> labels = tick_labels(d.chart, ticks);
  const int line = area.left - 1;
  for (int row = area.top; row < area.bottom(); ++row)
    canvas.text(row, line, d.glyphs.vertical, Ink::kPale);
  int last = -1;
  for (std::size_t i = 0; i < ticks.size(); ++i) {
    const int row = edge_of(ticks[i].at);
    if (row == last) continue;
    last = row;
    canvas.text_before(row, line - 1, labels[i]);
    if (row < area.bottom()) canvas.text(row, line, d.glyphs.tick_left, Ink::kPale);
  }
}

// As Area::row_of(), with ticks at the edges of rows.
int even_edges(int most, std::size_t ticks) {
  const int steps = static_cast<int>(ticks) - 1;
  return most >= steps ? most / steps * steps : most;
}

int most_ticks(int rows) {
  return std::max(3, rows / kRowsForTick + 1);
}

// Columns of one x: its bars and, where there is room, one between it and the next.
int slot_columns(const TextDrawing& d, int columns, int slots) {
  const int series = static_cast<int>(d.chart.series.size());
  constexpr int kWidest = 8;
  return std::min(columns / std::max(1, slots), std::max(kWidest, series + 1));
}

// Of the legend where there are several series.
std::vector<LegendEntry> fills_legend(const TextDrawing& d) {
  std::vector<LegendEntry> items;
  for (std::size_t s = 0; d.chart.series.size() > 1 && s < d.chart.series.size(); ++s)
    items.push_back({std::string(fill_of(d, s)), d.chart.series[s].name, ink_of(d.chart, s)});
  return items;
}

// Bars over time, laid out.
struct Timeline {
  Upright upright;
  std::vector<int> slots{};
  int slot_columns = 0;
  [[nodiscard]] int column_of(std::size_t x) const {
    return upright.area.left + slots[x] * slot_columns;
  }
};

std::optional<Timeline> lay_out(const TextDrawing& d) {
  Timeline t{{d}};
  const int others =
      header_rows(d, fills_legend(d)) + footer_rows(d, mark_legend(d)) + 3 + pointer_rows(d.chart);
  const int rows = d.body_rows(kPresetRows, others);
  t.upright.ticks = value_ticks(d.chart, Zero::kAlways, most_ticks(rows));
  const int left = value_axis_columns(d.chart, t.upright.ticks);
  const int room = d.width - left;
  const auto series = static_cast<int>(d.chart.series.size());
  if (d.chart.x.empty() || room < 1) return std::nullopt;
  const auto slots = slots_of(d.chart, room);
  if (!slots) return std::nullopt;
  t.slots = *slots;
  t.slot_columns = slot_columns(d, room, t.slots.back() + 1);
  if (t.slot_columns < (series == 1 ? 1 : series + 1)) return std::nullopt;
  t.upright.area = {left, (t.slots.back() + 1) * t.slot_columns, 0,
                    even_edges(rows, t.upright.ticks.size())};
  return t;
}

// One bar of a histogram: columns of the area and what they count.
struct Bin {
  int from = 0;
  int to = 0;
  double count = 0;
};

// Bins by the columns that they take; those which would share one are one bar, their sum.
std::vector<Bin> bins_of(const Chart& chart, const XAxis& axis) {
  std::vector<Bin> bins;
  for (std::size_t x = 0; x < chart.x.size(); ++x) {
    const Point& point = chart.series.front().points[x];
    const Bin bin{axis.column_of(chart.x[x].at), axis.column_of(chart.bin_end[x]),
                  point.missing ? 0 : point.value};
    if (!bins.empty() && bins.back().from == bins.back().to) {
      bins.back().to = bin.to;
      bins.back().count += bin.count;
    } else {
      bins.push_back(bin);
    }
  }
  return bins;
}

// The chart of what is drawn of the bins: for the axis of counts.
Chart counts_chart(const Chart& chart, const std::vector<Bin>& bins) {
  Chart counts;
  counts.look = chart.look;
  counts.series.resize(1);
  for (const Bin& bin : bins)
    counts.series[0].points.push_back({false, false, 0, bin.count, {}});
  return counts;
}

// The name of what a histogram counts; its unit is that of the x.
std::string count_name(const Chart& chart) {
  const std::string& name = chart.series.front().name;
  return name.empty() ? std::string(word(Word::kCount, chart.language)) : name;
}

}  // namespace

bool fits_columns(const TextDrawing& d) {
  constexpr std::size_t kFewRows = 16;
  if (d.chart.x_scale == XScale::kCategory || d.chart.x.size() <= kFewRows) return false;
  return lay_out(d).has_value();
}

void draw_text_columns(const TextDrawing& d) {
  const Timeline t = *lay_out(d);
  const Area& area = t.upright.area;
  draw_header(d, fills_legend(d));
  const auto series = static_cast<int>(d.chart.series.size());
  const int gap = t.slot_columns > 2 || series > 1 ? 1 : 0;
  const int bar = (t.slot_columns - gap) / series;
  const int middle = (bar * series - 1) / 2;
  const XAxis axis{x_scale_of(d.chart), area.left + middle,
                   std::max(1, t.slots.back() * t.slot_columns), d.width};
  const std::vector<Below> below = x_labels(d.chart, axis);
  Lanes lanes(area);
  for (std::size_t x = 0; x < t.slots.size(); ++x)
    lanes.add(t.column_of(x) + middle, d.chart, x);
  const int row = area.rows + rows_below(below) + lanes.rows();
  Canvas canvas(std::max(d.width, area.right()), row + pointer_rows(d.chart));
  draw_below(d, canvas, area, below);
  for (std::size_t s = 0; s < d.chart.series.size(); ++s) {
    for (std::size_t x = 0; x < t.slots.size(); ++x) {
      const Point& point = d.chart.series[s].points[x];
      if (point.missing) continue;
      t.upright.draw_bar(canvas, t.column_of(x) + static_cast<int>(s) * bar, bar, point.value,
                         fill_of(d, s), point.emphasis ? Ink::kAccent : ink_of(d.chart, s));
      const int above = t.upright.edge_of(std::max(point.value, 0.0)) - 1;
      if (point.emphasis && canvas.is_empty(above, t.column_of(x) + middle))
        canvas.text(above, t.column_of(x) + middle, d.glyphs.emphasis, Ink::kAccent);
    }
  }
  t.upright.draw_axis(canvas);
  for (const Mark& mark : d.chart.marks) {
    if (mark.axis == Mark::Axis::kValue) {
      draw_value_mark(d, canvas, area, std::max(area.top, t.upright.edge_of(mark.at)),
                      mark_name(d, mark, area.columns));
    }
  }
  lanes.draw(canvas, area.bottom() + rows_below(below));
  draw_pointers(d, canvas, area, axis, row);
  d.emit(canvas);
  draw_footer(d);
}

void draw_text_histogram(const TextDrawing& d) {
  Chart frame = d.chart;
  frame.unit.clear();
  const TextDrawing framed{frame, d.glyphs, d.width, d.height, d.color, d.out};
  const Scale scale{d.chart.x.front().at, d.chart.bin_end.back(), d.chart.log};
  const int pointers = pointer_rows(d.chart);
  const int others = header_rows(framed) + footer_rows(d) + 4 + pointers;
  const int rows = d.body_rows(kPresetRows, others);
  // Twice: how wide the labels are decides which bins share a column.
  constexpr int kGuess = 8;
  XAxis axis{scale, kGuess, std::max(2, d.width - kGuess - 1), d.width};
  Chart counts = counts_chart(d.chart, bins_of(d.chart, axis));
  axis.left = value_axis_columns(counts, count_ticks(counts, most_ticks(rows)));
  axis.span = std::max(2, d.width - axis.left - 1);
  const std::vector<Bin> bins = bins_of(d.chart, axis);
  counts = counts_chart(d.chart, bins);
  const std::vector<Tick> ticks = count_ticks(counts, most_ticks(rows));
  const TextDrawing counted{counts, d.glyphs, d.width, d.height, d.color, d.out};
  const Upright upright{counted, {axis.left, axis.span, 1, even_edges(rows, ticks.size())}, ticks};
  const Area& area = upright.area;
  const std::vector<Below> below = x_labels(d.chart, axis);
  draw_header(framed);
  const int unit = d.chart.unit.empty() ? 0 : 1;
  Canvas canvas(std::max(d.width, area.right() + 1),
                1 + area.rows + rows_below(below) + pointers + unit);
  canvas.text(0, 0, shortened(count_name(d.chart), d.width, d.glyphs), Ink::kPale);
  draw_below(d, canvas, area, below);
  for (const Bin& bin : bins) {
    upright.draw_bar(canvas, std::min(bin.from, area.right() - 1), std::max(1, bin.to - bin.from),
                     bin.count, d.glyphs.fills[0], series_ink(0));
  }
  upright.draw_axis(canvas);
  const int row = area.bottom() + rows_below(below);
  if (unit > 0) {
    canvas.text_before(row, canvas.columns(), shortened(d.chart.unit, d.width, d.glyphs),
                       Ink::kPale);
  }
  draw_pointers(d, canvas, area, axis, row + unit);
  d.emit(canvas);
  draw_footer(framed);
}

}  // namespace nd::plot
