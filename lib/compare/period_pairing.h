// Which days of an earlier period stand against those of a period: lag, alignment, leap days,
// windows.
//
// Belongs here: calendar alone, no values. Does not belong here: what is computed of the days
// (compare_periods.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "time/civil.h"
#include "time/period.h"

namespace nd::compare {

enum class Lag : std::uint8_t { kYear, kQuarter, kMonth, kWeek, kDay };
enum class Align : std::uint8_t {
  kDate,     // the period of the same name
  kWeekday,  // the days 364 days earlier, which are the same days of the week
};
enum class LeapDay : std::uint8_t {
  kOwn,   // 29 February is a day like any other; in most years it has no partner
  kFold,  // it counts to 28 February
  kDrop,  // it is left out, on both sides
};

// Their words on the command line.
template <class T>
using Spellings = std::vector<std::pair<std::string, T>>;
[[nodiscard]] Spellings<Lag> lag_words();
// The words for a lag that is spelled another way, such as 7d for 1w; empty: it is none.
[[nodiscard]] std::string_view words_for_lag(std::string_view text);
[[nodiscard]] Spellings<Align> align_words();
[[nodiscard]] Spellings<LeapDay> leap_day_words();
[[nodiscard]] Spellings<std::optional<time::PeriodKind>> period_words();

// How many days up to a day stand for it; 0: the day itself.
struct MovingDays {
  std::int32_t days = 0;
};
// `7d`, from 1d to 366d; kUsage otherwise.
[[nodiscard]] Status parse_into(std::string_view text, MovingDays& out);

struct PairingOptions {
  Lag lag = Lag::kYear;
  Align align = Align::kDate;
  LeapDay leap_day = LeapDay::kOwn;
  std::optional<time::PeriodKind> by{};  // of the periods compared; default that of the input
  // The later side's first and last day. Dates cut the earlier side at the same dates; longer
  // periods stand against the whole of the same periods there.
  std::optional<time::Period> from{};
  std::optional<time::Period> to{};
  MovingDays moving{};
};

// Days from first to last; empty if last is before first.
struct DaySpan {
  time::Day first;
  time::Day last;
};

class PeriodPairing {
 public:
  // input: the kind of the records' periods. kUsage where the options do not go with it or with
  // each other.
  [[nodiscard]] static Result<PeriodPairing> make(const PairingOptions& options,
                                                  time::PeriodKind input);

  [[nodiscard]] time::PeriodKind input() const { return input_; }
  [[nodiscard]] time::PeriodKind output() const { return output_; }
  [[nodiscard]] bool coarsens() const { return input_ != output_; }
  // Whether several records may stand for one compared period.
  [[nodiscard]] bool puts_together() const {
    return coarsens() || options_.moving.days > 1 || options_.leap_day == LeapDay::kFold;
  }

  // The compared period that an input period belongs to. Requires: its kind is input().
  [[nodiscard]] time::Period period_of(time::Period input) const;
  // The compared period of which it is the earlier side, if there is one.
  [[nodiscard]] std::optional<time::Period> later_period_of(time::Period input) const;
  // Whether a compared period is one of the answer: between from and to, and no leap day that is
  // folded or dropped.
  [[nodiscard]] bool reports(time::Period period) const;
  // Whether the user set the end of the answer; otherwise it is that of the data.
  [[nodiscard]] bool ends_by_itself() const { return options_.to.has_value(); }

  // The days of both sides. previous_days: nullopt if the earlier period does not exist (week 53,
  // 29 February).
  [[nodiscard]] DaySpan current_days(time::Period period) const;
  [[nodiscard]] std::optional<DaySpan> previous_days(time::Period period) const;
  // How many days of a span should have data.
  [[nodiscard]] std::int64_t expected_days(const DaySpan& span) const;
  // Whether an input period counts at all: no dropped leap day.
  [[nodiscard]] bool counts(time::Period input) const;

  // Two input periods, one of each side, are partners if their keys are equal.
  [[nodiscard]] std::optional<time::Period> key_of_current(time::Period input) const;
  [[nodiscard]] time::Period key_of_previous(time::Period input) const { return folded(input); }

 private:
  PeriodPairing(const PairingOptions& options, time::PeriodKind input, time::PeriodKind output)
      : options_(options), input_(input), output_(output) {}

  [[nodiscard]] Status check() const;
  [[nodiscard]] Status check_window() const;
  [[nodiscard]] Status check_previous_cut(time::Period end, std::string_view option,
                                          int outwards) const;
  [[nodiscard]] std::optional<time::Day> previous_end(time::Period end, bool is_last) const;
  // The same period one lag earlier (steps -1) or later (+1).
  [[nodiscard]] std::optional<time::Period> shifted_by_calendar(time::Period period,
                                                                int steps) const;
  // As that, but never a folded leap day.
  [[nodiscard]] std::optional<time::Period> shifted(time::Period period, int steps) const;
  [[nodiscard]] time::Period folded(time::Period input) const;
  // The days of --moving that end with the day. A dropped 29 February is none of them, but one day
  // more is before it.
  [[nodiscard]] DaySpan trailing(time::Period day) const;
  [[nodiscard]] DaySpan with_fold(DaySpan span) const;

  PairingOptions options_;
  time::PeriodKind input_;
  time::PeriodKind output_;
  std::optional<time::Day> previous_from_;
  std::optional<time::Day> previous_to_;
};

}  // namespace nd::compare
