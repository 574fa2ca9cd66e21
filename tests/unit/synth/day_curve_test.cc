#include "synth/day_curve.h"

#include <array>
#include <cstddef>
#include <limits>

#include <doctest/doctest.h>

#include "synth/calendar.h"

namespace nd::synth {
namespace {

TEST_SUITE("synth/day_curve") {
  TEST_CASE("the curve runs from midnight to midnight and never falls") {
    CHECK(time_at_position(0) == 0);
    std::int64_t before = 0;
    for (std::uint64_t position = 0; position <= std::numeric_limits<std::uint32_t>::max();
         position += 40'009) {
      const std::int64_t now = time_at_position(static_cast<std::uint32_t>(position));
      REQUIRE(now >= before);
      before = now;
    }
    CHECK(time_at_position(std::numeric_limits<std::uint32_t>::max()) < kMsPerDay);
    CHECK(time_at_position(std::numeric_limits<std::uint32_t>::max()) > kMsPerDay - kMsPerHour);
  }

  TEST_CASE("position_at_time is the inverse, rounded down") {
    for (std::int64_t ms = 0; ms < kMsPerDay; ms += 12'347) {
      const std::uint32_t position = position_at_time(ms);
      REQUIRE(time_at_position(position) <= ms);
      REQUIRE(time_at_position(position + 100'000) > ms);
    }
  }

  TEST_CASE("the hour from 20:00 is the busiest") {
    std::array<int, 24> events{};
    constexpr std::uint32_t kEvents = 10'000;
    for (std::uint32_t i = 0; i < kEvents; ++i) {
      const std::int64_t ms = time_at_position(position_of(i, kEvents, 1U << 31));
      ++events[static_cast<std::size_t>(ms / kMsPerHour)];
    }
    for (std::size_t hour = 0; hour < 24; ++hour)
      CHECK(events[hour] <= events[20]);
    CHECK(events[20] == 920);
  }

  TEST_CASE("each event of a day has a slice of its own") {
    CHECK(position_of(0, 4, 0) == 0);
    CHECK(position_of(1, 4, 0) == 1U << 30);
    CHECK(position_of(0, 4, 0xffffffff) < position_of(1, 4, 0));
  }
}

}  // namespace
}  // namespace nd::synth
