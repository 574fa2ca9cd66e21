// Columns over an axis of values: bars of periods and numbers, and the bins of a histogram.
#include <algorithm>
#include <cmath>

#include "plot/labels.h"
#include "plot/period_ticks.h"
#include "plot/svg_axes.h"
#include "plot/svg_bars.h"
#include "plot/svg_chart.h"
#include "plot/text_width.h"

namespace nd::plot {
namespace {

class Columns {
 public:
  explicit Columns(Drawing& drawing) : d_(drawing), chart_(drawing.chart), series_(drawing.chart) {}

  double draw_bars() {
    const double top = draw_header(d_, bar_legend(chart_)) + x_marks_height(chart_) + 12;
    lay_out(top);
    const bool has_time = chart_.x_scale == XScale::kPeriod;
    const std::int64_t first = has_time && !chart_.x.empty() ? number_at(chart_.x.front().at) : 0;
    std::int64_t slots = static_cast<std::int64_t>(chart_.x.size());
    if (has_time && !chart_.x.empty()) slots = number_at(chart_.x.back().at) - first + 1;
    const double slot = box_.width / static_cast<double>(std::max<std::int64_t>(1, slots));
    // Periods that are not in the data keep their place.
    const auto place = [&](double at) {
      return box_.x + slot * (static_cast<double>(number_at(at) - first) + 0.5);
    };
    std::vector<double> centers;
    for (std::size_t x = 0; x < chart_.x.size(); ++x) {
      centers.push_back(has_time ? place(chart_.x[x].at)
                                 : box_.x + slot * (static_cast<double>(x) + 0.5));
    }
    for (std::size_t x = 0; x < chart_.x.size(); ++x)
      draw_column(x, centers[x], slot);
    finish_axes();
    draw_breaks(centers, slot);
    draw_values(centers, slot);
    if (value_range(chart_).empty) draw_no_data(d_, box_);
    if (!has_time) {
      draw_names_below(d_, box_, centers);
      return box_.bottom() + 26;
    }
    draw_x_marks(d_, box_, place);
    Scale scale{0, 1, false};
    if (!chart_.x.empty()) scale = {chart_.x.front().at, chart_.x.back().at, false};
    return draw_x_axis(d_, box_, scale, place);
  }

  double draw_bins() {
    const double top = draw_header(d_, {}) + x_marks_height(chart_) + 4;
    lay_out(top);
    Scale scale{0, 1, chart_.log};
    if (!chart_.x.empty()) scale = {chart_.x.front().at, chart_.bin_end.back(), chart_.log};
    const auto at = [&](double value) { return box_.x + scale.place(value) * box_.width; };
    for (std::size_t x = 0; x < chart_.x.size(); ++x) {
      const Point& point = series_.mains[0]->points[x];
      const double left = at(chart_.x[x].at);
      const double right = at(chart_.bin_end[x]);
      const double gap = right - left > 6 ? 1 : 0;
      d_.svg.rect(column(point.value, left, right - left - gap), "f1",
                  tooltip_of(chart_, x, *series_.mains[0]));
    }
    finish_axes();
    draw_x_marks(d_, box_, place_by(box_, scale));
    if (chart_.x.empty()) draw_no_data(d_, box_);
    const double bottom = draw_x_axis(d_, box_, scale);
    if (chart_.x_name.empty()) return bottom - 14;
    d_.svg.text({box_.right(), bottom - 4}, Anchor::kEnd,
                shortened(chart_.x_name, kSmallText, box_.width), "small", chart_.x_name);
    return bottom;
  }

 private:
  void lay_out(double top) {
    const bool is_hist = chart_.kind == Kind::kHist;
    const double below = is_hist || chart_.x_scale == XScale::kPeriod ? kXAxisHeight : 26;
    const double height = d_.body_height(top, d_.is_narrow() ? 210 : 260, 80 + below) - below;
    const int most = std::clamp(static_cast<int>(height / 44), 2, 8);
    ticks_ = is_hist ? count_ticks(chart_, most) : value_ticks(chart_, Zero::kAlways, most);
    scale_ = scale_of(ticks_, false);
    const double left = d_.left() + value_axis_width(chart_, ticks_);
    box_ = {left, top, d_.right() - left, height};
    Chart plain;
    plain.look = chart_.look;
    plain.language = chart_.language;
    Drawing lines{plain, d_.svg, d_.width, 0, 0};
    draw_value_axis(lines, box_, ticks_);
  }

  [[nodiscard]] Box column(double value, double left, double width) const {
    const double zero = y_place(box_, scale_, 0);
    double end = y_place(box_, scale_, value);
    if (value > 0) end = std::min(end, zero - 1);
    if (value < 0) end = std::max(end, zero + 1);
    return {left, std::min(zero, end), width, std::abs(end - zero)};
  }

  void draw_column(std::size_t x, double center, double slot) {
    const double count = series_.count();
    const double all = slot * (slot > 8 ? 0.72 : slot > 3 ? 0.85 : 1);
    const double width = std::min(all / count, 56.0);
    for (std::size_t s = 0; s < series_.mains.size(); ++s) {
      const Point& point = series_.mains[s]->points[x];
      const double left = center + (static_cast<double>(s) - count / 2) * width;
      double inset = count > 1 ? width * 0.05 : 0;
      if (const Point* const ghost = series_.ghost_at(s, x)) {
        d_.svg.rect(column(ghost->value, left, width), "pale",
                    tooltips() ? tooltip_of(chart_, x, *series_.ghosts[s]) : std::string());
        inset = width * 0.2;
      }
      if (point.missing) {
        draw_flags_of_missing(d_.svg, point, {left + width / 2, y_place(box_, scale_, 0) - 7});
        continue;
      }
      d_.svg.rect(column(point.value, left + inset, width - 2 * inset),
                  bar_class(point, s, series_.highlights),
                  tooltips() ? tooltip_of(chart_, x, *series_.mains[s]) : std::string());
      if (has(point.flags, Flag::kLowBase) && width > 8)
        draw_flag(d_.svg, Flag::kLowBase, {left + width / 2, y_place(box_, scale_, 0) - 8}, 4);
    }
  }

  [[nodiscard]] bool tooltips() const {
    return static_cast<double>(chart_.x.size() * series_.mains.size()) <= 2 * kMostTooltips;
  }

  [[nodiscard]] std::int64_t number_at(double at) const {
    return period_number({static_cast<std::int32_t>(at)}, chart_.grain);
  }

  // An upright double line before a column from which on another thing is counted.
  void draw_breaks(const std::vector<double>& centers, double slot) {
    for (const Series* series : series_.mains) {
      for (std::size_t x = 0; x < centers.size(); ++x) {
        if (!has(series->points[x].flags, Flag::kBreak)) continue;
        const double middle = (box_.y + box_.bottom()) / 2;
        draw_flag(d_.svg, Flag::kBreak, {centers[x] - slot / 2, middle}, box_.height / 2);
      }
    }
  }

  void finish_axes() {
    const double zero = y_place(box_, scale_, 0);
    d_.svg.line({box_.x, zero}, {box_.right(), zero}, "axis");
    rooms_ = draw_value_marks(d_, box_, scale_);
  }

  // Above the columns of the only series, where all have room.
  void draw_values(const std::vector<double>& centers, double slot) {
    if (series_.mains.size() != 1) return;
    for (const Point& point : series_.mains[0]->points) {
      if (!point.missing && text_width(number_label(chart_, point.text), kSmallText) > slot - 4)
        return;
    }
    for (std::size_t x = 0; x < centers.size(); ++x) {
      const Point& point = series_.mains[0]->points[x];
      if (point.missing) continue;
      const Box box = column(point.value, 0, 0);
      const double top = point.value >= 0 ? box.y - 18 : box.bottom() + 2;
      if (is_taken(rooms_, {centers[x] - slot / 2, top, slot, 16})) continue;
      d_.label({centers[x], point.value >= 0 ? box.y - 9.2 : box.bottom() + 9.8}, Anchor::kMiddle,
               number_label(chart_, point.text), slot, "halo small strong");
    }
  }

  Drawing& d_;
  const Chart& chart_;
  BarSeries series_;
  std::vector<Tick> ticks_;
  Scale scale_;
  Box box_;
  std::vector<Box> rooms_;  // of the names of marks
};

}  // namespace

double draw_columns(Drawing& drawing) {
  return Columns(drawing).draw_bars();
}

double draw_hist_kind(Drawing& drawing) {
  return Columns(drawing).draw_bins();
}

}  // namespace nd::plot
