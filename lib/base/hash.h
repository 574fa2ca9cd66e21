// Hashes of bytes: the one use of xxHash in the project.
#pragma once

#include <cstdint>
#include <string_view>

namespace nd {

struct Hash128 {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  friend bool operator==(const Hash128&, const Hash128&) = default;
  friend auto operator<=>(const Hash128&, const Hash128&) = default;
};

// XXH3, 64 bits, with a seed. Unseeded (0) where the value is part of an output, seeded in tables.
[[nodiscard]] std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0);
// XXH3, 128 bits, unseeded.
[[nodiscard]] Hash128 hash128(std::string_view bytes);

// Adds a hash to a sum of hashes, modulo 2^128: the same for any order of them.
inline void add_to_sum(Hash128& sum, const Hash128& hash) {
  const std::uint64_t low = sum.low + hash.low;
  sum.high += hash.high + (low < hash.low ? 1 : 0);
  sum.low = low;
}

// A random seed for hash tables, the same for the whole run; it never shows in an output.
[[nodiscard]] std::uint64_t table_seed();

}  // namespace nd
