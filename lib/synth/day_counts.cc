#include "synth/day_counts.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>

#include "base/check.h"

namespace nd::synth {
namespace {

constexpr auto kDayCount = static_cast<std::size_t>(kDays);

// floor(a * b / c) without overflow of the product.
std::uint64_t scaled(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::uint64_t>(Wide{a} * b / c);
}

// Mean daily plays of each month in thousandths of July 2023's. January to July of 2024 are 9.6 %
// above the year before, July alone 12.4 %: a year-to-date reading of the growth gives another
// answer.
constexpr std::array<std::uint64_t, 24> kMonthLevels = {
    950,  940,  955,  965,  975,  985,  1000, 1015, 1005, 1010, 1015, 1025,
    1030, 1020, 1040, 1055, 1069, 1088, 1124, 1135, 1110, 1118, 1121, 1130};

// Weight of each weekday, Sunday first.
constexpr std::array<std::uint64_t, 7> kWeekdayWeights = {112, 96, 95, 95, 97, 101, 114};

// None of a day that the log has not.
std::uint64_t weekday_weight(Day day) {
  if (!is_logged(day)) return 0;
  return kWeekdayWeights[std::chrono::weekday{date_of(day)}.c_encoding()];
}

std::uint64_t logged(DaySpan span) {
  return static_cast<std::uint64_t>(logged_days(span));
}

// Index into kMonthLevels.
std::size_t month_index(Day day) {
  const std::chrono::year_month_day date{date_of(day)};
  const int years = static_cast<int>(date.year()) - 2023;
  return static_cast<std::size_t>(years * 12) + static_cast<unsigned>(date.month()) - 1;
}

}  // namespace

DayCounts::DayCounts() : before_(kDayCount + 1) {}

DayCounts::DayCounts(std::span<const std::uint64_t> per_day) : DayCounts() {
  ND_CHECK(per_day.size() == kDayCount);
  for (std::size_t day = 0; day < kDayCount; ++day)
    before_[day + 1] = before_[day] + per_day[day];
}

DayCounts DayCounts::even(std::uint64_t total, DaySpan span) {
  DayCounts counts;
  const std::uint64_t days = logged(span);
  ND_CHECK(days > 0);
  for (Day day = span.first; day < kDays; ++day) {
    const std::uint64_t passed = logged({span.first, std::min(day, span.last)});
    counts.before_[static_cast<std::size_t>(day) + 1] = scaled(total, passed, days);
  }
  return counts;
}

DayCounts DayCounts::burst(std::uint64_t total, DaySpan span) {
  ND_CHECK(total > 0);
  DayCounts counts;
  const std::uint64_t days = logged(span);
  ND_CHECK(days > 0);
  for (Day day = span.first; day < kDays; ++day) {
    const std::uint64_t left = days - logged({span.first, std::min(day, span.last)});
    // What remains after this day, rounded down: the total up to it is rounded up.
    counts.before_[static_cast<std::size_t>(day) + 1] =
        total - scaled(total, left * left, days * days);
  }
  return counts;
}

DayCounts DayCounts::like(const DayCounts& shape, std::uint64_t total) {
  DayCounts counts;
  for (std::size_t day = 0; day <= kDayCount; ++day) {
    counts.before_[day] = scaled(shape.before_[day], total, shape.total());
  }
  return counts;
}

DayCounts DayCounts::daily(std::uint64_t per_day, DaySpan span) {
  return even(per_day * logged(span), span);
}

Day DayCounts::day_of_index(std::uint64_t index) const {
  ND_CHECK(index < total());
  const auto after = std::upper_bound(before_.begin(), before_.end(), index);
  return static_cast<Day>(after - before_.begin()) - 1;
}

void DayCounts::add(const DayCounts& other) {
  for (std::size_t day = 0; day <= kDayCount; ++day)
    before_[day] += other.before_[day];
}

void DayCounts::take(const DayCounts& other) {
  for (Day day = 0; day < kDays; ++day)
    ND_CHECK(on(day) >= other.on(day));
  for (std::size_t day = 0; day <= kDayCount; ++day)
    before_[day] -= other.before_[day];
}

DayCounts daily_plays(std::uint64_t base) {
  std::vector<std::uint64_t> per_day(kDayCount);
  for (Day first = 0; first < kDays;) {
    Day end = first;
    std::uint64_t weight = 0;
    while (end < kDays && month_index(end) == month_index(first))
      weight += weekday_weight(end++);
    const std::uint64_t total =
        base * kMonthLevels[month_index(first)] * logged({first, end - 1}) / 1000;
    std::uint64_t passed = 0;
    for (Day day = first; day < end; ++day) {
      const std::uint64_t before = scaled(total, passed, weight);
      passed += weekday_weight(day);
      per_day[static_cast<std::size_t>(day)] = scaled(total, passed, weight) - before;
    }
    first = end;
  }
  return DayCounts(per_day);
}

}  // namespace nd::synth
