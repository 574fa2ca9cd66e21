// The two years of the synthetic platform as numbered local days: day 0 is 1 January 2023 at UTC+8.
//
// Belongs here: dates of 2023 and 2024 and their neighbours at a fixed offset. Does not belong
// here: time zones in general (time/zone.h).
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>

namespace nd::synth {

// Days since 1 January 2023, local; may be negative.
using Day = std::int32_t;

inline constexpr std::int64_t kMsPerHour = 3'600'000;
inline constexpr std::int64_t kMsPerDay = 24 * kMsPerHour;
inline constexpr std::int64_t kUtcOffsetMs = 8 * kMsPerHour;
// 1 January 2023 as days since 1 January 1970.
inline constexpr std::int64_t kFirstSysDay = 19358;

[[nodiscard]] constexpr Day day_of(int year, unsigned month, unsigned day) {
  const std::chrono::sys_days date{std::chrono::year{year} / std::chrono::month{month} /
                                   std::chrono::day{day}};
  return static_cast<Day>(date.time_since_epoch().count() - kFirstSysDay);
}
[[nodiscard]] constexpr std::chrono::sys_days date_of(Day day) {
  return std::chrono::sys_days{std::chrono::days{kFirstSysDay + day}};
}

inline constexpr Day kYear2024 = day_of(2024, 1, 1);
inline constexpr Day kDays = day_of(2025, 1, 1);
static_assert(day_of(2023, 1, 1) == 0 && kYear2024 == 365 && kDays == 731);

// Milliseconds since the epoch at which the local day begins.
[[nodiscard]] constexpr std::int64_t day_start_ms(Day day) {
  return (kFirstSysDay + day) * kMsPerDay - kUtcOffsetMs;
}
// The local day of an instant. Requires: time_ms is not before the epoch.
[[nodiscard]] constexpr Day day_at(std::int64_t time_ms) {
  return static_cast<Day>((time_ms + kUtcOffsetMs) / kMsPerDay - kFirstSysDay);
}

// The report's cut by receipt, and the same for the year before: 5 January, 00:00 local.
inline constexpr std::int64_t kAsOfMs = day_start_ms(day_of(2025, 1, 5));
inline constexpr std::int64_t kAsOfPriorMs = day_start_ms(day_of(2024, 1, 5));

// Both ends included, as in dim_topics.
struct DaySpan {
  Day first = 0;
  Day last = 0;
  [[nodiscard]] constexpr Day days() const { return last - first + 1; }
  [[nodiscard]] constexpr bool contains(Day day) const { return first <= day && day <= last; }
};

// The days of which the log has nothing, one a year.
inline constexpr std::array<Day, 2> kUnlogged = {day_of(2023, 5, 12), day_of(2024, 9, 3)};
[[nodiscard]] constexpr bool is_logged(Day day) {
  return day != kUnlogged[0] && day != kUnlogged[1];
}
// How many of the span's days the log has.
[[nodiscard]] constexpr Day logged_days(DaySpan span) {
  Day days = span.days();
  for (const Day day : kUnlogged)
    days -= span.contains(day) ? 1 : 0;
  return days;
}

[[nodiscard]] constexpr DaySpan in_2024(unsigned month, unsigned day, unsigned to_month,
                                        unsigned to_day) {
  return {day_of(2024, month, day), day_of(2024, to_month, to_day)};
}
inline constexpr DaySpan kYear2023Span = {0, kYear2024 - 1};
inline constexpr DaySpan kYear2024Span = {kYear2024, kDays - 1};
inline constexpr DaySpan kJuly2024 = in_2024(7, 1, 7, 31);

// Appends 2024-07-31, or 20240731.
void append_date(std::string& out, Day day);
void append_compact_date(std::string& out, Day day);

}  // namespace nd::synth
