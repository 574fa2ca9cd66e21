// Reads of whole words where the text may end earlier: memory is mapped in pages, so what shares
// a page with a byte of ours can be read, whatever it is.
//
// Belongs here: such reads of short texts whose maker promises no padding (padded_view.h), and what
// cuts off the bytes beyond.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace nd {

// Whether `bytes` bytes from `at` lie in the page of the first one; not those of an empty text that
// is nowhere. Requires: bytes is at most 4096, the smallest page there is.
[[nodiscard]] inline bool is_readable_beyond(const char* at, std::size_t bytes) {
  constexpr std::uintptr_t kPage = 4096;
  return at != nullptr && (reinterpret_cast<std::uintptr_t>(at) & (kPage - 1)) <= kPage - bytes;
}

// The first `count` bytes of two words set, the others not, for each count.
inline constexpr auto kFirstBytes = [] {
  std::array<std::array<std::uint64_t, 2>, 17> masks{};
  for (std::size_t count = 0; count <= 16; ++count) {
    for (std::size_t i = 0; i < count; ++i)
      masks[count][i / 8] |= std::uint64_t{0xff} << (8 * (i % 8));
  }
  return masks;
}();

// Words of eight and sixteen bytes, those beyond the text unspecified. Requires:
// is_readable_beyond() of them.
__attribute__((no_sanitize("address"))) [[nodiscard]] inline std::uint64_t load64_beyond(
    const char* at) {
  std::uint64_t word = 0;
  __builtin_memcpy(&word, at, sizeof word);
  return word;
}
#ifdef __SSE2__
__attribute__((no_sanitize("address"))) [[nodiscard]] inline __m128i load128_beyond(
    const char* at) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
}

// kFirstBytes in one register. Requires: count is at most 16.
[[nodiscard]] inline __m128i first_bytes(std::size_t count) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(kFirstBytes[count].data()));
}
#endif

}  // namespace nd
