// plain_copy(): text that JSON strings can hold as it is, copied and checked in one step.
#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace nd::parse {

// What may be read after the source and written after the target of a copy.
inline constexpr std::size_t kCopySlack = 16;

// Copies text to `to`, 16 bytes at a time; returns where it ends there.
// Requires: kCopySlack bytes after both are there.
inline char* copy(char* to, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); i += 16)
    std::memcpy(to + i, text.data() + i, 16);
  return to + text.size();
}

// The same, but nullptr if the text has a quote, a backslash or a control character.
inline char* plain_copy(char* to, std::string_view text) {
#ifdef __SSE2__
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const __m128i control = _mm_set1_epi8(0x1f);
  for (std::size_t i = 0; i < text.size(); i += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + i));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to + i), bytes);
    const __m128i hits =
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)),
                     _mm_cmpeq_epi8(_mm_min_epu8(bytes, control), bytes));
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(hits));
    const std::size_t left = text.size() - i;
    if ((left < 16 ? mask & ((1U << left) - 1) : mask) != 0) return nullptr;
  }
#else
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == '"' || byte == '\\') return nullptr;
    to[i] = text[i];
  }
#endif
  return to + text.size();
}

}  // namespace nd::parse
