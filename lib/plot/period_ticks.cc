#include "plot/period_ticks.h"

#include <cstddef>
#include <string>

#include "base/number.h"
#include "plot/words.h"

namespace nd::plot {
namespace {

using time::Day;
using time::Period;
using time::PeriodKind;

// So many periods of a kind lie between two ticks.
struct Spacing {
  PeriodKind kind;
  int count;
};

constexpr Spacing kSpacings[] = {
    {PeriodKind::kDay, 1},     {PeriodKind::kWeek, 1},    {PeriodKind::kWeek, 2},
    {PeriodKind::kMonth, 1},   {PeriodKind::kMonth, 2},   {PeriodKind::kQuarter, 1},
    {PeriodKind::kQuarter, 2}, {PeriodKind::kYear, 1},    {PeriodKind::kYear, 2},
    {PeriodKind::kYear, 5},    {PeriodKind::kYear, 10},   {PeriodKind::kYear, 20},
    {PeriodKind::kYear, 50},   {PeriodKind::kYear, 100},  {PeriodKind::kYear, 200},
    {PeriodKind::kYear, 500},  {PeriodKind::kYear, 1000}, {PeriodKind::kYear, 2000},
    {PeriodKind::kYear, 5000}};

// Whether a period begins a stretch of `count`: months and quarters from the start of a year, years
// from year 0, weeks from week 1.
bool is_round(const Period& period, int count) {
  if (count == 1) return true;
  const time::Date date = time::date_of(period.first_day());
  switch (period.kind()) {
    case PeriodKind::kDay:
      return true;
    case PeriodKind::kWeek:
      return (time::iso_week_of(period.first_day()).week - 1) % count == 0;
    case PeriodKind::kMonth:
      return (date.month - 1) % count == 0;
    case PeriodKind::kQuarter:
      return (date.month - 1) / 3 % count == 0;
    case PeriodKind::kYear:
      return date.year % count == 0;
  }
  return true;
}

std::string name_of(const Period& period, PeriodKind grain, Language language) {
  const time::Date date = time::date_of(period.first_day());
  std::string text;
  switch (period.kind()) {
    case PeriodKind::kDay:
      return day_name(date, language);
    case PeriodKind::kWeek:
      if (grain == PeriodKind::kDay) return day_name(date, language);
      text = "W";
      append_int(text, time::iso_week_of(period.first_day()).week);
      return text;
    case PeriodKind::kQuarter:
      if (grain == PeriodKind::kQuarter) {
        text = "Q";
        append_int(text, (date.month + 2) / 3);
        return text;
      }
      [[fallthrough]];
    case PeriodKind::kMonth:
      return month_name(date.month, language);
    case PeriodKind::kYear:
      break;
  }
  return Period::of(period.first_day(), PeriodKind::kYear).text();
}

std::int32_t year_of(const Period& period) {
  if (period.kind() == PeriodKind::kWeek) return time::iso_week_of(period.first_day()).year;
  return time::date_of(period.first_day()).year;
}

// nothing: more than `most`.
std::vector<Period> starts(Day first, Day last, Spacing spacing, std::size_t most) {
  std::vector<Period> out;
  Period period = Period::of(first, spacing.kind);
  if (period.first_day() < first) period = period.next();
  // Far more periods than ticks would take long to look through.
  const std::int64_t days = std::int64_t{last.since_epoch} - first.since_epoch;
  const std::int64_t within = days / (std::int64_t{period.days()} * spacing.count);
  if (within > static_cast<std::int64_t>(most) + 1) return {};
  for (; period.first_day() <= last; period = period.next()) {
    if (!is_round(period, spacing.count)) continue;
    if (out.size() == most) return {};
    out.push_back(period);
  }
  return out;
}

}  // namespace

std::int64_t period_number(Day day, PeriodKind kind) {
  const time::Date date = time::date_of(day);
  switch (kind) {
    case PeriodKind::kDay:
      return day.since_epoch;
    case PeriodKind::kWeek: {
      // 1970-01-01 was a Thursday.
      constexpr std::int64_t kWeek = 7;
      const std::int64_t days = std::int64_t{day.since_epoch} + 3;
      return days >= 0 ? days / kWeek : (days + 1) / kWeek - 1;
    }
    case PeriodKind::kMonth:
      return std::int64_t{date.year} * 12 + date.month - 1;
    case PeriodKind::kQuarter:
      return std::int64_t{date.year} * 4 + (date.month - 1) / 3;
    case PeriodKind::kYear:
      break;
  }
  return date.year;
}

std::vector<Tick> period_ticks(Day first, Day last, PeriodKind grain, int most, Language language) {
  std::vector<Period> periods;
  for (const Spacing spacing : kSpacings) {
    // Weeks and months do not nest: an axis of weeks has ticks of weeks or of years.
    const bool fits = grain == PeriodKind::kWeek
                          ? spacing.kind == PeriodKind::kWeek || spacing.kind >= PeriodKind::kMonth
                          : spacing.kind >= grain;
    if (!fits) continue;
    periods = starts(first, last, spacing, static_cast<std::size_t>(most));
    if (!periods.empty()) break;
  }
  if (periods.empty()) periods.push_back(Period::of(first, grain));
  std::vector<Tick> ticks;
  std::int32_t year = 0;
  for (const Period& period : periods) {
    Tick tick;
    tick.at = period.first_day().since_epoch;
    tick.text = name_of(period, grain, language);
    const bool is_new = ticks.empty() || year != year_of(period);
    year = year_of(period);
    if (is_new && period.kind() != PeriodKind::kYear)
      tick.year = Period::of(time::day_of({year, 1, 4}), PeriodKind::kYear).text();
    ticks.push_back(std::move(tick));
  }
  return ticks;
}

}  // namespace nd::plot
