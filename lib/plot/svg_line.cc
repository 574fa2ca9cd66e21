// Lines over periods or numbers: gaps are gaps, what is hidden is dotted over, the year before is
// pale.
#include <algorithm>
#include <iterator>
#include <utility>

#include "plot/labels.h"
#include "plot/svg_axes.h"
#include "plot/svg_chart.h"
#include "plot/text_width.h"

namespace nd::plot {
namespace {

constexpr std::size_t kMostDots = 40;    // points of a line that get a dot each
constexpr std::size_t kMostValues = 12;  // points of a line that get their value
constexpr double kLabelHeight = 16;

using Stretches = std::vector<std::vector<Place2D>>;

struct LinePaths {
  Stretches whole;
  Stretches guessed;  // to values that may change
  Stretches hidden;   // over values that are suppressed
};

bool is_guess(const Point& point) {
  return has(point.flags, Flag::kProvisional) || has(point.flags, Flag::kIncomplete);
}

class LineKind {
 public:
  explicit LineKind(Drawing& drawing) : d_(drawing), chart_(drawing.chart) {}

  double draw() {
    collect();
    const bool direct = labels_fit();
    const double top =
        draw_header(d_, direct ? std::vector<LegendItem>() : legend()) + x_marks_height(chart_) + 4;
    lay_out(top, direct);
    draw_value_axis(d_, box_, ticks_);
    const double bottom = draw_x_axis(d_, box_, x_scale_);
    for (std::size_t s = 0; s < chart_.series.size(); ++s)
      if (chart_.series[s].role == Role::kGhost) draw_series(s);
    draw_breaks();
    const std::vector<Box> rooms = draw_value_marks(d_, box_, y_scale_);
    draw_x_marks(d_, box_, place_by(box_, x_scale_));
    for (std::size_t s = 0; s < chart_.series.size(); ++s)
      if (chart_.series[s].role == Role::kMain) draw_series(s);
    draw_values(rooms);
    if (value_range(chart_).empty) draw_no_data(d_, box_);
    if (direct) draw_end_labels();
    return bottom;
  }

 private:
  // The style of each series; ghosts have their own.
  void collect() {
    std::size_t number = 0;
    for (const Series& series : chart_.series)
      style_.push_back(series.role == Role::kGhost ? 0 : number++);
    mains_ = number;
  }

  [[nodiscard]] std::string line_class(std::size_t s) const {
    if (chart_.series[s].role == Role::kGhost) return "g";
    // A line of a value for each second pixel would be a band.
    const bool is_dense = static_cast<double>(chart_.x.size()) * 2 > box_.width;
    return (is_dense ? "l thin " : "l ") + series_class("l", style_[s]);
  }

  [[nodiscard]] std::vector<LegendItem> legend() const {
    std::vector<LegendItem> items;
    if (chart_.series.size() < 2) return items;
    for (std::size_t s = 0; s < chart_.series.size(); ++s)
      items.push_back({LegendItem::Shape::kLine, chart_.series[s].name, line_class(s)});
    return items;
  }

  // Whether each line can be named at its end.
  [[nodiscard]] bool labels_fit() {
    if (chart_.series.size() < 2 || d_.is_narrow()) return false;
    for (const Series& series : chart_.series)
      label_width_ = std::max(label_width_, text_width(series.name, kText, true));
    return label_width_ <= d_.width * 0.24;
  }

  void lay_out(double top, bool direct) {
    const double height =
        d_.body_height(top, d_.is_narrow() ? 230 : 290, 80 + kXAxisHeight) - kXAxisHeight;
    ticks_ = value_ticks(chart_, Zero::kIfNear, std::clamp(static_cast<int>(height / 44), 2, 8));
    y_scale_ = scale_of(ticks_, chart_.log);
    const double left = d_.left() + value_axis_width(chart_, ticks_);
    const double right = d_.right() - (direct ? label_width_ + 14 : 4);
    box_ = {left, top, right - left, height};
    x_scale_ = {0, 1, false};
    if (chart_.x.empty()) return;
    x_scale_ = {chart_.x.front().at, chart_.x.back().at, false};
    if (chart_.x.size() == 1) x_scale_ = {x_scale_.low - 1, x_scale_.high + 1, false};
  }

  [[nodiscard]] Place2D place(std::size_t x, const Point& point) const {
    return {box_.x + x_scale_.place(chart_.x[x].at) * box_.width,
            y_place(box_, y_scale_, point.value)};
  }

  [[nodiscard]] LinePaths paths_of(const Series& series) const {
    LinePaths paths;
    std::vector<Place2D> stretch;
    const auto end = [&] {
      if (!stretch.empty()) paths.whole.push_back(std::exchange(stretch, {}));
    };
    bool has_last = false;
    bool may_bridge = false;  // only suppressed values since the last one
    Place2D last;
    for (std::size_t x = 0; x < series.points.size(); ++x) {
      const Point& point = series.points[x];
      const bool joined = chart_.x[x].follows && !has(point.flags, Flag::kBreak);
      if (!joined) may_bridge = false;
      if (point.missing) {
        end();
        if (!has(point.flags, Flag::kSuppressed)) may_bridge = false;
        continue;
      }
      const Place2D here = place(x, point);
      const bool is_next = joined && !stretch.empty();
      if (!is_next) {
        end();
        if (may_bridge && has_last) paths.hidden.push_back({last, here});
      } else if (is_guess(point)) {
        end();
        paths.guessed.push_back({last, here});
      }
      stretch.push_back(here);
      last = here;
      has_last = may_bridge = true;
    }
    end();
    return paths;
  }

  void draw_series(std::size_t s) {
    const Series& series = chart_.series[s];
    const LinePaths paths = paths_of(series);
    d_.svg.path(paths.whole, line_class(s));
    d_.svg.path(paths.guessed, line_class(s) + " guess");
    d_.svg.path(paths.hidden, "dots");
    if (series.role == Role::kGhost) {
      for (const auto& stretch : paths.whole)
        if (stretch.size() == 1) d_.svg.circle(stretch[0], 2, "calm");
      return;
    }
    draw_dots(s, paths);
  }

  void draw_dots(std::size_t s, const LinePaths& paths) {
    const Series& series = chart_.series[s];
    const auto known =
        static_cast<std::size_t>(std::count_if(series.points.begin(), series.points.end(),
                                               [](const Point& point) { return !point.missing; }));
    const bool all = known <= kMostDots;
    std::vector<Place2D> alone;
    for (const auto& part : paths.whole)
      if (part.size() == 1) alone.push_back(part[0]);
    std::size_t next_alone = 0;
    const std::string fill = series_class("f", style_[s]);
    for (std::size_t x = 0; x < series.points.size(); ++x) {
      const Point& point = series.points[x];
      if (point.missing) {
        const double at = box_.x + x_scale_.place(chart_.x[x].at) * box_.width;
        draw_flags_of_missing(d_.svg, point, {at, box_.bottom() - 8});
        continue;
      }
      const Place2D here = place(x, point);
      const bool is_alone = next_alone < alone.size() && alone[next_alone].x == here.x &&
                            alone[next_alone].y == here.y;
      if (is_alone) ++next_alone;
      const std::string tooltip = tooltip_of(chart_, x, series);
      if (is_guess(point)) {
        const bool half = has(point.flags, Flag::kIncomplete);
        d_.svg.circle(here, 4, half ? "ring half" : "ring", tooltip);
      } else if (has(point.flags, Flag::kLowBase)) {
        d_.svg.polygon({{here.x, here.y - 5},
                        {here.x + 5, here.y},
                        {here.x, here.y + 5},
                        {here.x - 5, here.y}},
                       "ring", tooltip);
      } else if (point.emphasis) {
        d_.svg.circle(here, 4, "down dot", tooltip);
      } else if (all || is_alone) {
        d_.svg.circle(here, all ? 3 : 2, all ? fill + " dot" : fill, tooltip);
      }
    }
  }

  // Upright double lines where what is counted changed.
  void draw_breaks() {
    for (std::size_t x = 0; x < chart_.x.size(); ++x) {
      const bool is_break =
          std::any_of(chart_.series.begin(), chart_.series.end(),
                      [&](const Series& s) { return has(s.points[x].flags, Flag::kBreak); });
      if (!is_break) continue;
      double at = box_.x + x_scale_.place(chart_.x[x].at) * box_.width;
      if (x > 0) at = (at + box_.x + x_scale_.place(chart_.x[x - 1].at) * box_.width) / 2;
      for (const double side : {-1.5, 1.5})
        d_.svg.line({at + side, box_.y}, {at + side, box_.bottom()}, "axis");
    }
  }

  // The values of the only line, where there are few.
  void draw_values(const std::vector<Box>& rooms) {
    if (mains_ != 1) return;
    const Series& series = *main_series(chart_)[0];
    const auto known =
        static_cast<std::size_t>(std::count_if(series.points.begin(), series.points.end(),
                                               [](const Point& point) { return !point.missing; }));
    if (known > kMostValues) return;
    std::vector<Box> taken = rooms;
    for (const std::size_t x : by_weight(series))
      put_value(series, x, taken);
  }

  // Which values get their room first: the last, the largest and the least one, then from the left.
  [[nodiscard]] static std::vector<std::size_t> by_weight(const Series& series) {
    std::vector<std::size_t> order;
    for (std::size_t x = 0; x < series.points.size(); ++x)
      if (!series.points[x].missing) order.push_back(x);
    if (order.empty()) return order;
    const auto by_value = [&](std::size_t a, std::size_t b) {
      return series.points[a].value < series.points[b].value;
    };
    const auto ends = std::minmax_element(order.begin(), order.end(), by_value);
    const std::size_t first[] = {order.back(), *ends.second, *ends.first};
    for (auto x = std::rbegin(first); x != std::rend(first); ++x) {
      const auto place = std::find(order.begin(), order.end(), *x);
      std::rotate(order.begin(), place, place + 1);
    }
    return order;
  }

  // Above or below its point, or not at all where another label has its room; these are `taken`.
  void put_value(const Series& series, std::size_t x, std::vector<Box>& taken) {
    constexpr double kAway = 13.5;  // from the point to the middle of the label
    constexpr double kGap = 6;
    const Place2D at = place(x, series.points[x]);
    const std::string label = number_label(chart_, series.points[x].text);
    const double width = text_width(label, kSmallText, true);
    const double low = box_.x + 2 + width / 2;
    const double center = std::clamp(at.x, low, std::max(low, box_.right() - width / 2 + 2));
    const bool has_room_below = at.y + 22 < box_.bottom();
    const bool below = has_room_below && (at.y - 20 < box_.y || is_low(series, x));
    const Box room{center - (width + kGap) / 2, at.y + (below ? kAway : -kAway) - 8, width + kGap,
                   16};
    if (is_taken(taken, room)) return;
    // No other label stands above or below it.
    taken.push_back({room.x, box_.y - 100, width + kGap, box_.height + 200});
    d_.label({center, at.y + (below ? kAway : -kAway)}, Anchor::kMiddle, label, width + 1,
             "halo small strong");
  }

  // Whether the line comes down to the point and goes up from it.
  [[nodiscard]] static bool is_low(const Series& series, std::size_t x) {
    const auto is_above = [&](std::size_t other) {
      return other < series.points.size() && !series.points[other].missing &&
             series.points[other].value > series.points[x].value;
    };
    return is_above(x + 1) && (x == 0 || is_above(x - 1));
  }

  void draw_end_labels() {
    struct Label {
      double y;
      std::size_t series;
    };
    std::vector<Label> labels;
    for (std::size_t s = 0; s < chart_.series.size(); ++s) {
      const auto& points = chart_.series[s].points;
      for (std::size_t x = points.size(); x-- > 0;) {
        if (points[x].missing) continue;
        labels.push_back({place(x, points[x]).y, s});
        break;
      }
    }
    std::stable_sort(labels.begin(), labels.end(),
                     [](const Label& a, const Label& b) { return a.y < b.y; });
    std::vector<double> places;
    places.reserve(labels.size());
    for (const Label& label : labels)
      places.push_back(label.y);
    spread(places, box_.y + 4, box_.bottom(), kLabelHeight);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const std::size_t s = labels[i].series;
      const bool is_ghost = chart_.series[s].role == Role::kGhost;
      d_.svg.line({box_.right() + 2, labels[i].y}, {box_.right() + 9, places[i]},
                  line_class(s) + " thin");
      d_.svg.text({box_.right() + 12, places[i] + 4.5}, Anchor::kStart, chart_.series[s].name,
                  is_ghost ? "soft" : "strong");
    }
  }

  Drawing& d_;
  const Chart& chart_;
  std::vector<std::size_t> style_;
  std::size_t mains_ = 0;
  double label_width_ = 0;
  std::vector<Tick> ticks_;
  Scale y_scale_;
  Scale x_scale_;
  Box box_;
};

}  // namespace

double draw_line_kind(Drawing& drawing) {
  return LineKind(drawing).draw();
}

}  // namespace nd::plot
