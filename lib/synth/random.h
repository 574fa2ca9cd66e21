// Dice: reproducible random numbers that are a function of what they are for, not of when they are
// drawn.
//
// Every entity and every event has a number; its dice are seeded by (seed, number) alone. So any
// event can be made at any time, by any shard, without making the ones before it. The mixer is the
// finalizer of splitmix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators,
// 2014).
#pragma once

#include <cstdint>

namespace nd::synth {

// A bijection on 64-bit integers whose output looks random: different numbers stay different.
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t x) {
  x ^= x >> 30;
  x *= 0xbf58476d1ce4e5b9ULL;
  x ^= x >> 27;
  x *= 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

class Dice {
 public:
  constexpr Dice(std::uint64_t seed, std::uint64_t number) : state_(mix(number) ^ mix(~seed)) {}

  [[nodiscard]] constexpr std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15ULL;
    return mix(state_);
  }
  [[nodiscard]] constexpr std::uint32_t next32() {
    return static_cast<std::uint32_t>(next() >> 32);
  }
  // 0 .. bound - 1. Requires: bound > 0.
  [[nodiscard]] constexpr std::uint32_t below(std::uint32_t bound) {
    return static_cast<std::uint32_t>((std::uint64_t{next32()} * bound) >> 32);
  }
  // 0 .. bound - 1, small values oftener: bound times the square of a uniform number. Requires:
  // bound > 0.
  [[nodiscard]] constexpr std::uint32_t below_squared(std::uint32_t bound) {
    const std::uint64_t uniform = next32();
    return static_cast<std::uint32_t>((((uniform * uniform) >> 32) * bound) >> 32);
  }

  // 0 .. bound - 1, small values a little oftener: the smaller of two. Requires: bound > 0.
  [[nodiscard]] constexpr std::uint32_t lower(std::uint32_t bound) {
    const std::uint32_t first = below(bound);
    const std::uint32_t second = below(bound);
    return first < second ? first : second;
  }

 private:
  std::uint64_t state_;
};

}  // namespace nd::synth
