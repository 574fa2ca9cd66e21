// Civil days: the proleptic Gregorian calendar as a count of days, without zones or instants.
//
// Belongs here: day <-> year, month, day; weekday; ISO week. Does not belong here: spans of days
// with a name (time/period.h), the day on which an instant falls (time/zone.h).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"

namespace nd::time {

// A civil day, counted from 1970-01-01.
struct Day {
  std::int32_t since_epoch = 0;

  friend constexpr auto operator<=>(const Day&, const Day&) = default;
  [[nodiscard]] constexpr Day plus(std::int32_t days) const { return {since_epoch + days}; }
};

inline constexpr std::int64_t kSecondsPerDay = 86'400;
// Days and periods are read and made within these years; an instant's local day may pass them by
// one day.
inline constexpr std::int32_t kMinYear = 0;
inline constexpr std::int32_t kMaxYear = 9999;

struct Date {
  std::int32_t year = 1970;
  std::int32_t month = 1;  // 1 to 12
  std::int32_t day = 1;    // 1 to 31
  friend constexpr bool operator==(const Date&, const Date&) = default;
};

// The week of ISO 8601: Monday to Sunday; week 1 is the one that holds the year's first Thursday.
struct IsoWeek {
  std::int32_t year = 1970;  // the ISO year, which differs from the calendar's around New Year
  std::int32_t week = 1;     // 1 to 53
  friend constexpr bool operator==(const IsoWeek&, const IsoWeek&) = default;
};

[[nodiscard]] Date date_of(Day day);
// Requires: the date exists.
[[nodiscard]] Day day_of(const Date& date);
// nullopt if there is no such date or its year is outside kMinYear to kMaxYear.
[[nodiscard]] std::optional<Day> checked_day_of(std::int64_t year, std::int64_t month,
                                                std::int64_t day);

[[nodiscard]] bool is_leap_year(std::int32_t year);
[[nodiscard]] std::int32_t days_in_month(std::int32_t year, std::int32_t month);
// 1 (Monday) to 7 (Sunday).
[[nodiscard]] std::int32_t iso_weekday(Day day);
// 1 to 366.
[[nodiscard]] std::int32_t day_of_year(Day day);
[[nodiscard]] IsoWeek iso_week_of(Day day);
// 52 or 53.
[[nodiscard]] std::int32_t weeks_in_iso_year(std::int32_t year);

// `YYYY-MM-DD` of a day that exists, and nothing else; input error otherwise.
[[nodiscard]] Result<Day> parse_date(std::string_view text);

// Writes `YYYY-MM-DD` and returns the end: 10 bytes for the years 0 to 9999, at most 12.
char* write_date(char* out, Day day);

// Text building blocks of this module: decimal digits with leading zeros.
char* write_digits2(char* out, std::int32_t number);
// The year with at least four digits, `-` before a negative one.
char* write_year(char* out, std::int32_t year);

}  // namespace nd::time
