// Shades: a calendar of weeks by weekdays where the x are days, else a row for each series.
//
// Four shades over round steps of the values, which the legend names; what is missing is a dot,
// what is suppressed the letter of its flag.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "plot/labels.h"
#include "plot/text_axes.h"
#include "plot/text_kinds.h"
#include "plot/value_axis.h"
#include "plot/words.h"
#include "time/civil.h"

namespace nd::plot {
namespace {

using time::Day;

// The steps of values that have a shade each.
class Shades {
 public:
  explicit Shades(const TextDrawing& drawing) : d_(drawing) {
    const auto most = static_cast<int>(drawing.glyphs.shades.size()) + 1;
    ticks_ = value_ticks(drawing.chart, Zero::kIfNear, most);
  }

  [[nodiscard]] std::string_view of(const Point& point) const {
    if (point.missing) return d_.glyphs.missing;
    const std::size_t steps = ticks_.size() - 1;
    std::size_t step = 0;
    while (step + 1 < steps && point.value >= ticks_[step + 1].at)
      ++step;
    return shade(step);
  }

  // "░ 0–500", each without its upper bound, save the last one.
  [[nodiscard]] std::vector<LegendEntry> legend() const {
    std::vector<LegendEntry> items;
    const std::vector<std::string> labels = tick_labels(d_.chart, ticks_);
    const std::string dash = d_.glyphs.is_ascii ? "-" : "–";
    bool is_missing = std::any_of(d_.chart.x.begin(), d_.chart.x.end(),
                                  [](const XValue& x) { return !x.follows; });
    for (const Series& series : d_.chart.series) {
      for (const Point& point : series.points)
        is_missing = is_missing || point.missing;
    }
    for (std::size_t i = 0; i + 1 < labels.size(); ++i)
      items.push_back({std::string(shade(i)), labels[i] + dash + labels[i + 1], series_ink(0)});
    if (is_missing) {
      items.push_back({std::string(d_.glyphs.missing),
                       std::string(word(Word::kMissing, d_.chart.language)), Ink::kPale});
    }
    return items;
  }

  // Puts a cell of so many columns.
  void put(Canvas& canvas, int row, int column, int columns, const Point& point) const {
    const Ink ink = point.emphasis ? Ink::kAccent : point.missing ? Ink::kPale : series_ink(0);
    const std::string letters = flag_letters(point.flags);
    if (point.missing) {
      canvas.text(row, column, letters.empty() ? of(point) : std::string_view(letters).substr(0, 1),
                  letters.empty() ? ink : Ink::kStrong);
      return;
    }
    canvas.repeat(row, column, columns, of(point), ink);
    // A flag takes the last column of its cell, where it leaves one for the shade.
    if (!letters.empty() && columns > 1) {
      canvas.text(row, column + columns - 1, letters.substr(0, 1), Ink::kStrong);
    } else if (point.emphasis && columns > 1) {
      canvas.text(row, column + columns - 1, d_.glyphs.emphasis, Ink::kAccent);
    }
  }

 private:
  // Few steps have the shades that differ most.
  [[nodiscard]] std::string_view shade(std::size_t step) const {
    const std::size_t last = d_.glyphs.shades.size() - 1;
    const std::size_t steps = ticks_.size() - 1;
    return d_.glyphs.shades[steps < 2 ? last / 2 : step * last / (steps - 1)];
  }

  const TextDrawing& d_;
  std::vector<Tick> ticks_{};
};

// The days of one series by weeks, as many weeks side by side as there is room for.
class Calendar {
 public:
  Calendar(const TextDrawing& drawing, const Shades& shades) : d_(drawing), shades_(shades) {
    for (int weekday = 1; weekday <= kDays; ++weekday)
      left_ = std::max(left_, columns_of(weekday_name(weekday, d_.chart.language)) + 1);
    const Day monday = day(0).plus(1 - time::iso_weekday(day(0)));
    const int weeks = (day(d_.chart.x.size() - 1).since_epoch - monday.since_epoch) / kDays + 1;
    const int room = std::max(1, d_.width - left_);
    cell_ = room >= 2 * std::min(weeks, kYearWeeks) ? 2 : 1;
    per_block_ = std::min(weeks, std::max(1, room / cell_));
    // Blocks of whole years where one has room.
    if (weeks > kYearWeeks && per_block_ >= kYearWeeks) by_year_ = true;
  }

  void draw(const Series& series) const {
    const Day last = day(d_.chart.x.size() - 1);
    for (Day from = day(0); from <= last;) {
      if (from > day(0)) d_.out += '\n';
      const Day monday = from.plus(1 - time::iso_weekday(from));
      const Day to = std::min(by_year_ ? time::day_of({time::date_of(from).year, 12, 31})
                                       : monday.plus(per_block_ * kDays - 1),
                              last);
      draw_block(series, monday, from, to);
      from = to.plus(1);
    }
  }

 private:
  static constexpr int kDays = 7;
  static constexpr int kYearWeeks = 54;  // that a calendar year can touch

  [[nodiscard]] Day day(std::size_t x) const {
    return {static_cast<std::int32_t>(d_.chart.x[x].at)};
  }
  // The days from `from` to `to` in columns of weeks, the first of which begins on `monday`.
  void draw_block(const Series& series, Day monday, Day from, Day to) const {
    Canvas canvas(std::max(d_.width, left_ + cell_), kDays + 2);
    for (int weekday = 1; weekday <= kDays; ++weekday)
      canvas.text(1 + weekday, 0, weekday_name(weekday, d_.chart.language), Ink::kPale);
    int label_end = 0;
    std::int32_t shown_year = -1;
    const auto& x = d_.chart.x;
    const auto first = std::lower_bound(
        x.begin(), x.end(), from, [](const XValue& v, Day at) { return v.at < at.since_epoch; });
    auto i = static_cast<std::size_t>(first - x.begin());
    for (Day at = from; at <= to; at = at.plus(1)) {
      const int week = (at.since_epoch - monday.since_epoch) / kDays;
      const int column = left_ + week * cell_;
      const bool is_there = i < x.size() && day(i) == at;
      shades_.put(canvas, 1 + time::iso_weekday(at), column, cell_,
                  is_there ? series.points[i] : Point());
      if (is_there) ++i;
      draw_month(canvas, time::date_of(at), column, label_end, shown_year);
    }
    d_.emit(canvas);
  }

  // The name of a month above the week of its first day, the year above that of its first month.
  void draw_month(Canvas& canvas, const time::Date& date, int column, int& end,
                  std::int32_t& year) const {
    const bool is_first = end == 0;
    if (date.day != 1 && !is_first) return;
    const std::string name = month_name(date.month, d_.chart.language);
    if (year != date.year) {
      canvas.text(0, column, time::Period::of(time::day_of(date), time::PeriodKind::kYear).text(),
                  Ink::kStrong);
    }
    year = date.year;
    constexpr int kLastForName = 15;  // of a month that has begun before the chart
    if (column < end || (is_first && date.day > kLastForName)) {
      if (is_first) end = 1;
      return;
    }
    end = column + canvas.text(1, column, name) + 1;
  }

  const TextDrawing& d_;
  const Shades& shades_;
  int left_ = 0;
  int cell_ = 1;
  int per_block_ = 1;
  bool by_year_ = false;
};

// Rows of series, columns of x; as many of these side by side as there is room for.
class Grid {
 public:
  Grid(const TextDrawing& drawing, const Shades& shades) : d_(drawing), shades_(shades) {
    for (const Series& series : d_.chart.series)
      names_ = std::max(names_, columns_of(series.name));
    names_ = std::min(names_, std::max(4, d_.width - d_.width / 2 - 2));
    left_ = names_ > 0 ? names_ + 2 : 1;
    const int room = d_.width - left_;
    if (auto slots = slots_of(d_.chart, room)) {
      slots_ = std::move(*slots);
    } else {
      for (std::size_t x = 0; x < d_.chart.x.size(); ++x)
        slots_.push_back(static_cast<int>(x));
    }
    const int count = slots_.back() + 1;
    cell_ = std::clamp(room / count, 1, kWidestCell);
    per_block_ = std::max(1, room / cell_);
  }

  void draw() const {
    for (int from = 0; from <= slots_.back(); from += per_block_) {
      if (from > 0) d_.out += '\n';
      draw_block(from, std::min(slots_.back() + 1, from + per_block_));
    }
  }

 private:
  static constexpr int kWidestCell = 8;

  void draw_block(int from, int to) const {
    const auto rows = static_cast<int>(d_.chart.series.size());
    const std::vector<Below> below = labels(from, to);
    const bool has_years = rows_below(below) > 2;
    Canvas canvas(std::max(d_.width, left_ + (to - from) * cell_), rows + (has_years ? 2 : 1));
    for (std::size_t s = 0; s < d_.chart.series.size(); ++s) {
      const int row = static_cast<int>(s);
      canvas.text(row, 0, shortened(d_.chart.series[s].name, names_, d_.glyphs));
      for (int slot = from; slot < to; ++slot)
        shades_.put(canvas, row, left_ + (slot - from) * cell_, shade_columns(), Point());
      for (std::size_t x = 0; x < slots_.size(); ++x) {
        if (slots_[x] >= from && slots_[x] < to) {
          shades_.put(canvas, row, column_of(x, from), shade_columns(),
                      d_.chart.series[s].points[x]);
        }
      }
    }
    int end = 0;
    for (const Below& label : below) {
      if (label.column < end) continue;
      end = label.column + canvas.text(rows, label.column, label.text, Ink::kPale) + 1;
      canvas.text(rows + 1, label.column, label.year, Ink::kPale);
    }
    d_.emit(canvas);
  }

  [[nodiscard]] int column_of(std::size_t x, int from) const {
    return left_ + (slots_[x] - from) * cell_;
  }

  // Cells that are wide enough have a blank between them.
  [[nodiscard]] int shade_columns() const { return cell_ > 3 ? cell_ - 1 : cell_; }

  // Labels at the left of their cells: of time where there are ticks, else of every x; those that
  // are names are shortened where every cell has room for the most of them.
  [[nodiscard]] std::vector<Below> labels(int from, int to) const {
    constexpr int kReadable = 4;
    if (d_.chart.x_scale == XScale::kPeriod && from == 0 && to == slots_.back() + 1)
      return x_labels(d_.chart, {x_scale_of(d_.chart), left_, slots_.back() * cell_, d_.width});
    std::vector<Below> out;
    for (std::size_t x = 0; x < slots_.size(); ++x) {
      if (slots_[x] < from || slots_[x] >= to) continue;
      const std::string& label = d_.chart.x[x].label;
      const bool is_name = d_.chart.x_scale == XScale::kCategory;
      std::string text = is_name ? label : x_label(d_.chart, label);
      if (is_name && cell_ > kReadable) text = shortened(text, cell_ - 1, d_.glyphs);
      out.push_back({column_of(x, from), std::move(text), {}});
    }
    return out;
  }

  const TextDrawing& d_;
  const Shades& shades_;
  std::vector<int> slots_{};
  int names_ = 0;
  int left_ = 0;
  int cell_ = 1;
  int per_block_ = 1;
};

}  // namespace

void draw_text_heat(const TextDrawing& d) {
  const Shades shades(d);
  draw_header(d);
  if (is_calendar(d.chart)) {
    Calendar(d, shades).draw(d.chart.series.front());
  } else {
    Grid(d, shades).draw();
  }
  d.out += '\n';
  draw_footer(d, shades.legend());
}

}  // namespace nd::plot
