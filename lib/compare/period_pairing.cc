#include "compare/period_pairing.h"

#include <algorithm>
#include <string>

#include "base/number.h"
#include "base/wording.h"

namespace nd::compare {

using time::Date;
using time::Day;
using time::Period;
using time::PeriodKind;

namespace {

// 52 weeks.
constexpr std::int32_t kWeekdayYear = 364;

bool is_leap_day(Day day) {
  const Date date = time::date_of(day);
  return date.month == 2 && date.day == 29;
}

std::string text_of(Lag lag) {
  return lag_words()[static_cast<std::size_t>(lag)].first;
}

// A lag is a whole number of the periods compared.
bool goes_with(Lag lag, PeriodKind kind) {
  switch (lag) {
    case Lag::kYear:
      return true;
    case Lag::kQuarter:
      return kind != PeriodKind::kYear && kind != PeriodKind::kWeek;
    case Lag::kMonth:
      return kind == PeriodKind::kMonth || kind == PeriodKind::kDay;
    case Lag::kWeek:
      return kind == PeriodKind::kWeek || kind == PeriodKind::kDay;
    case Lag::kDay:
      break;
  }
  return kind == PeriodKind::kDay;
}

std::optional<Period> plus_months(Period day, std::int32_t months) {
  const Date date = time::date_of(day.first_day());
  const std::int32_t month = date.year * 12 + date.month - 1 + months;
  const std::optional<Day> found = time::checked_day_of(month / 12, month % 12 + 1, date.day);
  if (!found) return std::nullopt;
  return Period::of(*found, PeriodKind::kDay);
}

std::string named(PeriodKind kind) {
  return std::string(time::name_of(kind));
}

}  // namespace

Spellings<Lag> lag_words() {
  return {{"1y", Lag::kYear},
          {"1q", Lag::kQuarter},
          {"1m", Lag::kMonth},
          {"1w", Lag::kWeek},
          {"1d", Lag::kDay}};
}
std::string_view words_for_lag(std::string_view text) {
  constexpr std::pair<std::string_view, std::string_view> kSame[] = {
      {"7d", "1w"}, {"3m", "1q"}, {"12m", "1y"}, {"4q", "1y"}};
  for (const auto& [other, words] : kSame) {
    if (text == other) return words;
  }
  return {};
}
Spellings<Align> align_words() {
  return {{"date", Align::kDate}, {"weekday", Align::kWeekday}};
}
Spellings<LeapDay> leap_day_words() {
  return {{"own", LeapDay::kOwn}, {"fold", LeapDay::kFold}, {"drop", LeapDay::kDrop}};
}
Spellings<std::optional<PeriodKind>> period_words() {
  Spellings<std::optional<PeriodKind>> words;
  for (const PeriodKind kind : {PeriodKind::kYear, PeriodKind::kQuarter, PeriodKind::kMonth,
                                PeriodKind::kWeek, PeriodKind::kDay}) {
    words.emplace_back(time::name_of(kind), kind);
  }
  return words;
}

Status parse_into(std::string_view text, MovingDays& out) {
  constexpr std::int64_t kMost = 366;
  const bool has_unit = text.ends_with('d');
  const auto number = parse_int64(has_unit ? text.substr(0, text.size() - 1) : text);
  const bool in_range = number && *number >= 1 && *number <= kMost;
  if (!has_unit || !in_range) {
    return usage_error("{} is no number of days from 1d to 366d{}", in_quotes(text),
                       in_range ? "; did you mean '" + std::string(text) + "d'?" : std::string());
  }
  out.days = static_cast<std::int32_t>(*number);
  return {};
}

Result<PeriodPairing> PeriodPairing::make(const PairingOptions& options, PeriodKind input) {
  PeriodPairing pairing(options, input, options.by.value_or(input));
  ND_TRY(pairing.check());
  if (options.from) ND_TRY(pairing.check_previous_cut(*options.from, "--from ", -1));
  if (options.to) ND_TRY(pairing.check_previous_cut(*options.to, "--to ", 1));
  if (options.from) pairing.previous_from_ = pairing.previous_end(*options.from, false);
  if (options.to) pairing.previous_to_ = pairing.previous_end(*options.to, true);
  return pairing;
}

Status PeriodPairing::check() const {
  if (!time::nests(input_, output_)) {
    return usage_error("the records' periods are {}s, which cannot be put together to {}s",
                       named(input_), named(output_));
  }
  if (!goes_with(options_.lag, output_)) {
    return usage_error("--lag {} does not go with periods of a {}", text_of(options_.lag),
                       named(output_));
  }
  const bool days = input_ == PeriodKind::kDay;
  if (options_.align == Align::kWeekday &&
      (options_.lag != Lag::kYear || (!days && input_ != PeriodKind::kWeek))) {
    return usage_error("--align weekday needs records by day or week, and --lag 1y");
  }
  if (options_.leap_day != LeapDay::kOwn && !days) {
    return usage_error("--feb29 needs records by day; these are by {}", named(input_));
  }
  if (options_.leap_day == LeapDay::kFold && options_.align == Align::kWeekday) {
    return usage_error(
        "--feb29 fold does not go with --align weekday, which gives every day a partner");
  }
  const bool by_date =
      options_.lag == Lag::kYear || options_.lag == Lag::kQuarter || options_.lag == Lag::kMonth;
  if (options_.leap_day == LeapDay::kFold && (!by_date || output_ == PeriodKind::kWeek)) {
    return usage_error(
        "--feb29 fold needs --lag 1y, 1q or 1m, and no weeks, which have seven days in any year");
  }
  if (options_.moving.days > 0 && (!days || coarsens() || options_.leap_day == LeapDay::kFold)) {
    return usage_error("--moving needs records by day, compared by day, and not --feb29 fold");
  }
  return check_window();
}

Status PeriodPairing::check_window() const {
  const std::optional<Period>& from = options_.from;
  const std::optional<Period>& to = options_.to;
  if (from && to && to->last_day() < from->first_day())
    return usage_error("--to {} is before --from {}", to->text(), from->text());
  if (from) {
    const Period cut = Period::of(from->first_day(), input_);
    if (cut.first_day() != from->first_day()) {
      return usage_error("--from {} cuts through the period {} of the records", from->text(),
                         cut.text());
    }
    if (options_.leap_day == LeapDay::kFold && is_leap_day(from->first_day())) {
      return usage_error(
          "--from {} begins with 29 February, which --feb29 fold makes a part of the 28th",
          from->text());
    }
  }
  if (to) {
    const Period cut = Period::of(to->last_day(), input_);
    if (cut.last_day() != to->last_day()) {
      return usage_error("--to {} cuts through the period {} of the records", to->text(),
                         cut.text());
    }
  }
  return {};
}

// A date cuts the earlier side at its own date there, which longer records cannot be cut at: the
// 29th of a month against them is the end of February alone.
Status PeriodPairing::check_previous_cut(Period end, std::string_view option, int outwards) const {
  if (end.kind() != PeriodKind::kDay || input_ == PeriodKind::kDay) return {};
  const bool by_months =
      options_.lag == Lag::kYear || options_.lag == Lag::kQuarter || options_.lag == Lag::kMonth;
  if (!by_months || input_ == PeriodKind::kWeek) return {};
  const int steps = options_.lag == Lag::kYear ? 12 : options_.lag == Lag::kQuarter ? 3 : 1;
  // A date without a partner gives way inwards.
  constexpr int kMostTried = 4;  // a month ends with the 28th or later
  Period at = end;
  std::optional<Period> date = plus_months(at, -steps);
  for (int i = 1; i < kMostTried && !date; ++i) {
    at = outwards > 0 ? at.previous() : at.next();
    date = plus_months(at, -steps);
  }
  if (!date) return {};
  const Period cut = Period::of(date->first_day(), input_);
  const Day last = outwards > 0 ? cut.last_day() : cut.first_day();
  if (last == date->first_day()) return {};
  return usage_error(
      "{}{} is {} on the earlier side, which cuts through the period {} of the records; name the "
      "{} instead of the date",
      option, end.text(), date->text(), cut.text(), named(input_));
}

// The same end of the window on the earlier side; nullopt where nothing has to be cut off there.
std::optional<Day> PeriodPairing::previous_end(Period end, bool is_last) const {
  const auto day_of = [is_last](Period period) {
    return is_last ? period.last_day() : period.first_day();
  };
  // Such a period cuts through none of those compared, so their earlier sides are whole too:
  // January has 31 days against the 29 of February.
  if (time::nests(output_, end.kind())) return std::nullopt;
  // A finer period than those compared counts whole, as the months of a year do.
  if (end.kind() != PeriodKind::kDay && time::nests(end.kind(), output_)) {
    const std::optional<Period> previous = shifted(end, -1);
    if (!previous) return std::nullopt;
    return day_of(*previous);
  }
  // Else it is a date, or a period that ends within one of those compared, as a month does within a
  // week. A date without a partner (29 February) gives way inwards.
  constexpr int kMostTried = 8;  // no day of week 53 may have one
  Period at = Period::of(day_of(end), input_);
  for (int i = 0; i < kMostTried; ++i) {
    if (const std::optional<Period> key = key_of_current(at)) return day_of(*key);
    at = is_last ? at.previous() : at.next();
  }
  return std::nullopt;
}

std::optional<Period> PeriodPairing::shifted_by_calendar(Period period, int steps) const {
  const PeriodKind kind = period.kind();
  switch (options_.lag) {
    case Lag::kYear:
      return period.plus_years(steps);
    case Lag::kQuarter:
      if (kind == PeriodKind::kDay) return plus_months(period, 3 * steps);
      return period.plus(kind == PeriodKind::kMonth ? 3 * steps : steps);
    case Lag::kMonth:
      return kind == PeriodKind::kDay ? plus_months(period, steps) : period.plus(steps);
    case Lag::kWeek:
      return period.plus(kind == PeriodKind::kDay ? 7 * steps : steps);
    case Lag::kDay:
      break;
  }
  return period.plus(steps);
}

std::optional<Period> PeriodPairing::shifted(Period period, int steps) const {
  const std::optional<Period> found = shifted_by_calendar(period, steps);
  // A folded leap day is no day of its own that 29 March could stand against.
  if (found && found->kind() == PeriodKind::kDay && folded(*found) != *found) return std::nullopt;
  return found;
}

Period PeriodPairing::folded(Period input) const {
  const bool fold = options_.leap_day == LeapDay::kFold && is_leap_day(input.first_day());
  return fold ? input.previous() : input;
}

Period PeriodPairing::period_of(Period input) const {
  return Period::of(folded(input).first_day(), output_);
}

std::optional<Period> PeriodPairing::later_period_of(Period input) const {
  if (options_.align == Align::kWeekday)
    return Period::of(input.first_day().plus(kWeekdayYear), output_);
  return shifted(period_of(input), 1);
}

bool PeriodPairing::reports(Period period) const {
  if (options_.from && period.last_day() < options_.from->first_day()) return false;
  if (options_.to && period.first_day() > options_.to->last_day()) return false;
  return options_.leap_day == LeapDay::kOwn || output_ != PeriodKind::kDay ||
         !is_leap_day(period.first_day());
}

DaySpan PeriodPairing::trailing(Period day) const {
  DaySpan span{day.first_day().plus(1 - options_.moving.days), day.first_day()};
  if (options_.leap_day != LeapDay::kDrop) return span;
  if (!counts(day)) return {span.last, span.last};
  const std::int64_t days = options_.moving.days;
  if (expected_days(span) < days) span.first = span.first.plus(-1);
  return span;
}

DaySpan PeriodPairing::with_fold(DaySpan span) const {
  if (options_.leap_day == LeapDay::kFold && is_leap_day(span.last.plus(1)))
    span.last = span.last.plus(1);
  return span;
}

DaySpan PeriodPairing::current_days(Period period) const {
  if (options_.moving.days > 0) return trailing(period);
  DaySpan span{period.first_day(), period.last_day()};
  if (options_.from) span.first = std::max(span.first, options_.from->first_day());
  if (options_.to) span.last = std::min(span.last, options_.to->last_day());
  return with_fold(span);
}

std::optional<DaySpan> PeriodPairing::previous_days(Period period) const {
  if (options_.align == Align::kWeekday) {
    if (options_.moving.days > 0)
      return trailing(Period::of(period.first_day().plus(-kWeekdayYear), PeriodKind::kDay));
    const DaySpan span = current_days(period);
    return DaySpan{span.first.plus(-kWeekdayYear), span.last.plus(-kWeekdayYear)};
  }
  const std::optional<Period> previous = shifted(period, -1);
  if (!previous) return std::nullopt;
  if (options_.moving.days > 0) return trailing(*previous);
  DaySpan span{previous->first_day(), previous->last_day()};
  if (previous_from_) span.first = std::max(span.first, *previous_from_);
  if (previous_to_) span.last = std::min(span.last, *previous_to_);
  return with_fold(span);
}

std::int64_t PeriodPairing::expected_days(const DaySpan& span) const {
  std::int64_t days = std::int64_t{span.last.since_epoch} - span.first.since_epoch + 1;
  if (days <= 0) return 0;
  if (options_.leap_day != LeapDay::kDrop) return days;
  for (std::int32_t year = time::date_of(span.first).year; year <= time::date_of(span.last).year;
       ++year) {
    const std::optional<Day> leap = time::checked_day_of(year, 2, 29);
    if (leap && *leap >= span.first && *leap <= span.last) --days;
  }
  return days;
}

bool PeriodPairing::counts(Period input) const {
  return options_.leap_day != LeapDay::kDrop || !is_leap_day(input.first_day());
}

std::optional<Period> PeriodPairing::key_of_current(Period input) const {
  if (options_.align == Align::kWeekday)
    return Period::of(input.first_day().plus(-kWeekdayYear), input_);
  if (output_ != PeriodKind::kWeek || input_ == PeriodKind::kWeek)
    return shifted(folded(input), -1);
  // Days of a week have the same place in the earlier week.
  const Period week = Period::of(input.first_day(), PeriodKind::kWeek);
  const std::optional<Period> previous = shifted(week, -1);
  if (!previous) return std::nullopt;
  const std::int32_t place = input.first_day().since_epoch - week.first_day().since_epoch;
  return Period::of(previous->first_day().plus(place), PeriodKind::kDay);
}

}  // namespace nd::compare
