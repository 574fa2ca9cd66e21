// for_each_scattered: the places of a hash table in an order that has nothing to do with hashes.
//
// Whoever moves the entries of one open-addressing table into another that uses the same hash,
// place by place, fills the beginning of the other beyond its limits before it grows: the time
// becomes quadratic. Short stretches in a scattered order spread evenly.
#pragma once

#include <cstddef>
#include <span>

namespace nd::agg {

// Requires: the size is 0 or a power of two.
template <class T, class F>
void for_each_scattered(std::span<const T> places, F&& each) {
  constexpr std::size_t kStretch = 16;
  if (places.size() <= kStretch) {
    for (const T& place : places)
      each(place);
    return;
  }
  const std::size_t stretches = places.size() / kStretch;
  // About the golden section of them, and odd, so that every stretch is met once.
  const std::size_t step = static_cast<std::size_t>(static_cast<double>(stretches) * 0.618) | 1;
  for (std::size_t i = 0; i < stretches; ++i) {
    const std::size_t from = (i * step & (stretches - 1)) * kStretch;
    for (const T& place : places.subspan(from, kStretch))
      each(place);
  }
}

}  // namespace nd::agg
