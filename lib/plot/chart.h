// The chart model: series of points over one x axis, with marks and words, ready to be drawn.
//
// Belongs here: what a chart is. Does not belong here: which records make it (show/gather_chart.h),
// where its axes have ticks (scale.h), how it is drawn (chart_format.h and one family of files per
// renderer).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "format/number_format.h"
#include "time/period.h"

namespace nd::plot {

enum class Kind : std::uint8_t {
  kLine,       // values over periods or numbers; a ghost series behind them
  kBar,        // a bar for each x, one for each series side by side
  kDumbbell,   // two values of each x on one line, joined
  kSlope,      // two values of each x as a line between two axes
  kShare,      // parts of a whole as one bar for each series; the x are the parts
  kHist,       // bins: x values are their lower ends, bin_end the upper ones
  kHeat,       // shades: a calendar if x are days, else a row for each series
  kStrip,      // a small strip for each series over one axis of time, emphasised points in colour
  kSpark,      // a small line for each series, without axes
  kWaterfall,  // steps from a start to an end
};

// What is to be said of a value besides its number.
enum class Flag : std::uint8_t {
  kBreak = 1U << 0,        // what is counted changed here: not comparable with what came before
  kProvisional = 1U << 1,  // may still change
  kIncomplete = 1U << 2,   // only a part of the period has data
  kSuppressed = 1U << 3,   // hidden, as too few people are behind it; there is no number
  kLowBase = 1U << 4,      // a comparison with very little
};
using Flags = std::uint8_t;
[[nodiscard]] constexpr bool has(Flags flags, Flag flag) {
  return (flags & static_cast<Flags>(flag)) != 0;
}

// The value of one series at one x.
struct Point {
  bool missing = true;
  bool emphasis = false;
  Flags flags = 0;
  double value = 0;    // finite, for drawing; nothing of it is ever printed
  std::string text{};  // the number as JSON text, from which all that is shown is rounded
};

enum class Role : std::uint8_t {
  kMain,
  kGhost,  // drawn pale behind the others: the year before, a target
};

struct Series {
  std::string name{};
  Role role = Role::kMain;
  std::vector<Point> points{};  // one for each x of the chart
};

enum class XScale : std::uint8_t { kCategory, kPeriod, kNumber };

// A place on the x axis.
struct XValue {
  std::string label{};  // as in the data: any text there is
  // kCategory: its index; kPeriod: its first day, since the epoch; kNumber: the number.
  double at = 0;
  // Whether nothing is missing between the x before and this one: a line may join them.
  bool follows = true;
};

// A value that is marked in the whole chart: a target, a mean, a day of a change.
struct Mark {
  enum class Axis : std::uint8_t { kValue, kX } axis = Axis::kValue;
  std::string name{};
  double at = 0;       // on the value axis, or as XValue::at; of categories there are none
  std::string text{};  // the number's JSON text, or the period
};

// How the numbers of the value axis are shown.
struct NumberLook {
  format::NumberStyle style = format::NumberStyle::kGrouped;
  std::optional<int> digits{};
};

// The language of the words that a chart adds to those of the data.
enum class Language : std::uint8_t { kEnglish, kChinese };

// Owner of all its text, which comes from the data and may hold every character there is.
struct Chart {
  Kind kind = Kind::kLine;
  std::string title{};
  std::string description{};
  std::string unit{};         // of several
  std::string unit_of_one{};  // of 1; empty where that is the same
  std::string x_name{};       // of the field, for the table of the data
  Language language = Language::kEnglish;
  NumberLook look{};
  bool log = false;  // the value axis (kHist: the x axis) is logarithmic; all values are above 0

  XScale x_scale = XScale::kCategory;
  time::PeriodKind grain = time::PeriodKind::kDay;  // of kPeriod
  // Periods and numbers are in ascending order, categories in the order in which they are drawn.
  std::vector<XValue> x{};
  std::vector<Series> series{};  // kDumbbell, kSlope: two; the earlier one first
  std::vector<Mark> marks{};

  std::vector<double> bin_end{};  // kHist: for each x
  // kWaterfall: which x are levels (a start, an end, a total); the others are steps from the one
  // before.
  std::vector<bool> is_level{};
  std::optional<double> whole{};  // kShare: what the parts are parts of; none: their sum
  std::vector<std::string>
      notes{};  // what has to be said below the chart: "988 more are not shown"
};

// Whether the shades are those of a calendar.
[[nodiscard]] inline bool is_calendar(const Chart& chart) {
  return chart.kind == Kind::kHeat && chart.x_scale == XScale::kPeriod &&
         chart.grain == time::PeriodKind::kDay && chart.series.size() == 1;
}

}  // namespace nd::plot
