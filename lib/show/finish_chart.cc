#include "show/finish_chart.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "agg/exact_sum.h"
#include "base/arena.h"
#include "base/number.h"
#include "base/wording.h"
#include "format/number_format.h"
#include "json/writer.h"
#include "plot/words.h"
#include "show/chart_axis.h"
#include "time/period.h"

namespace nd::show {
namespace {

using plot::Kind;
using plot::XScale;

constexpr std::size_t kShownBytes = 60;  // of a value, in a message
constexpr double kTolerance = 1e-3;      // of sums of rounded numbers: what no drawing would show

// Which x or series stand where: indexes into what was gathered.
using Sequence = std::vector<std::size_t>;

Sequence all_of(std::size_t count) {
  Sequence out(count);
  std::iota(out.begin(), out.end(), 0);
  return out;
}

std::string with_separators(std::uint64_t count) {
  std::string number;
  format::append_number(number, std::to_string(count), {format::NumberStyle::kGrouped, {}, false});
  return number;
}

std::string more_note(std::size_t count, plot::Language language) {
  const std::string number = with_separators(count);
  if (language == plot::Language::kChinese) return "另有 " + number + " 项未画出";
  return number + " more " + (count == 1 ? "is" : "are") + " not shown";
}

std::string withheld_note(std::uint64_t count, plot::Language language) {
  const std::string number = with_separators(count);
  if (language == plot::Language::kChinese) return number + " 项不予公布，未计入";
  return number + (count == 1 ? " value is" : " values are") + " suppressed and not counted";
}

// How many are drawn unless --top says it.
std::size_t most_x(Kind kind) {
  return kind == Kind::kBar || kind == Kind::kDumbbell ? 30 : kind == Kind::kSlope ? 12 : 8;
}
std::size_t most_series(Kind kind) {
  return kind == Kind::kBar ? 4 : kind == Kind::kLine ? 8 : 30;
}

// Large numbers have a unit, unless a style was asked for.
format::NumberStyle style_for(const plot::Chart& chart) {
  double largest = 0;
  for (const plot::Series& series : chart.series) {
    for (const plot::Point& point : series.points)
      largest = std::max(largest, std::abs(point.value));
  }
  if (chart.language == plot::Language::kChinese && largest >= 1e5)
    return format::NumberStyle::kCjk;
  return largest >= 1e6 ? format::NumberStyle::kSi : format::NumberStyle::kGrouped;
}

bool cuts_x(const plot::Chart& chart) {
  const bool is_list =
      chart.kind == Kind::kBar || chart.kind == Kind::kDumbbell || chart.kind == Kind::kSlope;
  return is_list && chart.x_scale == XScale::kCategory;
}

class Finisher {
 public:
  Finisher(Gathered gathered, const PlotPlan& plan) : gathered_(std::move(gathered)), plan_(plan) {}

  Result<plot::Chart> finish() {
    const Axis axis = axis_of(gathered_.kinds);
    chart_.x_scale = axis.scale;
    chart_.grain = axis.grain;
    chart_.kind = plan_.kind.value_or(axis.scale == XScale::kCategory ? Kind::kBar : Kind::kLine);
    set_words();
    ND_TRY(check_axis(gathered_.kinds, plan_.kind, chart_.kind));
    ND_TRY(set_marks());
    order_x();
    cut_x();
    cut_series();
    place();
    if (chart_.kind == Kind::kWaterfall) ND_TRY(set_levels());
    ND_TRY(check_values());
    if (!plan_.request.style) chart_.look.style = style_for(chart_);
    return std::move(chart_);
  }

  Result<plot::Chart> finish_bins(Histogram histogram, std::uint64_t withheld) {
    set_words();
    chart_.kind = Kind::kHist;
    chart_.x_scale = XScale::kNumber;
    ND_TRY(set_marks());
    ND_TRY(histogram.fill(chart_, plan_.request.bins.value_or(0)));
    for (plot::Mark& mark : chart_.marks)
      mark.axis = plot::Mark::Axis::kX;
    if (withheld > 0) chart_.notes.push_back(withheld_note(withheld, chart_.language));
    return std::move(chart_);
  }

 private:
  void set_words() {
    const PlotRequest& r = plan_.request;
    chart_.title = r.title;
    chart_.description = r.description;
    const std::size_t bar = r.unit.find('|');
    chart_.unit = bar == std::string::npos ? r.unit : r.unit.substr(bar + 1);
    if (bar != std::string::npos) chart_.unit_of_one = r.unit.substr(0, bar);
    chart_.x_name = gathered_.x_name;
    chart_.language = r.language;
    chart_.look = {r.style.value_or(format::NumberStyle::kGrouped), r.digits};
    if (r.style == format::NumberStyle::kGrouped) chart_.look.digits = 0;  // --int
    chart_.log = r.log;
    chart_.whole = r.whole;
  }

  Status set_marks() {
    for (plot::Mark& mark : gathered_.marks) {
      if (mark.axis == plot::Mark::Axis::kX) {
        const auto period = time::Period::parse(mark.text);
        if (!period || chart_.x_scale != XScale::kPeriod) {
          return input_error("the mark {} is {}: neither a number nor a period on an axis of time",
                             mark.name, in_quotes(mark.text, kShownBytes));
        }
        mark.at = period->first_day().since_epoch;
      }
      chart_.marks.push_back(mark);
    }
    return {};
  }

  // The value by which an x is ranked: that of the last series (of a dumbbell the later one, else
  // the first one).
  [[nodiscard]] std::vector<const plot::Point*> ranking_points() const {
    std::vector<const plot::Point*> points(gathered_.x.size(), nullptr);
    std::uint32_t series = 0;
    const std::size_t count = gathered_.series.size();
    while (series + 1 < count && gathered_.series[series].role == plot::Role::kGhost)
      ++series;
    if (chart_.kind == Kind::kDumbbell || chart_.kind == Kind::kSlope)
      series = static_cast<std::uint32_t>(count == 0 ? 0 : count - 1);
    for (const Gathered::Cell& cell : gathered_.cells)
      if (cell.series == series && !cell.point.missing) points[cell.x] = &cell.point;
    return points;
  }

  void order_x() {
    x_ = all_of(gathered_.x.size());
    const auto& places = gathered_.x;
    if (chart_.x_scale == XScale::kNumber || chart_.x_scale == XScale::kPeriod) {
      std::sort(x_.begin(), x_.end(), [&](std::size_t a, std::size_t b) {
        return place_on_axis(places[a], chart_.x_scale, a) <
               place_on_axis(places[b], chart_.x_scale, b);
      });
      if (plan_.request.order != Order::kValue) return;
    }
    if (plan_.request.order == Order::kName) {
      std::stable_sort(x_.begin(), x_.end(), [&](std::size_t a, std::size_t b) {
        if (places[a].kind != places[b].kind) return places[a].kind < places[b].kind;
        if (places[a].kind == Place::Kind::kNumber) return places[a].number < places[b].number;
        return places[a].label < places[b].label;
      });
      return;
    }
    const bool ranks = (chart_.kind == Kind::kBar || chart_.kind == Kind::kDumbbell ||
                        chart_.kind == Kind::kSlope) &&
                       plan_.x.size() != 0;
    if (plan_.request.order == Order::kInput || !(ranks || plan_.request.order == Order::kValue))
      return;
    const auto points = ranking_points();
    std::stable_sort(x_.begin(), x_.end(), [&](std::size_t a, std::size_t b) {
      if (points[a] == nullptr || points[b] == nullptr)
        return points[a] != nullptr && points[b] == nullptr;
      if (points[a]->value != points[b]->value) return points[a]->value > points[b]->value;
      return places[a].key < places[b].key;
    });
  }

  void cut_x() {
    if (!cuts_x(chart_)) return;
    const std::size_t most = plan_.request.top.value_or(static_cast<unsigned>(most_x(chart_.kind)));
    if (x_.size() <= most) return;
    chart_.notes.push_back(more_note(x_.size() - most, chart_.language));
    x_.resize(most);
  }

  // The series with the largest sums stay, in the order in which they came.
  void cut_series() {
    series_ = all_of(gathered_.series.size());
    const bool cuts = !cuts_x(chart_);
    const std::size_t most =
        cuts ? plan_.request.top.value_or(static_cast<unsigned>(most_series(chart_.kind)))
             : most_series(chart_.kind);
    if (series_.size() <= most) return;
    std::vector<double> sums(series_.size());
    for (const Gathered::Cell& cell : gathered_.cells)
      sums[cell.series] += cell.point.value;
    std::stable_sort(series_.begin(), series_.end(),
                     [&](std::size_t a, std::size_t b) { return sums[a] > sums[b]; });
    chart_.notes.push_back(more_note(series_.size() - most, chart_.language));
    series_.resize(most);
    std::sort(series_.begin(), series_.end());
  }

  void place() {
    constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
    std::vector<std::size_t> x_at(gathered_.x.size(), kNowhere);
    std::vector<std::size_t> series_at(gathered_.series.size(), kNowhere);
    for (std::size_t i = 0; i < x_.size(); ++i) {
      const Place& place = gathered_.x[x_[i]];
      x_at[x_[i]] = i;
      const bool joined = i == 0 || follows(chart_.x.back().label, place.label, chart_.x_scale);
      chart_.x.push_back({place.label, place_on_axis(place, chart_.x_scale, i), joined});
    }
    for (std::size_t s = 0; s < series_.size(); ++s) {
      series_at[series_[s]] = s;
      chart_.series.push_back(gathered_.series[series_[s]]);
      chart_.series.back().points.resize(x_.size());
    }
    for (Gathered::Cell& cell : gathered_.cells) {
      const std::size_t x = x_at[cell.x];
      const std::size_t s = series_at[cell.series];
      if (x != kNowhere && s != kNowhere) chart_.series[s].points[x] = std::move(cell.point);
    }
  }

  // Without -x: the first value is the start, the last one the end, which the steps must reach.
  // With -x all are steps, and their sum is added.
  Status set_levels() {
    plot::Series& series = chart_.series[0];
    chart_.is_level.assign(chart_.x.size(), false);
    Arena arena;
    agg::ExactSum sum;
    const std::size_t steps = series.points.size() - (plan_.x.size() == 0 ? 1 : 0);
    for (std::size_t x = 0; x < steps; ++x) {
      if (series.points[x].missing) return missing_step(x);
      ND_TRY(sum.add(json::Value::number_text(series.points[x].text), arena));
    }
    const json::Value end = sum.value(arena);
    std::string text;
    json::append_canonical_number(text, end);
    if (plan_.x.size() == 0) return check_end(text, end.to_double());
    plot::Point total;
    total.missing = false;
    total.value = end.to_double();
    total.text = text;
    chart_.x.push_back({std::string(plot::word(plot::Word::kTotal, chart_.language)),
                        static_cast<double>(chart_.x.size()), true});
    chart_.is_level.push_back(true);
    series.points.push_back(std::move(total));
    return {};
  }

  [[nodiscard]] Status missing_step(std::size_t x) const {
    return input_error("{} has no value; without it the steps of a waterfall do not add up",
                       in_quotes(chart_.x[x].label, kShownBytes));
  }

  // Steps are often rounded: a difference that no drawing would show is let pass.
  Status check_end(const std::string& text, double reached) {
    const plot::Point& end = chart_.series[0].points.back();
    if (end.missing) return missing_step(chart_.x.size() - 1);
    double size = 0;
    for (const plot::Point& point : chart_.series[0].points)
      size = std::max(size, std::abs(point.value));
    if (std::abs(end.value - reached) > size * kTolerance) {
      return input_error("{} is {}, but the start and the steps come to {}",
                         in_quotes(chart_.x.back().label, kShownBytes), end.text, text);
    }
    chart_.is_level.front() = chart_.is_level.back() = true;
    return {};
  }

  // Parts are more than their whole only by what rounding has added to them.
  [[nodiscard]] Status check_parts(const plot::Series& series) const {
    Arena arena;
    agg::ExactSum sum;
    for (const plot::Point& point : series.points)
      if (!point.missing) ND_TRY(sum.add(json::Value::number_text(point.text), arena));
    const json::Value parts = sum.value(arena);
    if (!(parts.to_double() > *chart_.whole * (1 + kTolerance))) return {};
    std::string text;
    json::append_canonical_number(text, parts);
    std::string whole;
    append_double(whole, *chart_.whole);
    const std::string of =
        chart_.series.size() > 1 ? " of " + excerpt(series.name, kShownBytes) : "";
    return input_error("the parts{} come to {}, and --whole is {}", of, text, whole);
  }

  [[nodiscard]] Status check_values() const {
    const bool compares_two = chart_.kind == Kind::kDumbbell || chart_.kind == Kind::kSlope;
    if (compares_two && !chart_.x.empty() && chart_.series.size() != 2) {
      return input_error("a {} compares two groups, and there {} {}",
                         plot::kind_names()[static_cast<std::size_t>(chart_.kind)],
                         chart_.series.size() == 1 ? "is" : "are", chart_.series.size());
    }
    for (const plot::Series& series : chart_.series) {
      if (chart_.whole) ND_TRY(check_parts(series));
      for (std::size_t i = 0; i < series.points.size(); ++i) {
        const plot::Point& point = series.points[i];
        if (point.missing) continue;
        if (chart_.log && point.value <= 0) {
          return input_error("{} has the value {}; --log takes values above 0 only",
                             in_quotes(chart_.x[i].label, kShownBytes), point.text);
        }
        if (chart_.kind == Kind::kShare && point.value < 0) {
          return input_error("{} has the value {}; a part of a whole is not below 0",
                             in_quotes(chart_.x[i].label, kShownBytes), point.text);
        }
      }
    }
    return {};
  }

  Gathered gathered_;
  const PlotPlan& plan_;
  plot::Chart chart_;
  Sequence x_;
  Sequence series_;
};

}  // namespace

Result<plot::Chart> finish_chart(Gathered gathered, const PlotPlan& plan) {
  return Finisher(std::move(gathered), plan).finish();
}

Result<plot::Chart> finish_histogram(Gathered gathered, Histogram histogram, std::uint64_t withheld,
                                     const PlotPlan& plan) {
  return Finisher(std::move(gathered), plan).finish_bins(std::move(histogram), withheld);
}

}  // namespace nd::show
