// Two values of each x: a dumbbell joins them on one row, a slope between two upright axes.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "plot/labels.h"
#include "plot/svg_axes.h"
#include "plot/svg_chart.h"
#include "plot/svg_rows.h"
#include "plot/text_width.h"
#include "plot/words.h"

namespace nd::plot {
namespace {

// The earlier and the later value of an x.
struct Pair {
  const Point& before;
  const Point& after;
};

Pair pair_at(const Chart& chart, std::size_t x) {
  return {chart.series[0].points[x], chart.series[1].points[x]};
}

bool has_pairs(const Chart& chart) {
  return chart.series.size() == 2;
}

// The value of one side, and why the other side has none: its words would have no place there.
std::string pair_label(const Chart& chart, std::size_t x, bool after) {
  const Pair pair = pair_at(chart, x);
  const Point& point = after ? pair.after : pair.before;
  const Point& other = after ? pair.before : pair.after;
  std::string text = told_label(chart, point);
  if (!point.missing && other.missing) {
    text +=
        " (" + chart.series[after ? 0 : 1].name + ": " + flags_label(other, chart.language) + ")";
  }
  return text;
}

class Dumbbell {
 public:
  explicit Dumbbell(Drawing& drawing) : d_(drawing), chart_(drawing.chart) {}

  double draw() {
    const std::vector<std::string> names = x_names(chart_);
    std::vector<bool> strong;
    for (std::size_t x = 0; x < chart_.x.size(); ++x)
      strong.push_back(has_pairs(chart_) && pair_at(chart_, x).after.emphasis);
    std::vector<LegendItem> legend;
    if (has_pairs(chart_)) {
      legend = {{LegendItem::Shape::kRing, chart_.series[0].name, "ring"},
                {LegendItem::Shape::kDot, chart_.series[1].name, "f1"}};
    }
    const double top = draw_header(d_, legend);
    rows_ = lay_out_rows(d_, names, top, 28);
    draw_row_names(d_, rows_, names, strong);
    if (!has_pairs(chart_)) return rows_.box.bottom();
    measure();
    draw_grid();
    for (std::size_t x = 0; x < chart_.x.size(); ++x)
      draw_row(x);
    return rows_.box.bottom() + 24;
  }

 private:
  void measure() {
    double left = 0;
    double right = 0;
    for (std::size_t x = 0; x < chart_.x.size(); ++x) {
      const Pair pair = pair_at(chart_, x);
      const bool both = !pair.before.missing && !pair.after.missing;
      for (const bool after : {false, true}) {
        const double width = text_width(pair_label(chart_, x, after), kSmallText, true) + 12;
        left = std::max(left, both ? width : 0);
        right = std::max(right, width);
      }
    }
    const double most = rows_.box.width * 0.3;
    left_ = rows_.box.x + std::min(left, most);
    right_ = rows_.box.right() - std::min(right, most);
    ticks_ = value_ticks(chart_, Zero::kIfNear,
                         std::clamp(static_cast<int>((right_ - left_) / 80), 2, 7));
    scale_ = scale_of(ticks_, chart_.log);
  }

  [[nodiscard]] double at(double value) const {
    return left_ + scale_.place(value) * (right_ - left_);
  }

  void draw_grid() {
    const std::vector<std::string> labels = tick_labels(chart_, ticks_);
    double end = -1e9;
    for (std::size_t i = 0; i < ticks_.size(); ++i) {
      const double x = at(ticks_[i].at);
      d_.svg.line({x, rows_.box.y}, {x, rows_.box.bottom()}, "grid");
      const double width = text_width(labels[i], kSmallText);
      if (x - width / 2 < end + 8) continue;
      end = x + width / 2;
      d_.svg.text({x, rows_.box.bottom() + 16}, Anchor::kMiddle, labels[i], "small");
    }
  }

  void draw_row(std::size_t x) {
    const Pair pair = pair_at(chart_, x);
    const double y = rows_.middle(x);
    if (pair.before.missing && pair.after.missing) {
      d_.svg.text({left_, y + 4.2}, Anchor::kStart, told_label(chart_, pair.after), "small");
      return;
    }
    const bool both = !pair.before.missing && !pair.after.missing;
    if (both) d_.svg.line({at(pair.before.value), y}, {at(pair.after.value), y}, "join");
    if (!pair.before.missing) {
      d_.svg.circle({at(pair.before.value), y}, 4.5, "ring",
                    tooltip_of(chart_, x, chart_.series[0]));
    }
    if (!pair.after.missing)
      d_.svg.circle({at(pair.after.value), y}, 5, "f1", tooltip_of(chart_, x, chart_.series[1]));
    if (rows_.body() < 10) return;
    const bool rises = !both || pair.after.value >= pair.before.value;
    if (both) {
      put(x, !rises, false);
      put(x, rises, true);
      return;
    }
    put(x, pair.before.missing, true);
  }

  // The value of a side, to the right or left of its place; the later one is strong.
  void put(std::size_t x, bool after, bool right) {
    const Pair pair = pair_at(chart_, x);
    const double place = at((after ? pair.after : pair.before).value) + (right ? 9 : -9);
    const double room = right ? d_.width - 3 - place : place - rows_.box.x;
    d_.label({place, rows_.middle(x)}, right ? Anchor::kStart : Anchor::kEnd,
             pair_label(chart_, x, after), room, after ? "halo small strong" : "halo small");
  }

  Drawing& d_;
  const Chart& chart_;
  RowLayout rows_;
  std::vector<Tick> ticks_;
  Scale scale_;
  double left_ = 0;
  double right_ = 0;
};

class Slope {
 public:
  explicit Slope(Drawing& drawing) : d_(drawing), chart_(drawing.chart) {}

  double draw() {
    const double top = draw_header(d_, {}) + 24;
    const double count = std::max<double>(2, static_cast<double>(chart_.x.size()));
    const double height =
        d_.body_height(top, std::clamp(count * 30, 200.0, 460.0), std::max(60.0, count * 15));
    box_ = {d_.left(), top, d_.right() - d_.left(), height};
    if (!has_pairs(chart_)) return box_.bottom() + 8;
    measure();
    for (const bool after : {false, true}) {
      const double x = after ? right_ : left_;
      d_.svg.line({x, box_.y - 6}, {x, box_.bottom() + 4}, "grid");
      const std::string& name = chart_.series[after ? 1 : 0].name;
      // The earlier one begins at the edge where it would not end before its axis.
      const bool fits = text_width(name, kText, true) <= left_ - box_.x;
      const double room = after  ? box_.right() - right_
                          : fits ? left_ - box_.x
                                 : right_ - box_.x - 12;
      d_.svg.text({after  ? right_
                   : fits ? left_
                          : box_.x,
                   box_.y - 13},
                  after || !fits ? Anchor::kStart : Anchor::kEnd,
                  shortened(name, kText, room, true), "strong", name);
    }
    for (std::size_t x = 0; x < chart_.x.size(); ++x)
      draw_line(x);
    draw_labels(false);
    draw_labels(true);
    return draw_missing(box_.bottom() + 8);
  }

 private:
  [[nodiscard]] const Point& point(std::size_t x, bool after) const {
    return chart_.series[after ? 1 : 0].points[x];
  }

  [[nodiscard]] std::string label(std::size_t x, bool after) const {
    return told_label(chart_, point(x, after));
  }

  void measure() {
    for (std::size_t x = 0; x < chart_.x.size(); ++x) {
      for (const bool after : {false, true}) {
        double& width = after ? value_right_ : value_left_;
        width = std::max(width, text_width(label(x, after), kSmallText, true));
      }
      name_ = std::max(name_, text_width(chart_.x[x].label, kText));
    }
    const double most_value = box_.width * 0.26;
    value_left_ = std::min(value_left_, most_value);
    value_right_ = std::min(value_right_, most_value);
    name_ = std::min(name_, box_.width * (d_.is_narrow() ? 0.28 : 0.34));
    names_ = short_names(x_names(chart_), kText, name_ + 2);
    left_ = box_.x + value_left_ + 12;
    right_ = box_.right() - value_right_ - name_ - 22;
    const std::vector<Tick> ticks = value_ticks(chart_, Zero::kIfNear, 6);
    scale_ = chart_.log ? scale_of(ticks, true) : data_scale();
  }

  // From the least to the largest value: there are no ticks.
  [[nodiscard]] Scale data_scale() const {
    const Range range = value_range(chart_);
    if (range.high > range.low) return {range.low, range.high, false};
    return {range.low - 1, range.high + 1, false};
  }

  // What lacks a value, and why, below the others. Returns the bottom.
  double draw_missing(double bottom) {
    constexpr std::size_t kMostLines = 4;
    std::string all;
    for (std::size_t x = 0; x < chart_.x.size(); ++x) {
      const bool lacks_before = point(x, false).missing;
      const bool lacks_after = point(x, true).missing;
      if (!lacks_before && !lacks_after) continue;
      if (!all.empty()) all += list_comma(chart_.language);
      all += chart_.x[x].label;
      if (!lacks_before || !lacks_after) all += " " + chart_.series[lacks_after ? 1 : 0].name;
      all += ": " + flags_label(point(x, lacks_after), chart_.language);
    }
    for (const std::string& line : wrapped(all, kSmallText, box_.width, kMostLines)) {
      bottom += kNoteHeight;
      d_.svg.text({box_.x, bottom}, Anchor::kStart, line, "small");
    }
    return bottom;
  }

  [[nodiscard]] double y_of(std::size_t x, bool after) const {
    return y_place(box_, scale_, point(x, after).value);
  }

  void draw_line(std::size_t x) {
    const bool both = !point(x, false).missing && !point(x, true).missing;
    const bool falls = both && point(x, true).value < point(x, false).value;
    if (both) {
      const Place2D from{left_, y_of(x, false)};
      const Place2D to{right_, y_of(x, true)};
      d_.svg.line(from, to, falls ? "l l2" : "l l1");
    }
    for (const bool after : {false, true}) {
      if (point(x, after).missing) continue;
      d_.svg.circle({after ? right_ : left_, y_of(x, after)}, 3.5, falls ? "down dot" : "f1 dot",
                    tooltip_of(chart_, x, chart_.series[after ? 1 : 0]));
    }
  }

  void draw_labels(bool after) {
    std::vector<std::size_t> order;
    for (std::size_t x = 0; x < chart_.x.size(); ++x)
      if (!point(x, after).missing) order.push_back(x);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return y_of(a, after) < y_of(b, after); });
    std::vector<double> places;
    places.reserve(order.size());
    for (const std::size_t x : order)
      places.push_back(y_of(x, after));
    spread(places, box_.y + 2, box_.bottom(), 15);
    for (std::size_t i = 0; i < order.size(); ++i) {
      const std::size_t x = order[i];
      const bool is_moved = std::abs(places[i] - y_of(x, after)) > 3;
      const double axis = after ? right_ : left_;
      const double edge = after ? axis + 10 : axis - 10;
      if (is_moved)
        d_.svg.line({after ? axis + 3 : axis - 3, y_of(x, after)}, {edge, places[i]}, "grid");
      d_.label({after ? edge + 3 : edge - 1, places[i]}, after ? Anchor::kStart : Anchor::kEnd,
               label(x, after), after ? value_right_ + 2 : value_left_ + 2, "small strong");
      const bool only_before = !after && point(x, true).missing;
      if (after || only_before) name_at(x, places[i], only_before);
    }
  }

  // An x without a later value is named beside its earlier one.
  void name_at(std::size_t x, double y, bool inside) {
    const double at = inside ? left_ + 8 : right_ + value_right_ + 20;
    const double room = inside ? right_ - left_ - 16 : name_ + 2;
    d_.svg.text({at, y + 4.5}, Anchor::kStart,
                inside ? shortened(chart_.x[x].label, kText, room) : names_[x],
                point(x, true).emphasis ? "strong" : "", chart_.x[x].label);
  }

  Drawing& d_;
  const Chart& chart_;
  Box box_;
  Scale scale_;
  double left_ = 0;
  double right_ = 0;
  double value_left_ = 0;
  double value_right_ = 0;
  double name_ = 0;
  std::vector<std::string> names_;
};

}  // namespace

double draw_dumbbell_kind(Drawing& drawing) {
  return Dumbbell(drawing).draw();
}

double draw_slope_kind(Drawing& drawing) {
  return Slope(drawing).draw();
}

}  // namespace nd::plot
