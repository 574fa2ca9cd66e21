#include "synth/day_counts.h"

#include <doctest/doctest.h>

namespace nd::synth {
namespace {

constexpr DaySpan kMarch24 = {day_of(2024, 3, 1), day_of(2024, 3, 31)};

TEST_SUITE("synth/day_counts") {
  TEST_CASE("an even spread adds up and differs by at most one") {
    const DayCounts counts = DayCounts::even(100, kMarch24);
    CHECK(counts.total() == 100);
    CHECK(counts.in(kMarch24) == 100);
    CHECK(counts.on(kMarch24.first - 1) == 0);
    CHECK(counts.on(kMarch24.last + 1) == 0);
    for (Day day = kMarch24.first; day <= kMarch24.last; ++day) {
      CHECK(counts.on(day) >= 3);
      CHECK(counts.on(day) <= 4);
    }
  }

  TEST_CASE("a burst begins on its first day, however small") {
    for (const std::uint64_t total : {1U, 2U, 9U, 45U, 100'000U}) {
      const DayCounts counts = DayCounts::burst(total, kMarch24);
      CHECK(counts.total() == total);
      CHECK(counts.in(kMarch24) == total);
      CHECK(counts.on(kMarch24.first) >= 1);
    }
    const DayCounts large = DayCounts::burst(100'000, kMarch24);
    CHECK(large.on(kMarch24.first) > large.on(kMarch24.first + 10));
    CHECK(large.on(kMarch24.first + 10) > large.on(kMarch24.last));
  }

  TEST_CASE("day_of_index finds the day of each event") {
    const DayCounts counts = DayCounts::burst(45, kMarch24);
    for (std::uint64_t i = 0; i < 45; ++i) {
      const Day day = counts.day_of_index(i);
      CHECK(counts.before(day) <= i);
      CHECK(i < counts.before(day + 1));
    }
  }

  TEST_CASE("a shape can be scaled, added and taken") {
    const DayCounts shape = DayCounts::even(729, {0, kDays - 1});
    DayCounts counts = DayCounts::like(shape, 7'290);
    CHECK(counts.on(0) == 10);
    CHECK(counts.on(kDays - 1) == 10);
    counts.take(shape);
    CHECK(counts.on(100) == 9);
    counts.add(DayCounts::daily(5, {100, 100}));
    CHECK(counts.on(100) == 14);
    CHECK(counts.total() == 729 * 9 + 5);
  }

  TEST_CASE("nothing falls on a day that the log has not, and nothing is lost by it") {
    const DaySpan september = {day_of(2024, 9, 1), day_of(2024, 9, 30)};
    for (const DayCounts& counts :
         {DayCounts::even(1'000, september), DayCounts::burst(1'000, september),
          DayCounts::like(DayCounts::even(30, september), 1'000)}) {
      CHECK(counts.in(september) == 1'000);
      CHECK(counts.on(day_of(2024, 9, 3)) == 0);
      CHECK(counts.on(day_of(2024, 9, 4)) > 0);
    }
    CHECK(DayCounts::daily(7, september).total() == 7 * 29);
    CHECK(daily_plays(250).on(day_of(2023, 5, 12)) == 0);
  }

  TEST_CASE("daily plays grow by 12.4 percent from July to July, exactly, at every size") {
    constexpr DaySpan kJuly23 = {day_of(2023, 7, 1), day_of(2023, 7, 31)};
    constexpr DaySpan kJuly24 = {day_of(2024, 7, 1), day_of(2024, 7, 31)};
    for (const std::uint64_t base : {250U, 2'500U, 100'000U, 1'000'000U}) {
      const DayCounts plays = daily_plays(base);
      CHECK(plays.in(kJuly23) == base * 31);
      CHECK(plays.in(kJuly24)*1000 == base * 31 * 1124);
    }
  }
}

}  // namespace
}  // namespace nd::synth
