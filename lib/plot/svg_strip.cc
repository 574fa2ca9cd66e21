// Small charts in rows: strips of bursts over one axis of time, sparklines without axes.
#include <algorithm>
#include <cmath>

#include "plot/labels.h"
#include "plot/svg_axes.h"
#include "plot/svg_chart.h"
#include "plot/svg_rows.h"
#include "plot/text_width.h"

namespace nd::plot {
namespace {

struct Extremes {
  const Point* low = nullptr;
  const Point* high = nullptr;
  const Point* last = nullptr;
};

Extremes extremes_of(const Series& series) {
  Extremes found;
  for (const Point& point : series.points) {
    if (point.missing) continue;
    if (found.low == nullptr || point.value < found.low->value) found.low = &point;
    if (found.high == nullptr || point.value > found.high->value) found.high = &point;
    found.last = &point;
  }
  return found;
}

class SmallRows {
 public:
  explicit SmallRows(Drawing& drawing)
      : d_(drawing), chart_(drawing.chart), series_(main_series(chart_)) {}

  double draw_strips() {
    const double top = draw_header(d_, {}) + x_marks_height(chart_) + 4;
    lay_out(top, 34, [](const Extremes& e) { return e.high; });
    for (std::size_t s = 0; s < series_.size(); ++s)
      draw_strip(s);
    draw_x_marks(d_, plot_, place_by(plot_, x_scale_));
    return draw_x_axis(d_, plot_, x_scale_);
  }

  double draw_sparks() {
    const double top = draw_header(d_, {});
    lay_out(top, 30, [](const Extremes& e) { return e.last; });
    for (std::size_t s = 0; s < series_.size(); ++s)
      draw_spark(s);
    return rows_.box.bottom();
  }

 private:
  // `shown`: the value that is told at the right of a row.
  void lay_out(double top, double body, const Point* (*shown)(const Extremes&)) {
    std::vector<std::string> names;
    for (const Series* series : series_)
      names.push_back(series->name);
    d_.wanted_height =
        std::max(0.0, d_.wanted_height - (chart_.kind == Kind::kStrip ? kXAxisHeight : 0));
    rows_ = lay_out_rows(d_, names, top, body);
    draw_row_names(d_, rows_, names, {});
    double room = 0;
    for (const Series* series : series_) {
      const Point* const point = shown(extremes_of(*series));
      labels_.push_back(point == nullptr ? flags_label({}, chart_.language)
                                         : number_label(chart_, point->text));
      room = std::max(room, text_width(labels_.back(), kSmallText));
    }
    plot_ = rows_.box;
    plot_.width -= room + 12;
    x_scale_ = {0, 1, false};
    if (chart_.x.empty()) return;
    const double step = days_of_one();
    x_scale_ = {chart_.x.front().at, chart_.x.back().at + step, false};
    column_ = step * plot_.width / (x_scale_.high - x_scale_.low);
  }

  // How wide a column is on the axis: the least distance of two x.
  [[nodiscard]] double days_of_one() const {
    double least = 0;
    for (std::size_t x = 1; x < chart_.x.size(); ++x) {
      const double distance = chart_.x[x].at - chart_.x[x - 1].at;
      least = least == 0 ? distance : std::min(least, distance);
    }
    return least > 0 ? least : 1;
  }

  [[nodiscard]] double left_of(std::size_t x) const {
    return plot_.x + x_scale_.place(chart_.x[x].at) * plot_.width;
  }

  void draw_strip(std::size_t s) {
    const Series& series = *series_[s];
    const double height = rows_.body() * 0.8;
    const double base = rows_.middle(s) + height / 2;
    const Extremes ends = extremes_of(series);
    const double top = ends.high == nullptr ? 0 : ends.high->value;
    d_.svg.line({plot_.x, base}, {plot_.right(), base}, "grid");
    draw_emphasis(series, base - height, base);
    const double width = std::max(column_ * 0.9, 0.8);
    for (const bool emphasis : {false, true}) {
      for (std::size_t x = 0; x < series.points.size(); ++x) {
        const Point& point = series.points[x];
        if (point.missing || point.emphasis != emphasis || !(point.value > 0)) continue;
        const double tall = std::max(1.0, point.value / top * height);
        d_.svg.rect({left_of(x), base - tall, width, tall}, emphasis ? "hot" : "calm",
                    emphasis ? tooltip_of(chart_, x, series) : std::string());
      }
    }
    draw_flags(series, base - height, base, [&](std::size_t x) {
      return Place2D{left_of(x) + column_ / 2, base - height + 3};
    });
    put_label(s);
  }

  // What is said of values besides their numbers. `place`: where, of an x with a value.
  void draw_flags(const Series& series, double top, double bottom, const auto& place) {
    constexpr double kSize = 3;
    for (std::size_t x = 0; x < series.points.size(); ++x) {
      const Point& point = series.points[x];
      if (point.flags == 0) continue;
      if (has(point.flags, Flag::kBreak))
        draw_flag(d_.svg, Flag::kBreak, {left_of(x), (top + bottom) / 2}, (bottom - top) / 2);
      if (point.missing) {
        draw_flags_of_missing(d_.svg, point, {left_of(x) + column_ / 2, bottom - 4});
        continue;
      }
      for (const Flag flag : {Flag::kProvisional, Flag::kIncomplete, Flag::kLowBase})
        if (has(point.flags, flag)) draw_flag(d_.svg, flag, place(x), kSize);
    }
  }

  // A band under each run of emphasised points, so that a burst of quiet days shows as a whole.
  void draw_emphasis(const Series& series, double top, double bottom) {
    for (std::size_t x = 0; x < series.points.size(); ++x) {
      if (!series.points[x].emphasis) continue;
      const std::size_t first = x;
      while (x + 1 < series.points.size() && series.points[x + 1].emphasis &&
             chart_.x[x + 1].follows)
        ++x;
      const double left = left_of(first);
      const double width = std::max(3.0, left_of(x) + column_ - left);
      d_.svg.rect({left, top, width, bottom - top}, "band");
      d_.svg.rect({left, bottom, width, 3}, "hot");
    }
  }

  void draw_spark(std::size_t s) {
    const Series& series = *series_[s];
    const Extremes ends = extremes_of(series);
    if (ends.high == nullptr) {
      put_label(s);
      return;
    }
    const double height = rows_.body() * 0.6;
    const double bottom = rows_.middle(s) + height / 2;
    const double size = ends.high->value - ends.low->value;
    const auto place = [&](std::size_t x) {
      const double value = series.points[x].value;
      const double share = size > 0 ? (value - ends.low->value) / size : 0.5;
      return Place2D{left_of(x) + column_ / 2, bottom - share * height};
    };
    std::vector<std::vector<Place2D>> stretches(1);
    Place2D last;
    for (std::size_t x = 0; x < series.points.size(); ++x) {
      const Point& point = series.points[x];
      if (point.missing || !chart_.x[x].follows || has(point.flags, Flag::kBreak))
        stretches.emplace_back();
      if (point.missing) continue;
      last = place(x);
      stretches.back().push_back(last);
    }
    d_.svg.path(stretches, "l l1 thin");
    for (const auto& stretch : stretches)
      if (stretch.size() == 1) d_.svg.circle(stretch[0], 1.5, "f1");
    d_.svg.circle(last, 3, "f1 dot");
    draw_flags(series, bottom - height, bottom, place);
    put_label(s);
  }

  void put_label(std::size_t s) {
    d_.svg.text({plot_.right() + 10, rows_.middle(s) + 4.2}, Anchor::kStart, labels_[s],
                "small strong");
  }

  Drawing& d_;
  const Chart& chart_;
  std::vector<const Series*> series_;
  std::vector<std::string> labels_;
  RowLayout rows_;
  Box plot_;
  Scale x_scale_;
  double column_ = 1;
};

}  // namespace

double draw_strip_kind(Drawing& drawing) {
  return SmallRows(drawing).draw_strips();
}

double draw_spark_kind(Drawing& drawing) {
  return SmallRows(drawing).draw_sparks();
}

}  // namespace nd::plot
