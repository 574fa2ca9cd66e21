// The hash of keys of a fixed, short length, compiled into its caller: for hash tables alone.
#pragma once

#include <cstdint>

#ifndef XXH_INLINE_ALL
#define XXH_INLINE_ALL
#endif
#include <xxhash.h>

namespace nd {

// XXH3, 64 bits, of 16 bytes.
[[nodiscard]] inline std::uint64_t hash_of_16(const std::uint64_t (&words)[2], std::uint64_t seed) {
  return XXH3_64bits_withSeed(words, 16, seed);
}

}  // namespace nd
