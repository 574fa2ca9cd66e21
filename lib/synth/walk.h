// Walk: an order of the numbers 0 .. count - 1 that visits each once, looks shuffled, and can be
// asked both ways.
//
// A step of fixed length around the circle of the numbers, which has no factor in common with their
// count. Nothing is stored per number.
#pragma once

#include <cstdint>

namespace nd::synth {

// The length of a step: a prime that does not divide the count.
[[nodiscard]] constexpr std::uint32_t stride_of(std::uint32_t count) {
  constexpr std::uint32_t kStride = 7'919;
  constexpr std::uint32_t kOther = 7'907;
  return count % kStride == 0 ? kOther : kStride;
}

// The number at place `index` of the walk over `count` numbers that begins at `start`; the walk
// begins anew after `count` places. Requires: count > 0 and not a multiple of both primes.
[[nodiscard]] constexpr std::uint32_t walked(std::uint64_t index, std::uint32_t count,
                                             std::uint32_t start = 0) {
  return static_cast<std::uint32_t>((index % count * stride_of(count) + start) % count);
}

class Walk {
 public:
  // Requires: count > 0.
  explicit Walk(std::uint32_t count, std::uint32_t start = 0);

  [[nodiscard]] std::uint32_t at(std::uint64_t index) const {
    return walked(index, count_, start_);
  }
  // The place of a number: at(place_of(number)) == number. Requires: number < count.
  [[nodiscard]] std::uint32_t place_of(std::uint32_t number) const {
    return static_cast<std::uint32_t>((std::uint64_t{number} + count_ - start_) % count_ *
                                      inverse_ % count_);
  }

 private:
  std::uint32_t count_;
  std::uint32_t start_;
  std::uint32_t inverse_;
};

}  // namespace nd::synth
