// The curve of a day: how activity is spread over its hours, highest from 20:00 to 21:00.
//
// A position is a share of the day's events as a 32-bit fraction: half of them lie before position
// 2^31. Between the hours' ends the curve is a straight line; all arithmetic is on integers, so
// every machine makes the same bytes.
#pragma once

#include <cstdint>

namespace nd::synth {

// Milliseconds after local midnight at which the position is reached; never falls as the position
// grows.
[[nodiscard]] std::int64_t time_at_position(std::uint32_t position);
// The inverse, rounded down. Requires: 0 <= ms < one day.
[[nodiscard]] std::uint32_t position_at_time(std::int64_t ms);

// The position of event `ordinal` of `count` in a day: each has its own slice, `jitter` says where
// in it. Requires: ordinal < count.
[[nodiscard]] constexpr std::uint32_t position_of(std::uint32_t ordinal, std::uint32_t count,
                                                  std::uint32_t jitter) {
  return static_cast<std::uint32_t>(((std::uint64_t{ordinal} << 32) + jitter) / count);
}

}  // namespace nd::synth
