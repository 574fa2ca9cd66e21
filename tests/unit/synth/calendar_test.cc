#include "synth/calendar.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::synth {
namespace {

std::string date(Day day) {
  std::string out;
  append_date(out, day);
  return out;
}

TEST_SUITE("synth/calendar") {
  TEST_CASE("days are numbered from 1 January 2023, before it too") {
    CHECK(date(0) == "2023-01-01");
    CHECK(date(-1) == "2022-12-31");
    CHECK(date(day_of(2024, 2, 29)) == "2024-02-29");
    CHECK(date(kDays - 1) == "2024-12-31");
    std::string compact;
    append_compact_date(compact, day_of(2024, 7, 3));
    CHECK(compact == "20240703");
  }

  TEST_CASE("a local day begins eight hours before the same day in UTC") {
    CHECK(day_start_ms(0) == 1672502400000);
    CHECK(day_at(1672502400000) == 0);
    CHECK(day_at(1672502399999) == -1);
    CHECK(kAsOfMs == 1736006400000);
    CHECK(kAsOfPriorMs == 1704384000000);
  }

  TEST_CASE("a span includes both ends") {
    constexpr DaySpan kSpan = {3, 5};
    CHECK(kSpan.days() == 3);
    CHECK(kSpan.contains(3));
    CHECK(kSpan.contains(5));
    CHECK_FALSE(kSpan.contains(6));
  }
}

}  // namespace
}  // namespace nd::synth
