#include "base/hash.h"

#include <sys/random.h>

// Compiled in: without a seed and with the secret known the compiler drops a fifth of it.
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace nd {

std::uint64_t hash64(std::string_view bytes, std::uint64_t seed) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

Hash128 hash128(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.high64, hash.low64};
}

std::uint64_t table_seed() {
  static const std::uint64_t kSeed = [] {
    std::uint64_t random = 0;
    // A kernel without entropy leaves the seed at 0: slower under attack, never wrong.
    const auto got = ::getrandom(&random, sizeof random, GRND_NONBLOCK);
    return got == static_cast<ssize_t>(sizeof random) ? random : 0;
  }();
  return kSeed;
}

}  // namespace nd
