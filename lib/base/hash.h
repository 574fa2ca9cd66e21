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

// A random seed for hash tables, the same for the whole run; it never shows in an output.
[[nodiscard]] std::uint64_t table_seed();

}  // namespace nd
