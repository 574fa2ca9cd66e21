#include "time/period.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::time {
namespace {

Period period(std::string_view text) {
  return *Period::parse(text);
}

std::string text(const std::optional<Period>& found) {
  return found ? found->text() : "none";
}

TEST_SUITE_BEGIN("time/period");

TEST_CASE("every kind reads back what it writes") {
  for (const char* label :
       {"2024", "2024-Q3", "2024-07", "2024-W31", "2020-W53", "2024-07-31", "0000", "9999-12-31"}) {
    CAPTURE(label);
    CHECK(period(label).text() == label);
  }
  for (const char* label : {"", "24", "2024-", "2024-Q0", "2024-Q5", "2024-00", "2024-13",
                            "2024-W00", "2024-W53", "2024-W1", "2024-7", "2024-02-30",
                            "2024-07-31T00:00:00Z", "2024q3", "2024-w31", "-024", "12024"}) {
    CAPTURE(label);
    CHECK(Period::parse(label).error().kind == ErrorKind::kInput);
  }
}

TEST_CASE("what is wrong with a text is said") {
  const auto wrong = [](std::string_view text) { return Period::parse(text).error().message; };
  CHECK(wrong("2023-02-29") == "the calendar has no day 2023-02-29");
  CHECK(wrong("2024-13") == "the calendar has no month 2024-13");
  CHECK(wrong("2024-Q5") == "the calendar has no quarter 2024-Q5");
  CHECK(wrong("2023-W53") == "the calendar has no week 2023-W53: that year ends with week 52");
  CHECK(wrong("2020-W54") == "the calendar has no week 2020-W54: that year ends with week 53");
  CHECK(wrong("2024Q3") ==
        "'2024Q3' is not a period like 2024, 2024-Q3, 2024-07, 2024-W31 or 2024-07-31");
  Period period;
  CHECK(parse_into("2024-00", period).error().kind == ErrorKind::kUsage);
}

TEST_CASE("first day, last day and number of days") {
  CHECK(period("2024").days() == 366);
  CHECK(period("1900").days() == 365);
  CHECK(period("2024-Q1").days() == 91);
  CHECK(period("2023-02").days() == 28);
  CHECK(period("2024-W31").days() == 7);
  CHECK(period("2024-W31").first_day() == day_of({2024, 7, 29}));
  CHECK(period("2024-07").last_day() == day_of({2024, 7, 31}));
  CHECK(period("2024-07-31").days() == 1);
  CHECK(period("2025-W01").first_day() == day_of({2024, 12, 30}));
}

TEST_CASE("of a day, around New Year and before 1970") {
  const Day day = day_of({2024, 12, 30});
  CHECK(Period::of(day, PeriodKind::kWeek).text() == "2025-W01");
  CHECK(Period::of(day, PeriodKind::kMonth).text() == "2024-12");
  CHECK(Period::of(day, PeriodKind::kQuarter).text() == "2024-Q4");
  CHECK(Period::of(day_of({1969, 12, 31}), PeriodKind::kWeek).text() == "1970-W01");
  CHECK(Period::of(day_of({1969, 12, 28}), PeriodKind::kWeek).text() == "1969-W52");
  CHECK(Period::of(day_of({0, 1, 1}).plus(-1), PeriodKind::kMonth).text() == "-0001-12");
}

TEST_CASE("truncation goes up where the finer period lies in one coarser one") {
  CHECK(period("2024-07-31").truncated_to(PeriodKind::kWeek)->text() == "2024-W31");
  CHECK(period("2024-07-31").truncated_to(PeriodKind::kYear)->text() == "2024");
  CHECK(period("2024-07").truncated_to(PeriodKind::kQuarter)->text() == "2024-Q3");
  CHECK(period("2024-Q3").truncated_to(PeriodKind::kYear)->text() == "2024");
  CHECK(period("2024").truncated_to(PeriodKind::kYear)->text() == "2024");
  CHECK(period("2024-W31").truncated_to(PeriodKind::kWeek)->text() == "2024-W31");
  CHECK(period("2024-W31").truncated_to(PeriodKind::kMonth).error().message ==
        "a week such as '2024-W31' does not lie in one month");
  CHECK_FALSE(period("2024-W31").truncated_to(PeriodKind::kYear));
  CHECK_FALSE(period("2024-07").truncated_to(PeriodKind::kWeek));
  CHECK_FALSE(period("2024-07").truncated_to(PeriodKind::kDay));
}

TEST_CASE("steps cross years and stop at the ends of the calendar") {
  CHECK(text(period("2024-12").plus(1)) == "2025-01");
  CHECK(text(period("2024-Q1").plus(-1)) == "2023-Q4");
  CHECK(text(period("2020-W53").plus(1)) == "2021-W01");
  CHECK(text(period("2024-02-28").plus(2)) == "2024-03-01");
  CHECK(text(period("9999").plus(1)) == "none");
  CHECK(text(period("0000-01-01").plus(-1)) == "none");
  CHECK(text(period("2024-07").plus(INT64_MAX)) == "none");
}

TEST_CASE("the same period of another year, where there is one") {
  CHECK(text(period("2024-07-31").plus_years(-1)) == "2023-07-31");
  CHECK(text(period("2024-02-29").plus_years(-1)) == "none");
  CHECK(text(period("2024-02-29").plus_years(-4)) == "2020-02-29");
  CHECK(text(period("2020-W53").plus_years(-1)) == "none");
  CHECK(text(period("2024-W31").plus_years(-1)) == "2023-W31");
  CHECK(text(period("2025-W01").plus_years(-1)) == "2024-W01");
  CHECK(text(period("2024-Q3").plus_years(-1)) == "2023-Q3");
  CHECK(text(period("2024-02").plus_years(1)) == "2025-02");
  CHECK(text(period("0000").plus_years(-1)) == "none");
}

TEST_CASE("kinds have names") {
  CHECK(parse_period_kind("quarter") == PeriodKind::kQuarter);
  CHECK(parse_period_kind("hour").error().message ==
        "'hour' is not a period: day, week, month, quarter or year");
  CHECK(name_of(PeriodKind::kWeek) == "week");
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::time
