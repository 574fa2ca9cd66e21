// The calendar arithmetic is that of std::chrono's calendar types (C++20), which follow Howard
// Hinnant's "chrono-compatible low-level date algorithms".
#include "time/civil.h"

#include <chrono>
#include <string>

#include "base/check.h"
#include "base/wording.h"
#include "time/text_reader.h"

namespace nd::time {

namespace {

std::chrono::sys_days chrono_day(Day day) {
  return std::chrono::sys_days(std::chrono::days(day.since_epoch));
}

std::chrono::year_month_day chrono_date(const Date& date) {
  return std::chrono::year_month_day(std::chrono::year(date.year),
                                     std::chrono::month(static_cast<unsigned>(date.month)),
                                     std::chrono::day(static_cast<unsigned>(date.day)));
}

}  // namespace

Date date_of(Day day) {
  const std::chrono::year_month_day date(chrono_day(day));
  return {static_cast<int>(date.year()),
          static_cast<std::int32_t>(static_cast<unsigned>(date.month())),
          static_cast<std::int32_t>(static_cast<unsigned>(date.day()))};
}

Day day_of(const Date& date) {
  const std::chrono::year_month_day chrono = chrono_date(date);
  ND_CHECK(chrono.ok());
  return {static_cast<std::int32_t>(std::chrono::sys_days(chrono).time_since_epoch().count())};
}

std::optional<Day> checked_day_of(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (year < kMinYear || year > kMaxYear || month < 1 || month > 12 || day < 1) return std::nullopt;
  const Date date{static_cast<std::int32_t>(year), static_cast<std::int32_t>(month), 1};
  if (day > days_in_month(date.year, date.month)) return std::nullopt;
  return day_of(date).plus(static_cast<std::int32_t>(day) - 1);
}

bool is_leap_year(std::int32_t year) {
  return std::chrono::year(year).is_leap();
}

std::int32_t days_in_month(std::int32_t year, std::int32_t month) {
  static constexpr std::int32_t kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  ND_CHECK(month >= 1 && month <= 12);
  return month == 2 && is_leap_year(year) ? 29 : kDays[month - 1];
}

std::int32_t iso_weekday(Day day) {
  // Day 0 was a Thursday.
  const std::int32_t from_monday = (day.since_epoch + 3) % 7;
  return (from_monday < 0 ? from_monday + 7 : from_monday) + 1;
}

std::int32_t day_of_year(Day day) {
  return day.since_epoch - day_of({date_of(day).year, 1, 1}).since_epoch + 1;
}

IsoWeek iso_week_of(Day day) {
  // A week belongs to the year of its Thursday.
  const Day thursday = day.plus(4 - iso_weekday(day));
  return {date_of(thursday).year, (day_of_year(thursday) - 1) / 7 + 1};
}

std::int32_t weeks_in_iso_year(std::int32_t year) {
  // 28 December always lies in the last week.
  return iso_week_of(day_of({year, 12, 28})).week;
}

Result<Day> parse_date(std::string_view text) {
  std::int32_t year = 0;
  std::int32_t month = 0;
  std::int32_t day = 0;
  TextReader in(text);
  if (in.digits(4, year) && in.accept('-') && in.digits(2, month) && in.accept('-') &&
      in.digits(2, day) && in.done()) {
    if (const std::optional<Day> found = checked_day_of(year, month, day)) return *found;
    return input_error("there is no day {}", in_quotes(text));
  }
  return input_error("{} is not a date like 2024-07-31", in_quotes(text));
}

char* write_digits2(char* out, std::int32_t number) {
  out[0] = static_cast<char>('0' + number / 10);
  out[1] = static_cast<char>('0' + number % 10);
  return out + 2;
}

char* write_year(char* out, std::int32_t year) {
  if (year < 0) {
    *out++ = '-';
    year = -year;
  }
  // Years of five digits are met only as the local day after the last instant.
  if (year > 9999) *out++ = static_cast<char>('0' + year / 10'000);
  out = write_digits2(out, year / 100 % 100);
  return write_digits2(out, year % 100);
}

char* write_date(char* out, Day day) {
  const Date date = date_of(day);
  out = write_year(out, date.year);
  *out++ = '-';
  out = write_digits2(out, date.month);
  *out++ = '-';
  return write_digits2(out, date.day);
}

}  // namespace nd::time
