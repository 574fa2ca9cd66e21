#include "compare/period_pairing.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::compare {
namespace {

using time::Period;
using time::PeriodKind;

Period period(std::string_view text) {
  return *Period::parse(text);
}

PeriodPairing pairing(const PairingOptions& options, PeriodKind input = PeriodKind::kDay) {
  const Result<PeriodPairing> made = PeriodPairing::make(options, input);
  REQUIRE(made.has_value());
  return *made;
}

std::string text(const std::optional<DaySpan>& span) {
  if (!span) return "none";
  return Period::of(span->first, PeriodKind::kDay).text() + ".." +
         Period::of(span->last, PeriodKind::kDay).text();
}

std::string text(const std::optional<Period>& found) {
  return found ? found->text() : "none";
}

std::string refused(const PairingOptions& options, PeriodKind input = PeriodKind::kDay) {
  const Result<PeriodPairing> made = PeriodPairing::make(options, input);
  return made ? "made" : made.error().message;
}

TEST_SUITE_BEGIN("compare/period_pairing");

TEST_CASE("a month stands against that of the year before, whole") {
  const PeriodPairing months = pairing({.by = PeriodKind::kMonth});
  CHECK(text(months.current_days(period("2024-02"))) == "2024-02-01..2024-02-29");
  CHECK(text(months.previous_days(period("2024-02"))) == "2023-02-01..2023-02-28");
  CHECK(months.expected_days(months.current_days(period("2024-02"))) == 29);
  CHECK(text(months.later_period_of(period("2023-02-28"))) == "2024-02");
  CHECK(text(months.key_of_current(period("2024-02-29"))) == "none");
}

// The earlier side of one period compared, cut at an end that is both --from and --to.
std::string before(std::string_view end, PairingOptions options,
                   PeriodKind input = PeriodKind::kDay) {
  options.from = options.to = period(end);
  const PeriodKind by = options.by.value_or(input);
  return text(pairing(options, input).previous_days(Period::of(options.from->first_day(), by)));
}

TEST_CASE("against a period stands the whole of the one before") {
  const PairingOptions month{.lag = Lag::kMonth, .by = PeriodKind::kMonth};
  for (const PeriodKind input : {PeriodKind::kDay, PeriodKind::kMonth}) {
    CHECK(before("2024-02", month, input) == "2024-01-01..2024-01-31");
    CHECK(before("2024-03", month, input) == "2024-02-01..2024-02-29");
    CHECK(before("2024-06", {.lag = Lag::kQuarter, .by = PeriodKind::kMonth}, input) ==
          "2024-03-01..2024-03-31");
    CHECK(before("2025-02", {.by = PeriodKind::kMonth}, input) == "2024-02-01..2024-02-29");
    CHECK(before("2024-Q2", {.lag = Lag::kQuarter, .by = PeriodKind::kQuarter}, input) ==
          "2024-01-01..2024-03-31");
    CHECK(before("2025", {.by = PeriodKind::kYear}, input) == "2024-01-01..2024-12-31");
  }
  CHECK(before("2024-W01", {.lag = Lag::kWeek, .by = PeriodKind::kWeek}) ==
        "2023-12-25..2023-12-31");
  CHECK(before("2024-02", {.lag = Lag::kMonth}) == "2024-01-01..2024-01-01");
}

TEST_CASE("a period finer than those compared counts whole on the earlier side") {
  CHECK(before("2025-02", {.by = PeriodKind::kYear}) == "2024-02-01..2024-02-29");
  CHECK(before("2025-02", {.by = PeriodKind::kYear}, PeriodKind::kMonth) ==
        "2024-02-01..2024-02-29");
  CHECK(before("2024-05", {.lag = Lag::kQuarter, .by = PeriodKind::kQuarter}) ==
        "2024-02-01..2024-02-29");
  CHECK(before("2025-Q1", {.by = PeriodKind::kYear}) == "2024-01-01..2024-03-31");
}

TEST_CASE("an end that cuts a period compared is a date") {
  CHECK(before("2024-W09", {.by = PeriodKind::kYear}) == "2023-02-26..2023-03-03");
  const PeriodPairing weeks =
      pairing({.by = PeriodKind::kWeek, .from = period("2024-02"), .to = period("2024-02")});
  CHECK(text(weeks.current_days(period("2024-W05"))) == "2024-02-01..2024-02-04");
  CHECK(text(weeks.previous_days(period("2024-W05"))) == "2023-02-02..2023-02-05");
  CHECK(text(weeks.current_days(period("2024-W09"))) == "2024-02-26..2024-02-29");
  CHECK(text(weeks.previous_days(period("2024-W09"))) == "2023-02-27..2023-03-02");
  const PeriodPairing last_week =
      pairing({.by = PeriodKind::kWeek, .from = period("2020-W53"), .to = period("2020-W53")});
  CHECK(text(last_week.previous_days(period("2020-W53"))) == "none");
}

TEST_CASE("from and to cut both sides at the same dates") {
  const PairingOptions month{.lag = Lag::kMonth, .by = PeriodKind::kMonth};
  PairingOptions cut = month;
  cut.from = period("2024-02-01");
  cut.to = period("2024-02-15");
  CHECK(text(pairing(cut).previous_days(period("2024-02"))) == "2024-01-01..2024-01-15");
  cut.to = period("2024-02-29");
  CHECK(text(pairing(cut).previous_days(period("2024-02"))) == "2024-01-01..2024-01-29");
  // 29 January lies within a record by month.
  CHECK_FALSE(PeriodPairing::make(cut, PeriodKind::kMonth).has_value());
  cut.to = period("2024-02");
  CHECK(text(pairing(cut, PeriodKind::kMonth).previous_days(period("2024-02"))) ==
        "2024-01-01..2024-01-31");
  const PeriodPairing years =
      pairing({.by = PeriodKind::kYear, .from = period("2024-02-29"), .to = period("2024-07")});
  CHECK(text(years.current_days(period("2024"))) == "2024-02-29..2024-07-31");
  CHECK(text(years.previous_days(period("2024"))) == "2023-03-01..2023-07-31");
  CHECK(years.reports(period("2024")));
  CHECK_FALSE(years.reports(period("2023")));
  const PeriodPairing leap_end = pairing({.to = period("2024-02-29")});
  CHECK(text(leap_end.previous_days(period("2024-02-28"))) == "2023-02-28..2023-02-28");
}

TEST_CASE("29 February: own, folded to the 28th, dropped") {
  const Period leap = period("2024-02-29");
  const Period before = period("2024-02-28");
  const PeriodPairing own = pairing({});
  CHECK(own.reports(leap));
  CHECK(text(own.previous_days(leap)) == "none");

  const PeriodPairing fold = pairing({.leap_day = LeapDay::kFold});
  CHECK_FALSE(fold.reports(leap));
  CHECK(fold.period_of(leap) == before);
  CHECK(text(fold.current_days(before)) == "2024-02-28..2024-02-29");
  CHECK(text(fold.previous_days(period("2025-02-28"))) == "2024-02-28..2024-02-29");
  CHECK(text(fold.key_of_current(leap)) == "2023-02-28");
  CHECK(fold.key_of_previous(leap) == before);
  CHECK(text(fold.later_period_of(leap)) == "2025-02-28");
  const PeriodPairing by_month = pairing({.lag = Lag::kMonth, .leap_day = LeapDay::kFold});
  CHECK(text(by_month.previous_days(period("2024-03-28"))) == "2024-02-28..2024-02-29");
  CHECK(text(by_month.previous_days(period("2024-03-29"))) == "none");

  const PeriodPairing drop = pairing({.leap_day = LeapDay::kDrop, .by = PeriodKind::kYear});
  CHECK_FALSE(drop.counts(leap));
  CHECK(drop.expected_days(drop.current_days(period("2024"))) == 365);
  CHECK(drop.expected_days({time::day_of({1999, 1, 1}), time::day_of({2008, 2, 28})}) ==
        365 * 9 + 59);
}

TEST_CASE("weekday: the days 364 days before") {
  const PeriodPairing days = pairing({.align = Align::kWeekday});
  CHECK(text(days.previous_days(period("2024-02-29"))) == "2023-03-02..2023-03-02");
  CHECK(text(days.later_period_of(period("2023-03-02"))) == "2024-02-29");
  const PeriodPairing months =
      pairing({.align = Align::kWeekday, .by = PeriodKind::kMonth, .to = period("2024-07-15")});
  CHECK(text(months.previous_days(period("2024-07"))) == "2023-07-03..2023-07-17");
  const PeriodPairing weeks = pairing({.align = Align::kWeekday}, PeriodKind::kWeek);
  CHECK(text(weeks.previous_days(period("2020-W53"))) == "2019-12-30..2020-01-05");
}

TEST_CASE("weeks stand against the week of the same number, their days by place") {
  const PeriodPairing weeks = pairing({.by = PeriodKind::kWeek});
  CHECK(text(weeks.previous_days(period("2024-W31"))) == "2023-07-31..2023-08-06");
  CHECK(text(weeks.previous_days(period("2020-W53"))) == "none");
  CHECK(text(weeks.key_of_current(period("2024-07-29"))) == "2023-07-31");
  CHECK(text(weeks.key_of_current(period("2020-12-31"))) == "none");
}

TEST_CASE("other lags") {
  CHECK(text(pairing({.lag = Lag::kQuarter}, PeriodKind::kQuarter)
                 .previous_days(period("2024-Q1"))) == "2023-10-01..2023-12-31");
  CHECK(
      text(pairing({.lag = Lag::kQuarter}, PeriodKind::kMonth).previous_days(period("2024-02"))) ==
      "2023-11-01..2023-11-30");
  CHECK(text(pairing({.lag = Lag::kMonth}).previous_days(period("2024-03-31"))) == "none");
  CHECK(text(pairing({.lag = Lag::kMonth}).previous_days(period("2024-01-31"))) ==
        "2023-12-31..2023-12-31");
  CHECK(text(pairing({.lag = Lag::kWeek}).previous_days(period("2024-01-03"))) ==
        "2023-12-27..2023-12-27");
  CHECK(text(pairing({.lag = Lag::kDay}).previous_days(period("2024-01-01"))) ==
        "2023-12-31..2023-12-31");
}

TEST_CASE("moving days trail on both sides and are not cut by the window") {
  const PeriodPairing moving = pairing({.from = period("2024-03-01"), .moving = {7}});
  CHECK(text(moving.current_days(period("2024-03-01"))) == "2024-02-24..2024-03-01");
  CHECK(text(moving.previous_days(period("2024-03-01"))) == "2023-02-23..2023-03-01");
  CHECK_FALSE(moving.reports(period("2024-02-29")));
}

TEST_CASE("moving days are as many where 29 February is dropped") {
  const PeriodPairing moving = pairing({.leap_day = LeapDay::kDrop, .moving = {7}});
  CHECK(text(moving.current_days(period("2024-03-01"))) == "2024-02-23..2024-03-01");
  CHECK(moving.expected_days(moving.current_days(period("2024-03-01"))) == 7);
  CHECK(text(moving.current_days(period("2024-03-06"))) == "2024-02-28..2024-03-06");
  CHECK(text(moving.current_days(period("2024-03-07"))) == "2024-03-01..2024-03-07");
  CHECK(text(moving.previous_days(period("2024-03-01"))) == "2023-02-23..2023-03-01");
  CHECK(text(moving.previous_days(period("2025-03-01"))) == "2024-02-23..2024-03-01");
  // The day before is none.
  const PeriodPairing daily =
      pairing({.lag = Lag::kDay, .leap_day = LeapDay::kDrop, .moving = {7}});
  CHECK(daily.expected_days(*daily.previous_days(period("2024-03-01"))) == 0);
  const PeriodPairing weekdays =
      pairing({.align = Align::kWeekday, .leap_day = LeapDay::kDrop, .moving = {7}});
  CHECK(text(weekdays.current_days(period("2024-03-01"))) == "2024-02-23..2024-03-01");
  CHECK(text(weekdays.previous_days(period("2024-03-01"))) == "2023-02-25..2023-03-03");
}

TEST_CASE("what does not go together is refused") {
  CHECK(refused({.by = PeriodKind::kMonth}, PeriodKind::kWeek) ==
        "the records' periods are weeks, which cannot be put together to months");
  CHECK(refused({.by = PeriodKind::kDay}, PeriodKind::kMonth) ==
        "the records' periods are months, which cannot be put together to days");
  CHECK(refused({.lag = Lag::kMonth, .by = PeriodKind::kYear}) ==
        "--lag 1m does not go with periods of a year");
  CHECK(refused({.lag = Lag::kMonth}, PeriodKind::kWeek) ==
        "--lag 1m does not go with periods of a week");
  CHECK(refused({.align = Align::kWeekday}, PeriodKind::kMonth) ==
        "--align weekday needs records by day or week, and --lag 1y");
  CHECK(refused({.leap_day = LeapDay::kDrop}, PeriodKind::kMonth) ==
        "--feb29 needs records by day; these are by month");
  CHECK(refused({.by = PeriodKind::kMonth, .moving = {7}}) ==
        "--moving needs records by day, compared by day, and not --feb29 fold");
  CHECK(refused({.from = period("2024-07-02")}, PeriodKind::kMonth) ==
        "--from 2024-07-02 cuts through the period 2024-07 of the records");
  CHECK(refused({.to = period("2024-07-30")}, PeriodKind::kMonth) ==
        "--to 2024-07-30 cuts through the period 2024-07 of the records");
  CHECK(refused({.from = period("2024-07"), .to = period("2024-06")}) ==
        "--to 2024-06 is before --from 2024-07");
  CHECK(refused({.align = Align::kWeekday, .leap_day = LeapDay::kFold}) ==
        "--feb29 fold does not go with --align weekday, which gives every day a partner");
  const std::string no_fold =
      "--feb29 fold needs --lag 1y, 1q or 1m, and no weeks, which have seven days in any year";
  CHECK(refused({.lag = Lag::kDay, .leap_day = LeapDay::kFold}) == no_fold);
  CHECK(refused({.lag = Lag::kWeek, .leap_day = LeapDay::kFold}) == no_fold);
  CHECK(refused({.leap_day = LeapDay::kFold, .by = PeriodKind::kWeek}) == no_fold);
  CHECK(refused({.leap_day = LeapDay::kFold, .from = period("2024-02-29")}) ==
        "--from 2024-02-29 begins with 29 February, which --feb29 fold makes a part of the 28th");
}

TEST_CASE("a number of days") {
  MovingDays moving;
  CHECK(parse_into("7d", moving).has_value());
  CHECK(moving.days == 7);
  for (const char* typed : {"", "d", "7", "0d", "367d", "-1d", "1w", "7dd"}) {
    CAPTURE(typed);
    CHECK(parse_into(typed, moving).error().kind == ErrorKind::kUsage);
  }
  CHECK(parse_into("7", moving).error().message ==
        "'7' is no number of days from 1d to 366d; did you mean '7d'?");
  CHECK(words_for_lag("7d") == "1w");
  CHECK(words_for_lag("1w").empty());
  CHECK(parse_into("367", moving).error().message == "'367' is no number of days from 1d to 366d");
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::compare
