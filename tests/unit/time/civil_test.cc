#include "time/civil.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::time {
namespace {

std::string date_text(Day day) {
  char bytes[12];
  return {bytes, write_date(bytes, day)};
}

TEST_SUITE_BEGIN("time/civil");

TEST_CASE("every day of the years 0 to 9999 follows the one before and reads back") {
  Day day = day_of({0, 1, 1});
  CHECK(day.since_epoch == -719528);
  Date before{-1, 12, 31};
  const Day end = day_of({9999, 12, 31});
  bool in_step = true;
  for (; day <= end; day = day.plus(1)) {
    const Date date = date_of(day);
    const bool new_month = date.day == 1 && before.day == days_in_month(before.year, before.month);
    in_step &= (date.day == before.day + 1 && date.month == before.month) || new_month;
    in_step &= day_of(date) == day && parse_date(date_text(day)) == day;
    before = date;
  }
  CHECK(in_step);
}

TEST_CASE("century years are leap years only every 400 years") {
  CHECK(is_leap_year(2000));
  CHECK_FALSE(is_leap_year(1900));
  CHECK_FALSE(is_leap_year(2100));
  CHECK(days_in_month(2024, 2) == 29);
  CHECK_FALSE(checked_day_of(1900, 2, 29));
  CHECK(checked_day_of(2024, 2, 29));
  CHECK_FALSE(checked_day_of(2024, 13, 1));
  CHECK_FALSE(checked_day_of(10'000, 1, 1));
}

TEST_CASE("weekdays and days of the year") {
  CHECK(iso_weekday({0}) == 4);
  CHECK(iso_weekday(day_of({2024, 7, 28})) == 7);
  CHECK(iso_weekday(day_of({1900, 1, 1})) == 1);
  CHECK(day_of_year(day_of({2024, 12, 31})) == 366);
  CHECK(day_of_year(day_of({1969, 12, 31})) == 365);
}

TEST_CASE("an ISO week belongs to the year of its Thursday") {
  CHECK(iso_week_of(day_of({2024, 12, 30})) == IsoWeek{2025, 1});
  CHECK(iso_week_of(day_of({2021, 1, 3})) == IsoWeek{2020, 53});
  CHECK(iso_week_of(day_of({2023, 1, 1})) == IsoWeek{2022, 52});
  CHECK(weeks_in_iso_year(2020) == 53);
  CHECK(weeks_in_iso_year(2024) == 52);
}

TEST_CASE("what is not a date is refused by what it is") {
  CHECK(parse_date("2023-02-29").error().message == "there is no day '2023-02-29'");
  for (const char* text :
       {"", "2024-7-31", "2024-07-31 ", "20240731", "2024/07/31", "+024-07-31", "2024-07-3a"}) {
    CAPTURE(text);
    CHECK(parse_date(text).error().kind == ErrorKind::kInput);
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::time
