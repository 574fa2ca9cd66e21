#include "synth/day_curve.h"

#include <array>
#include <cstddef>

#include "synth/calendar.h"

namespace nd::synth {
namespace {

constexpr std::uint64_t kWhole = 1000;
constexpr std::array<std::uint64_t, 24> kHourWeights = {
    22, 12, 8, 6, 6, 8, 18, 30, 38, 40, 42, 48, 58, 48, 42, 42, 44, 50, 60, 74, 92, 86, 76, 50};

// Weight of the hours before each hour.
constexpr std::array<std::uint64_t, 25> kBefore = [] {
  std::array<std::uint64_t, 25> before{};
  for (std::size_t hour = 0; hour < 24; ++hour)
    before[hour + 1] = before[hour] + kHourWeights[hour];
  return before;
}();
static_assert(kBefore[24] == kWhole);

// The hour in which each thousandth of the day's events begins.
constexpr std::array<std::uint8_t, kWhole> kHourOfShare = [] {
  std::array<std::uint8_t, kWhole> hours{};
  for (std::size_t hour = 0; hour < 24; ++hour) {
    for (std::size_t share = kBefore[hour]; share < kBefore[hour + 1]; ++share) {
      hours[share] = static_cast<std::uint8_t>(hour);
    }
  }
  return hours;
}();

}  // namespace

std::int64_t time_at_position(std::uint32_t position) {
  const std::uint64_t share =
      std::uint64_t{position} * kWhole;  // thousandths with 32 bits of fraction
  const std::size_t hour = kHourOfShare[share >> 32];
  const std::uint64_t into = share - (kBefore[hour] << 32);
  const auto ms_per_hour = static_cast<std::uint64_t>(kMsPerHour);
  const std::uint64_t ms = into * ms_per_hour / (kHourWeights[hour] << 32);
  return static_cast<std::int64_t>(hour * ms_per_hour + ms);
}

std::uint32_t position_at_time(std::int64_t ms) {
  const auto hour = static_cast<std::size_t>(ms / kMsPerHour);
  const auto into = static_cast<std::uint64_t>(ms % kMsPerHour);
  const auto ms_per_hour = static_cast<std::uint64_t>(kMsPerHour);
  const std::uint64_t share =
      (kBefore[hour] << 32) + ((into * kHourWeights[hour]) << 32) / ms_per_hour;
  return static_cast<std::uint32_t>(share / kWhole);
}

}  // namespace nd::synth
