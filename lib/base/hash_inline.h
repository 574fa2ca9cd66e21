// The hash of keys of a fixed, short length, compiled into its caller: for hash tables alone.
#pragma once

#include <cstdint>

#ifndef XXH_INLINE_ALL
#define XXH_INLINE_ALL
#endif
#include <xxhash.h>

namespace nd {

// XXH3, 64 bits, of 16 bytes. The function behind XXH3_64bits_withSeed, which compilers leave out
// of line.
[[nodiscard]] inline std::uint64_t hash_of_16(const std::uint64_t (&words)[2], std::uint64_t seed) {
  return XXH3_len_9to16_64b(reinterpret_cast<const xxh_u8*>(words), 16, XXH3_kSecret, seed);
}

}  // namespace nd
