// for_each_scattered: the slots of an open-addressing hash table, not in the order of their hashes.
//
// Inserting the entries of one table into a smaller one with the same hash function, slot by slot,
// crowds them into the first slots of the second: probe sequences grow long before it is full, and
// the whole becomes quadratic. Short stretches of slots in a scattered order spread evenly.
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
  // Near the golden section, and an odd number, so that each stretch is visited once.
  const std::size_t step = static_cast<std::size_t>(static_cast<double>(stretches) * 0.618) | 1;
  for (std::size_t i = 0; i < stretches; ++i) {
    const std::size_t from = (i * step & (stretches - 1)) * kStretch;
    for (const T& place : places.subspan(from, kStretch))
      each(place);
  }
}

}  // namespace nd::agg
