// Lines over periods or numbers: braille, or one symbol for each series of ASCII.
//
// Each series is drawn as dots of its own; those of ghosts only fill what the others leave. A line
// is broken where a value or a period is missing. Flags stand below the axis, at their x. Names
// stand at the ends of the lines, moved apart where they meet.
#include <algorithm>
#include <cmath>

#include "plot/labels.h"
#include "plot/text_dots.h"
#include "plot/text_kinds.h"
#include "plot/value_axis.h"

namespace nd::plot {
namespace {

constexpr int kRowsForTick = 2;

class Lines {
 public:
  explicit Lines(const TextDrawing& drawing) : d_(drawing), chart_(drawing.chart) {}

  void draw() {
    lay_out();
    draw_header(d_, legend_);
    Canvas canvas(std::max(d_.width, area_.right() + names_columns_), rows_);
    draw_series(canvas);
    draw_marks(canvas);
    draw_value_axis(d_, canvas, area_, ticks_);
    draw_below(d_, canvas, area_, below_);
    lanes().draw(canvas, area_.bottom() + rows_below(below_));
    draw_names(canvas);
    d_.emit(canvas);
    draw_footer(d_);
  }

 private:
  [[nodiscard]] std::string_view symbol(std::size_t s) const {
    static constexpr std::string_view kSymbols[] = {"*", "+", "o", "x", "#", "@", "%", "&"};
    if (!d_.glyphs.is_ascii) return {};
    if (is_ghost(s)) return d_.glyphs.ghost_fill;
    return kSymbols[main_index(s) % std::size(kSymbols)];
  }
  [[nodiscard]] bool is_ghost(std::size_t s) const { return chart_.series[s].role == Role::kGhost; }
  [[nodiscard]] std::size_t main_index(std::size_t s) const {
    return static_cast<std::size_t>(
        std::count_if(chart_.series.begin(), chart_.series.begin() + static_cast<std::ptrdiff_t>(s),
                      [](const Series& series) { return series.role == Role::kMain; }));
  }
  [[nodiscard]] Dash dash(std::size_t s) const {
    return is_ghost(s) ? kGhostDash : dash_of(main_index(s));
  }

  // The name of a series with a sample of its line.
  [[nodiscard]] LegendEntry item(std::size_t s) const {
    return {line_sample(symbol(s), dash(s)), chart_.series[s].name, ink_of(chart_, s)};
  }

  void lay_out() {
    constexpr int kPresetRows = 13;
    constexpr int kMostRows = 24;
    const int preset = std::clamp(d_.width / 6, kPresetRows, kMostRows);
    top_ = static_cast<int>(
        std::count_if(chart_.marks.begin(), chart_.marks.end(),
                      [](const Mark& mark) { return mark.axis == Mark::Axis::kX; }));
    name_columns();
    const int others = header_rows(d_, legend_) + footer_rows(d_) + top_ + 4;
    int rows = d_.body_rows(preset, others);
    ticks_ = value_ticks(chart_, Zero::kIfNear, std::max(3, (rows - 1) / kRowsForTick + 1));
    rows = even_rows(rows, ticks_.size());
    const int left = value_axis_columns(chart_, ticks_);
    constexpr int kLeastColumns = 4;
    area_ = {left, std::max(kLeastColumns, d_.width - left - names_columns_), top_, rows};
    x_ = {x_scale_of(chart_), left, area_.columns - 1, d_.width};
    below_ = x_labels(chart_, x_);
    rows_ = top_ + rows + rows_below(below_) + lanes().rows();
  }

  // Room for the names at the right, or a legend above where there is none.
  void name_columns() {
    std::vector<std::string> names;
    for (std::size_t s = 0; s < chart_.series.size(); ++s)
      names.push_back(chart_.series[s].name);
    if (names.size() < 2) return;
    const int sample = 6;
    const int width = widest(names) + sample;
    constexpr std::size_t kMostNames = 8;
    constexpr int kLowHeight = 14;
    if (width <= d_.width / 4 && names.size() <= kMostNames &&
        (d_.height == 0 || d_.height > kLowHeight)) {
      names_columns_ = width;
      return;
    }
    for (std::size_t s = 0; s < names.size(); ++s)
      legend_.push_back(item(s));
  }

  [[nodiscard]] Dots::At at(const Point& point, std::size_t x) const {
    const Scale scale = scale_of(ticks_, chart_.log);
    return {x_.scale.place(chart_.x[x].at), scale.place(point.value)};
  }

  void draw_series(Canvas& canvas) const {
    // Ghosts last: they are put where nothing is yet.
    for (const bool ghosts : {false, true}) {
      for (std::size_t s = 0; s < chart_.series.size(); ++s) {
        if (is_ghost(s) != ghosts) continue;
        const auto& points = chart_.series[s].points;
        Dots dots(area_, symbol(s));
        for (std::size_t i = 0; i < points.size(); ++i) {
          if (points[i].missing) continue;
          dots.point(at(points[i], i));
          const bool joins = i > 0 && chart_.x[i].follows && !points[i - 1].missing;
          if (joins) dots.line(at(points[i - 1], i - 1), at(points[i], i), dash(s));
        }
        dots.draw(canvas, ink_of(chart_, s), ghosts ? Dots::Where::kEmpty : Dots::Where::kOver);
      }
    }
    draw_emphasis(canvas);
  }

  void draw_emphasis(Canvas& canvas) const {
    const Dots dots(area_, d_.glyphs.is_ascii ? "*" : "");
    for (const Series& series : chart_.series) {
      for (std::size_t i = 0; i < series.points.size(); ++i) {
        if (series.points[i].missing || !series.points[i].emphasis) continue;
        const Dots::At place = at(series.points[i], i);
        canvas.text(dots.row_of(place.y), dots.column_of(place.x), d_.glyphs.emphasis,
                    Ink::kAccent);
      }
    }
  }

  void draw_marks(Canvas& canvas) const {
    int top = 0;
    for (const Mark& mark : chart_.marks) {
      const std::string name = mark_name(d_, mark, area_.columns);
      if (mark.axis == Mark::Axis::kValue) {
        if (chart_.log && mark.at <= 0) continue;
        const int row = area_.row_of(scale_of(ticks_, chart_.log).place(mark.at));
        draw_value_mark(d_, canvas, area_, row, name);
        continue;
      }
      const double place = x_.scale.place(mark.at);
      if (place >= 0 && place <= 1)
        draw_x_mark(d_, canvas, area_, x_.column_of(mark.at), name, top);
      ++top;
    }
  }

  [[nodiscard]] Lanes lanes() const {
    Lanes lanes(area_);
    for (std::size_t x = 0; x < chart_.x.size(); ++x)
      lanes.add(x_.column_of(chart_.x[x].at), chart_, x);
    return lanes;
  }

  void draw_names(Canvas& canvas) const {
    if (names_columns_ == 0) return;
    struct End {
      std::size_t series;
      double row;
    };
    std::vector<End> ends;
    for (std::size_t s = 0; s < chart_.series.size(); ++s) {
      const auto& points = chart_.series[s].points;
      const auto last = std::find_if(points.rbegin(), points.rend(),
                                     [](const Point& point) { return !point.missing; });
      const double place =
          last == points.rend() ? 0 : scale_of(ticks_, chart_.log).place(last->value);
      ends.push_back({s, area_.top + (1 - place) * (area_.rows - 1)});
    }
    std::stable_sort(ends.begin(), ends.end(),
                     [](const End& a, const End& b) { return a.row < b.row; });
    std::vector<double> rows;
    rows.reserve(ends.size());
    for (const End& end : ends)
      rows.push_back(end.row);
    spread(rows, area_.top, area_.bottom() - 1, 1);
    for (std::size_t i = 0; i < ends.size(); ++i) {
      const LegendEntry name = item(ends[i].series);
      const int row = static_cast<int>(std::lround(rows[i]));
      int column = area_.right() + 2;
      column += canvas.text(row, column, name.sample, name.ink) + 1;
      canvas.text(row, column, name.name);
    }
  }

  const TextDrawing& d_;
  const Chart& chart_;
  std::vector<LegendEntry> legend_{};
  std::vector<Tick> ticks_{};
  std::vector<Below> below_{};
  Area area_{};
  XAxis x_{};
  int names_columns_ = 0;
  int top_ = 0;
  int rows_ = 0;
};

}  // namespace

void draw_text_lines(const TextDrawing& drawing) {
  Lines(drawing).draw();
}

}  // namespace nd::plot
