#include "plot/period_ticks.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::plot {
namespace {

using time::PeriodKind;

time::Day day(std::int32_t year, std::int32_t month, std::int32_t of_month) {
  return time::day_of({year, month, of_month});
}

std::string texts(time::Day first, time::Day last, PeriodKind grain, int most,
                  Language language = Language::kEnglish) {
  std::string out;
  for (const Tick& tick : period_ticks(first, last, grain, most, language)) {
    out += (out.empty() ? "" : " ") + tick.text;
    if (!tick.year.empty()) out += "/" + tick.year;
  }
  return out;
}

TEST_SUITE("plot/period_ticks") {
  TEST_CASE("the shortest periods of which there are not too many") {
    CHECK(texts(day(2024, 1, 1), day(2024, 1, 3), PeriodKind::kDay, 5) == "Jan 1/2024 Jan 2 Jan 3");
    CHECK(texts(day(2024, 1, 1), day(2024, 12, 31), PeriodKind::kDay, 12) ==
          "Jan/2024 Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec");
    CHECK(texts(day(2023, 1, 1), day(2024, 12, 31), PeriodKind::kDay, 4) ==
          "Jan/2023 Jul Jan/2024 Jul");
    CHECK(texts(day(2020, 1, 1), day(2025, 7, 1), PeriodKind::kQuarter, 6) ==
          "2020 2021 2022 2023 2024 2025");
    CHECK(texts(day(2024, 1, 1), day(2024, 10, 1), PeriodKind::kQuarter, 4) == "Q1/2024 Q2 Q3 Q4");
    CHECK(texts(day(1, 1, 1), day(9999, 1, 1), PeriodKind::kYear, 6) == "2000 4000 6000 8000");
  }

  TEST_CASE("an axis without the beginning of a period has its first day") {
    CHECK(texts(day(2024, 5, 1), day(2024, 5, 1), PeriodKind::kMonth, 3) == "May/2024");
    CHECK(texts(day(2024, 5, 14), day(2024, 5, 15), PeriodKind::kDay, 1) == "May 14/2024");
  }

  TEST_CASE("weeks have the year of ISO 8601") {
    CHECK(texts(day(2024, 12, 30), day(2025, 1, 6), PeriodKind::kWeek, 3) == "W1/2025 W2");
  }

  TEST_CASE("Chinese names") {
    CHECK(texts(day(2024, 1, 1), day(2024, 2, 1), PeriodKind::kMonth, 3, Language::kChinese) ==
          "1月/2024 2月");
    CHECK(texts(day(2024, 1, 31), day(2024, 2, 1), PeriodKind::kDay, 3, Language::kChinese) ==
          "1月31日/2024 2月1日");
  }

  TEST_CASE("neighbours have neighbouring numbers") {
    for (const PeriodKind kind : {PeriodKind::kDay, PeriodKind::kWeek, PeriodKind::kMonth,
                                  PeriodKind::kQuarter, PeriodKind::kYear}) {
      time::Period period = time::Period::of(day(1968, 11, 20), kind);
      for (int i = 0; i < 400; ++i) {
        const std::int64_t number = period_number(period.first_day(), kind);
        CHECK(period_number(period.last_day(), kind) == number);
        period = period.next();
        CHECK(period_number(period.first_day(), kind) == number + 1);
      }
    }
  }
}

}  // namespace
}  // namespace nd::plot
