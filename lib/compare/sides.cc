// The entries of a side are found by binary search among the group's sorted entries.
#include "compare/sides.h"

#include <algorithm>
#include <unordered_set>

namespace nd::compare {

using time::Period;

namespace {

Chosen within(const Entries& entries, const std::optional<DaySpan>& span,
              const PeriodPairing& pairing) {
  Chosen found;
  if (!span) return found;
  const auto first = std::lower_bound(
      entries.begin(), entries.end(), span->first,
      [](const Entry& entry, time::Day day) { return entry.period.first_day() < day; });
  for (auto at = first; at != entries.end() && at->period.last_day() <= span->last; ++at) {
    if (pairing.counts(at->period)) found.push_back(&*at);
  }
  return found;
}

}  // namespace

Sides sides_of(const Entries& entries, Period period, const PeriodPairing& pairing) {
  const DaySpan current = pairing.current_days(period);
  const std::optional<DaySpan> previous = pairing.previous_days(period);
  return {within(entries, current, pairing), within(entries, previous, pairing),
          pairing.expected_days(current), previous ? pairing.expected_days(*previous) : 0};
}

void match(Sides& sides, std::size_t metric, const PeriodPairing& pairing) {
  const auto day_number = [](Period key) { return key.first_day().since_epoch; };
  const auto has_data = [&](const Entry* entry) { return entry->has_data[metric]; };
  std::unordered_set<std::int32_t> earlier;
  std::unordered_set<std::int32_t> both;
  for (const Entry* entry : sides.previous) {
    if (has_data(entry)) earlier.insert(day_number(pairing.key_of_previous(entry->period)));
  }
  std::erase_if(sides.current, [&](const Entry* entry) {
    const std::optional<Period> key = pairing.key_of_current(entry->period);
    if (!key || !has_data(entry) || !earlier.contains(day_number(*key)))
      return !entry->hidden[metric];
    both.insert(day_number(*key));
    return false;
  });
  std::erase_if(sides.previous, [&](const Entry* entry) {
    return !entry->suppressed && !both.contains(day_number(pairing.key_of_previous(entry->period)));
  });
}

std::vector<Period> compared_periods(const Entries& entries, const PeriodPairing& pairing,
                                     Period last) {
  std::vector<Period> periods;
  const auto add = [&](const std::optional<Period>& period) {
    if (!period || !pairing.reports(*period)) return;
    if (!pairing.ends_by_itself() && last < *period) return;
    periods.push_back(*period);
  };
  for (const Entry& entry : entries) {
    if (!pairing.counts(entry.period)) continue;
    add(pairing.period_of(entry.period));
    add(pairing.later_period_of(entry.period));
  }
  std::sort(periods.begin(), periods.end());
  periods.erase(std::unique(periods.begin(), periods.end()), periods.end());
  return periods;
}

}  // namespace nd::compare
