// Reads of whole words where the text may end earlier: memory is mapped in pages, so what shares
// a page with a byte of ours can be read, whatever it is.
//
// Belongs here: such reads of short texts whose maker promises no padding (padded_view.h), and what
// cuts off the bytes beyond.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/simd.h"

namespace nd {

// Whether `bytes` bytes from the start of the text lie in the page of its first one; not for an
// empty text, which has none. Requires: bytes is at most 4096, the smallest page there is.
[[nodiscard]] inline bool is_readable_beyond(std::string_view text, std::size_t bytes) {
  constexpr std::uintptr_t kPage = 4096;
  return !text.empty() &&
         (reinterpret_cast<std::uintptr_t>(text.data()) & (kPage - 1)) <= kPage - bytes;
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

// Eight and sixteen bytes, those beyond the text unspecified. Requires: is_readable_beyond() of
// them.
[[gnu::no_sanitize("address"), nodiscard]] inline std::uint64_t load64_beyond(const char* at) {
  std::uint64_t word = 0;
  __builtin_memcpy(&word, at, sizeof word);
  return word;
}
[[gnu::no_sanitize("address"), nodiscard]] inline simd::Bytes load_beyond(const char* at) {
  return simd::Bytes::load(at);
}

// kFirstBytes in one register. Requires: count is at most 16.
[[nodiscard]] inline simd::Bytes first_bytes(std::size_t count) {
  return simd::Bytes::load(kFirstBytes[count].data());
}

// Whether two texts are the same; short ones without a call.
[[nodiscard]] inline bool same_text(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  if (a.size() <= 16 && is_readable_beyond(a, 16) && is_readable_beyond(b, 16)) [[likely]] {
    const std::uint64_t same = load_beyond(a.data()).equal(load_beyond(b.data())).mask();
    return (~same & ((1U << a.size()) - 1)) == 0;
  }
  return a == b;
}

}  // namespace nd
