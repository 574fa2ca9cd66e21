// Shades: a calendar of days, a block for each year, or a table of rows and columns.
#include <algorithm>
#include <cmath>

#include "plot/labels.h"
#include "plot/svg_axes.h"
#include "plot/svg_chart.h"
#include "plot/svg_rows.h"
#include "plot/text_width.h"
#include "plot/words.h"
#include "time/civil.h"

namespace nd::plot {
namespace {

constexpr std::size_t kShades = 7;

class Heat {
 public:
  explicit Heat(Drawing& drawing)
      : d_(drawing), chart_(drawing.chart), series_(main_series(chart_)) {
    Range range;
    for (const Series* series : series_) {
      for (const Point& point : series->points)
        if (!point.missing) range.include(point.value);
    }
    if (range.empty) return;
    // At most as many steps as there are shades: the ticks are their bounds.
    const bool is_near = range.low >= 0 && range.low < range.high * 0.5;
    bounds_ = number_ticks(is_near ? 0 : range.low, range.high, static_cast<int>(kShades) + 1);
  }

  double draw_calendar() {
    double y = draw_legend(draw_header(d_, {}));
    const std::int32_t first = year_of(0);
    const std::int32_t last = chart_.x.empty() ? first : year_of(chart_.x.size() - 1);
    for (std::int32_t year = first; year <= last; ++year)
      y = draw_year(year, y);
    return y;
  }

  double draw_table() {
    std::vector<std::string> names;
    for (const Series* series : series_)
      names.push_back(series->name);
    const double top = draw_legend(draw_header(d_, {}));
    d_.wanted_height = std::max(0.0, d_.wanted_height - 26);
    const RowLayout rows = lay_out_rows(d_, names, top, 26);
    draw_row_names(d_, rows, names, {});
    const double slot = rows.box.width / std::max<double>(1, static_cast<double>(chart_.x.size()));
    std::vector<double> centers;
    for (std::size_t x = 0; x < chart_.x.size(); ++x)
      centers.push_back(rows.box.x + slot * (static_cast<double>(x) + 0.5));
    for (std::size_t s = 0; s < series_.size(); ++s) {
      for (std::size_t x = 0; x < chart_.x.size(); ++x) {
        const double gap = slot > 5 ? 1 : 0;
        const Box cell{rows.box.x + slot * static_cast<double>(x),
                       rows.middle(s) - rows.body() / 2 + 0.5, slot - gap, rows.body() - 1};
        draw_cell(cell, x, *series_[s]);
      }
    }
    draw_names_below(d_, rows.box, centers);
    return rows.box.bottom() + 26;
  }

 private:
  [[nodiscard]] std::int32_t year_of(std::size_t x) const {
    if (chart_.x.empty()) return 1970;
    return time::date_of({static_cast<std::int32_t>(chart_.x[x].at)}).year;
  }

  [[nodiscard]] std::size_t steps() const { return bounds_.empty() ? 0 : bounds_.size() - 1; }

  // 0 to kShades - 1.
  [[nodiscard]] std::size_t shade_of(double value) const {
    std::size_t step = 0;
    while (step + 1 < steps() && value >= bounds_[step + 1].at)
      ++step;
    return shade(step);
  }
  [[nodiscard]] std::size_t shade(std::size_t step) const {
    return steps() < 2 ? kShades / 2 : step * (kShades - 1) / (steps() - 1);
  }

  [[nodiscard]] static std::string shade_class(std::size_t shade) {
    return std::string("q") + static_cast<char>('0' + shade);
  }

  // The shades from the least to the largest with the values at their bounds.
  double draw_legend(double top) {
    if (bounds_.empty()) {
      d_.svg.text({d_.left(), top + 12}, Anchor::kStart, word(Word::kNoData, chart_.language),
                  "soft");
      return top + 24;
    }
    const std::vector<std::string> labels = tick_labels(chart_, bounds_);
    double widest = 0;
    for (const std::string& label : labels)
      widest = std::max(widest, text_width(label, kSmallText));
    const double width = std::min(std::max(34.0, widest + 8),
                                  (d_.right() - d_.left() - widest) / static_cast<double>(steps()));
    double x = d_.left() + text_width(labels[0], kSmallText) / 2;
    for (std::size_t step = 0; step < steps(); ++step) {
      d_.svg.rect({x + width * static_cast<double>(step), top, width, 10},
                  shade_class(shade(step)));
    }
    const auto every = static_cast<std::size_t>(std::max(1.0, std::ceil((widest + 8) / width)));
    for (std::size_t i = 0; i < labels.size(); i += every) {
      d_.svg.text({x + width * static_cast<double>(i), top + 24}, Anchor::kMiddle, labels[i],
                  "small");
    }
    return top + 36;
  }

  void draw_cell(const Box& cell, std::size_t x, const Series& series) {
    const Point& point = series.points[x];
    const bool has_tooltip = point.missing ? point.flags != 0 : true;
    if (point.missing && point.flags == 0) {
      d_.svg.rect(cell, "none");
      return;
    }
    d_.svg.rect(cell, point.missing ? "none" : shade_class(shade_of(point.value)),
                has_tooltip ? tooltip_of(chart_, x, series) : std::string());
    const double size = std::min({cell.width, cell.height, 12.0}) / 2 - 1;
    for (const Flag flag :
         {Flag::kBreak, Flag::kProvisional, Flag::kIncomplete, Flag::kSuppressed, Flag::kLowBase}) {
      if (has(point.flags, flag) && size >= 1)
        draw_flag(d_.svg, flag, {cell.x + cell.width / 2, cell.y + cell.height / 2}, size);
    }
  }

  // Columns of weeks from Monday to Sunday. Days that are not in the data stay empty.
  double draw_year(std::int32_t year, double top) {
    const double left = d_.left() + 30;
    const double pitch = std::min((d_.right() - left) / 53.2, 15.0);
    const double y = top + 34;
    d_.svg.text({d_.left(), top + 14}, Anchor::kStart, year_name(year), "strong");
    const time::Day start = time::day_of({year, 1, 1});
    const std::int32_t offset = time::iso_weekday(start) - 1;
    const auto cell_of = [&](time::Day day) {
      const std::int32_t place = day.since_epoch - start.since_epoch + offset;
      const double gap = pitch > 5 ? 1 : 0.5;
      const std::int32_t week = place / 7;
      return Box{left + pitch * week, y + pitch * (place % 7), pitch - gap, pitch - gap};
    };
    double name_end = 0;
    for (std::int32_t month = 1; month <= 12; ++month) {
      const Box cell = cell_of(time::day_of({year, month, 1}));
      const std::string name = month_name(month, chart_.language);
      const double x = month == 1 || time::date_of(time::day_of({year, month, 1})).day == 1
                           ? cell.x
                           : cell.x + pitch;
      if (x < name_end + 4 || x + text_width(name, kSmallText) > d_.width) continue;
      name_end = x + text_width(name, kSmallText);
      d_.svg.text({x, y - 6}, Anchor::kStart, name, "small");
    }
    for (const int weekday : {1, 3, 5, 7}) {
      if (pitch < 8 && weekday != 1 && weekday != 7) continue;
      d_.svg.text({left - 5, y + pitch * (weekday - 0.5) + 3.5}, Anchor::kEnd,
                  weekday_name(weekday, chart_.language), pitch < 11 ? "tiny" : "small");
    }
    draw_days(year, cell_of);
    return y + pitch * 7 + 10;
  }

  void draw_days(std::int32_t year, const auto& cell_of) {
    std::size_t x = 0;
    while (x < chart_.x.size() && year_of(x) < year)
      ++x;
    const time::Day end = time::day_of({year, 12, 31});
    for (time::Day day = time::day_of({year, 1, 1}); day <= end; day = day.plus(1)) {
      const bool is_there = x < chart_.x.size() && chart_.x[x].at == day.since_epoch;
      if (is_there) {
        draw_cell(cell_of(day), x, *series_[0]);
        ++x;
      } else {
        d_.svg.rect(cell_of(day), "none");
      }
    }
  }

  [[nodiscard]] static std::string year_name(std::int32_t year) {
    return time::Period::of(time::day_of({year, 1, 1}), time::PeriodKind::kYear).text();
  }

  Drawing& d_;
  const Chart& chart_;
  std::vector<const Series*> series_;
  std::vector<Tick> bounds_;
};

}  // namespace

double draw_heat_kind(Drawing& drawing) {
  Heat heat(drawing);
  return is_calendar(drawing.chart) ? heat.draw_calendar() : heat.draw_table();
}

}  // namespace nd::plot
