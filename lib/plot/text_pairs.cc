// Two values of each x: dumbbells, a row for each x, and slopes, a line for each between two axes.
#include <algorithm>
#include <cmath>

#include "plot/labels.h"
#include "plot/text_dots.h"
#include "plot/text_kinds.h"
#include "plot/value_axis.h"

namespace nd::plot {
namespace {

constexpr int kGap = 2;

// The texts of two values, each as wide as the widest of its side.
struct Values {
  std::vector<std::string> earlier{};
  std::vector<std::string> later{};
};

Values values_of(const TextDrawing& d) {
  Values values;
  for (const Point& point : d.chart.series[0].points)
    values.earlier.push_back(value_text(d, point));
  for (const Point& point : d.chart.series[1].points)
    values.later.push_back(value_text(d, point));
  return values;
}

void draw_joined(const TextDrawing& d, Canvas& row, int early, int late) {
  if (early >= 0 && late >= 0) {
    for (int column = std::min(early, late); column <= std::max(early, late); ++column)
      row.text(0, column, d.glyphs.horizontal, Ink::kPale);
  }
  if (early == late && early >= 0) {
    row.text(0, early, d.glyphs.both, series_ink(1));
    return;
  }
  if (early >= 0) row.text(0, early, d.glyphs.earlier, series_ink(0));
  if (late >= 0) row.text(0, late, d.glyphs.later, series_ink(1));
}

std::vector<LegendEntry> pair_legend(const TextDrawing& d) {
  return {{std::string(d.glyphs.earlier), d.chart.series[0].name, series_ink(0)},
          {std::string(d.glyphs.later), d.chart.series[1].name, series_ink(1)}};
}

// The lines of a slope chart with the names and numbers at both of its sides.
class Slope {
 public:
  explicit Slope(const TextDrawing& drawing)
      : d_(drawing), chart_(drawing.chart), values_(values_of(drawing)) {}

  void draw() {
    draw_header(d_);
    const int count = static_cast<int>(chart_.x.size());
    constexpr int kLeastRows = 9;
    const int others = header_rows(d_) + footer_rows(d_) + 1;
    const int rows = std::max(count, d_.body_rows(std::max(kLeastRows, count + count / 2), others));
    const int early = widest(values_.earlier);
    const int late = widest(values_.later);
    // Each side: label, blank, number, blank.
    const int room = (d_.width - d_.width / 2 - early - late - 4) / 2;
    labels_ = std::min(widest(x_names(chart_)), std::max(4, room));
    names_ = short_names(x_names(chart_), labels_, d_.glyphs);
    const int side = labels_ + 1;
    const int left = side + early + 2;
    const int columns = std::max(4, d_.width - left - late - 2 - side);
    area_ = {left, columns, 1, rows};
    Canvas canvas(std::max(d_.width, area_.right() + 2 + late + side), rows + 1);
    const int after = area_.right() + 1;
    canvas.text_before(0, left - 1, shortened(chart_.series[0].name, left - 1, d_.glyphs),
                       Ink::kStrong);
    canvas.text(0, after, shortened(chart_.series[1].name, canvas.columns() - after, d_.glyphs),
                Ink::kStrong);
    for (const int line : {left - 1, area_.right()}) {
      for (int row = 1; row <= rows; ++row)
        canvas.text(row, line, d_.glyphs.vertical, Ink::kPale);
    }
    place_rows();
    draw_lines(canvas);
    d_.emit(canvas);
    for (std::size_t x = 0; x < chart_.x.size(); ++x)
      if (early_[x] < 0 || late_[x] < 0) draw_missing(x);
    draw_footer(d_);
  }

 private:
  // What has no line, below the others.
  void draw_missing(std::size_t x) const {
    Canvas row(std::max(d_.width, labels_ + widest(values_.earlier) + widest(values_.later) + 8),
               1);
    int column = row.text(0, 0, names_[x]) + kGap;
    column += row.text(0, column, values_.earlier[x]) + 1;
    column += row.text(0, column, d_.glyphs.arrow, Ink::kPale) + 1;
    row.text(0, column, values_.later[x]);
    d_.emit(row);
  }

  // The rows of the values at one side, moved apart so that each has a row of its own; the lines
  // go to these rows, so that each meets its name. -1: there is no value.
  [[nodiscard]] std::vector<int> rows_of(std::size_t side, const Scale& scale) const {
    const auto& points = chart_.series[side].points;
    std::vector<std::size_t> order;
    for (std::size_t x = 0; x < points.size(); ++x)
      if (!points[x].missing) order.push_back(x);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return points[a].value > points[b].value;
    });
    std::vector<double> places;
    places.reserve(order.size());
    for (const std::size_t x : order)
      places.push_back((1 - scale.place(points[x].value)) * (area_.rows - 1));
    spread(places, 0, area_.rows - 1, 1);
    std::vector<int> rows(points.size(), -1);
    int last = -1;
    for (std::size_t i = 0; i < order.size(); ++i) {
      const int left_after = static_cast<int>(order.size() - i) - 1;
      last = std::clamp(static_cast<int>(std::lround(places[i])), last + 1,
                        area_.rows - 1 - left_after);
      rows[order[i]] = last;
    }
    return rows;
  }

  void place_rows() {
    const Range range = value_range(chart_);
    double low = range.low;
    double high = range.high;
    if (low == high) {
      low -= 1;
      high += 1;
    }
    const Scale scale{low, high > low ? high : low + std::abs(low), chart_.log && low > 0};
    early_ = rows_of(0, scale);
    late_ = rows_of(1, scale);
  }

  void draw_lines(Canvas& canvas) const {
    const double height = std::max(1, area_.rows - 1);
    for (std::size_t x = 0; x < chart_.x.size(); ++x) {
      const std::string& label = names_[x];
      const bool is_strong =
          chart_.series[0].points[x].emphasis || chart_.series[1].points[x].emphasis;
      const Ink ink = is_strong ? Ink::kStrong : Ink::kPlain;
      if (early_[x] >= 0) {
        const int row = area_.top + early_[x];
        canvas.text_before(row, area_.left - 2, label + " " + values_.earlier[x], ink);
        canvas.text(row, area_.left - 1, d_.glyphs.tick_left, Ink::kPale);
      }
      if (late_[x] >= 0) {
        const int row = area_.top + late_[x];
        canvas.text(row, area_.right(), d_.glyphs.is_ascii ? "+" : "├", Ink::kPale);
        canvas.text(row, area_.right() + 2, values_.later[x] + " " + label, ink);
      }
      if (early_[x] < 0 || late_[x] < 0) continue;
      Dots dots(area_, d_.glyphs.is_ascii ? "." : "");
      dots.line({0, 1 - early_[x] / height}, {1, 1 - late_[x] / height}, {});
      dots.draw(canvas, series_ink(x), Dots::Where::kOver);
    }
  }

  const TextDrawing& d_;
  const Chart& chart_;
  Values values_;
  Area area_{};
  int labels_ = 0;
  std::vector<std::string> names_{};
  std::vector<int> early_{};
  std::vector<int> late_{};
};

}  // namespace

void draw_text_dumbbell(const TextDrawing& d) {
  const Chart& chart = d.chart;
  const Values values = values_of(d);
  const int early_columns = widest(values.earlier);
  const int late_columns = widest(values.later);
  const int arrow = columns_of(d.glyphs.arrow) + 2;
  const int numbers = early_columns + arrow + late_columns;
  constexpr int kLeast = 5;
  const int room = d.width - 2 * kGap - numbers;
  const int labels = std::min(widest(x_names(chart)), std::max(kLeast, room - d.width / 2));
  const int left = labels + kGap;
  const int columns = std::max(kLeast, room - labels);
  const std::vector<Tick> ticks = value_ticks(chart, Zero::kIfNear, std::max(3, columns / 10));
  const XAxis axis{scale_of(ticks, chart.log), left, columns - 1, left + columns + kGap};
  const int width = std::max(d.width, left + columns + kGap + numbers);
  const std::vector<std::string> names = short_names(x_names(chart), labels, d.glyphs);
  draw_header(d, pair_legend(d));
  for (std::size_t x = 0; x < chart.x.size(); ++x) {
    Canvas row(width, 1);
    row.text(0, 0, names[x]);
    const Point& early = chart.series[0].points[x];
    const Point& late = chart.series[1].points[x];
    draw_joined(d, row, early.missing ? -1 : axis.column_of(early.value),
                late.missing ? -1 : axis.column_of(late.value));
    const int start = left + columns + kGap;
    row.text_before(0, start + early_columns, values.earlier[x],
                    early.missing ? Ink::kPale : Ink::kPlain);
    row.text(0, start + early_columns + 1, d.glyphs.arrow, Ink::kPale);
    row.text_before(0, start + numbers, values.later[x], late.missing ? Ink::kPale : Ink::kPlain);
    d.emit(row);
  }
  const std::vector<Below> below = tick_row(ticks, tick_labels(chart, ticks), axis);
  Canvas foot(width, rows_below(below));
  draw_below(d, foot, {left, columns, 0, 0}, below);
  d.emit(foot);
  draw_footer(d);
}

void draw_text_slope(const TextDrawing& drawing) {
  Slope(drawing).draw();
}

}  // namespace nd::plot
