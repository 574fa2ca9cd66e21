// A line of small bars for each series: sparks, for use in pipes and sentences, and strips over
// one axis of time with the emphasised points underlined.
#include <algorithm>
#include <cmath>

#include "plot/labels.h"
#include "plot/text_axes.h"
#include "plot/text_kinds.h"
#include "plot/value_axis.h"
#include "plot/words.h"

namespace nd::plot {
namespace {

constexpr int kGap = 2;  // between a spark and its last value

Range range_of(const Series& series) {
  Range range;
  for (const Point& point : series.points)
    if (!point.missing) range.include(point.value);
  return range;
}

// The level of a value within a range; in the middle where all values are equal.
std::string_view level(const Glyphs& glyphs, const Range& range, double value) {
  const auto most = static_cast<double>(glyphs.levels.size() - 1);
  if (range.high == range.low) return glyphs.levels[glyphs.levels.size() / 2 - 1];
  const double place = Scale{range.low, range.high, false}.place(value);
  return glyphs.levels[static_cast<std::size_t>(std::lround(std::clamp(place, 0.0, 1.0) * most))];
}

// A strip or a spark in columns: the mean of the points that share one, or the largest.
enum class Pool { kMean, kLargest };
struct Column {
  std::size_t count = 0;
  double value = 0;
  bool emphasis = false;
};

void add(Column& column, const Point& point, Pool pool) {
  if (point.missing) return;
  ++column.count;
  column.emphasis = column.emphasis || point.emphasis;
  const auto count = static_cast<double>(column.count);
  if (pool == Pool::kMean) {
    column.value += point.value / count - column.value / count;
  } else {
    column.value = column.count == 1 ? point.value : std::max(column.value, point.value);
  }
}

int names_columns(const TextDrawing& d) {
  return std::min(widest(series_names(d.chart)), std::max(4, d.width - d.width / 2 - 2));
}

// The last value of each series, with what its flags say where there is room for the words; nothing
// where it has none.
std::vector<std::string> last_values(const TextDrawing& d) {
  std::vector<std::string> numbers;
  std::vector<std::string> told;
  for (const Series& series : d.chart.series) {
    const auto last = std::find_if(series.points.rbegin(), series.points.rend(),
                                   [](const Point& point) { return !point.missing; });
    const bool has_value = last != series.points.rend();
    numbers.push_back(has_value ? number_label(d.chart, last->text) : std::string());
    told.push_back(has_value ? told_label(d.chart, *last) : std::string());
  }
  return widest(told) <= d.width / 3 ? told : numbers;
}

// The largest value of a series and its x: "41 2024-08-20".
std::string peak_of(const TextDrawing& d, const Series& series) {
  const Point* peak = nullptr;
  std::size_t at = 0;
  for (std::size_t x = 0; x < series.points.size(); ++x) {
    const Point& point = series.points[x];
    if (point.missing || (peak != nullptr && point.value <= peak->value)) continue;
    peak = &point;
    at = x;
  }
  if (peak == nullptr) return {};
  return number_label(d.chart, peak->text) + "  " + x_label(d.chart, d.chart.x[at].label);
}

// The strips of all series below each other, laid out.
struct Strips {
  const TextDrawing& d;
  int names = 0;
  std::vector<std::string> short_names{};
  Area area{};
  XAxis axis{};
  int peaks = 0;

  void draw_row(std::size_t s) const;
};

void Strips::draw_row(std::size_t s) const {
  const Series& series = d.chart.series[s];
  const Range range = [&] {
    Range all = range_of(series);
    all.include(0);
    return all;
  }();
  std::vector<Column> columns(static_cast<std::size_t>(area.columns));
  for (std::size_t x = 0; x < series.points.size(); ++x) {
    const int column = axis.column_of(d.chart.x[x].at);
    add(columns[static_cast<std::size_t>(column - area.left)], series.points[x], Pool::kLargest);
  }
  const bool has_line = has_emphasis(series);
  Canvas row(std::max(d.width, area.right() + peaks + 2), has_line ? 2 : 1);
  row.text(0, 0, short_names[s]);
  for (int i = 0; i < area.columns; ++i) {
    const Column& column = columns[static_cast<std::size_t>(i)];
    if (column.count == 0) continue;
    const Ink ink = column.emphasis ? Ink::kAccent : series_ink(0);
    row.text(0, area.left + i, level(d.glyphs, range, column.value), ink);
    if (column.emphasis) row.text(1, area.left + i, d.glyphs.is_ascii ? "^" : "▔", Ink::kAccent);
  }
  if (range_of(series).empty)
    row.text(0, area.left, word(Word::kNoData, d.chart.language), Ink::kPale);
  row.text(0, area.right() + 2, peak_of(d, series));
  d.emit(row);
}

}  // namespace

void draw_text_strips(const TextDrawing& d) {
  Strips strips{d};
  for (const Series& series : d.chart.series)
    strips.peaks = std::max(strips.peaks, columns_of(peak_of(d, series)));
  constexpr int kAround = 5;  // blanks between names, strips and peaks
  strips.names =
      std::min(names_columns(d), std::max(4, d.width - d.width / 2 - strips.peaks - kAround));
  strips.short_names = short_names(series_names(d.chart), strips.names, d.glyphs);
  constexpr int kLeast = 10;
  const int left = strips.names + (strips.names > 0 ? 2 : 0) + 1;
  int columns = std::max(kLeast, d.width - left - strips.peaks - 2);
  // No more columns than periods: each has one, without blanks between them.
  const auto slots = slots_of(d.chart, columns);
  if (slots && d.chart.x_scale == XScale::kPeriod) columns = std::max(kLeast, slots->back() + 1);
  strips.area = {left, columns, 0, 0};
  strips.axis = {x_scale_of(d.chart), left, columns - 1, std::max(d.width, left + columns)};
  draw_header(d);
  for (std::size_t s = 0; s < d.chart.series.size(); ++s)
    strips.draw_row(s);
  const std::vector<Below> below = x_labels(d.chart, strips.axis);
  Lanes lanes(strips.area);
  for (std::size_t x = 0; x < d.chart.x.size(); ++x)
    lanes.add(strips.axis.column_of(d.chart.x[x].at), d.chart, x);
  const int row = rows_below(below) + lanes.rows();
  Canvas foot(strips.axis.width, row + pointer_rows(d.chart));
  draw_below(d, foot, strips.area, below);
  lanes.draw(foot, rows_below(below));
  draw_pointers(d, foot, strips.area, strips.axis, row);
  d.emit(foot);
  draw_footer(d);
}

// One line for each series, with its last value. One series alone has no name; a title stands in
// its place.
void draw_text_sparks(const TextDrawing& d) {
  const bool has_names = d.chart.series.size() > 1;
  const std::string title = shortened(d.chart.title, d.width - d.width / 2 - 1, d.glyphs);
  if (has_names && !d.chart.title.empty()) draw_header(d);
  const int names = has_names ? names_columns(d) : columns_of(title);
  const int left = names > 0 ? names + 2 : 0;
  const std::vector<std::string> shorts = short_names(series_names(d.chart), names, d.glyphs);
  const std::size_t count = d.chart.x.size();
  const std::vector<std::string> last = last_values(d);
  const int lasts = widest(last);
  constexpr int kLeast = 4;
  const int room = std::max(kLeast, d.width - left - kGap - lasts);
  const std::size_t columns = std::min(count, static_cast<std::size_t>(room));
  const int last_end = left + static_cast<int>(columns) + kGap + lasts;
  for (std::size_t s = 0; s < shorts.size(); ++s) {
    const Series& series = d.chart.series[s];
    std::vector<Column> pooled(columns);
    for (std::size_t x = 0; x < count; ++x)
      add(pooled[x * columns / count], series.points[x], Pool::kMean);
    Range range;
    for (const Column& column : pooled)
      if (column.count > 0) range.include(column.value);
    Canvas row(std::max(d.width, last_end), 1);
    row.text(0, 0, has_names ? shorts[s] : title);
    if (range.empty) row.text(0, left, word(Word::kNoData, d.chart.language), Ink::kPale);
    for (std::size_t i = 0; i < columns; ++i) {
      if (pooled[i].count > 0) {
        row.text(0, left + static_cast<int>(i), level(d.glyphs, range, pooled[i].value),
                 pooled[i].emphasis ? Ink::kAccent : Ink::kPlain);
      }
    }
    row.text_before(0, last_end, last[s], Ink::kStrong);
    d.emit(row);
  }
  for (const std::string& note : d.chart.notes)
    d.out += note + '\n';
}

}  // namespace nd::plot
