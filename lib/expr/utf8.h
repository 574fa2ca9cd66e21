// UTF-8: characters of a text by code point, as jq counts them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nd::expr::utf8 {

[[nodiscard]] inline bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// The code point at text[i], and i moved behind it. A byte that starts no whole character is U+FFFD
// of one byte.
[[nodiscard]] inline char32_t next(std::string_view text, std::size_t& i) {
  const auto lead = static_cast<unsigned char>(text[i]);
  const std::size_t length = lead < 0x80                   ? 1
                             : lead >= 0xC2 && lead < 0xE0 ? 2
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xF0 && lead < 0xF5 ? 4
                                                           : 0;
  if (length == 0 || i + length > text.size()) {
    ++i;
    return 0xFFFD;
  }
  char32_t point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
  for (std::size_t k = 1; k < length; ++k) {
    if (!is_continuation(text[i + k])) {
      ++i;
      return 0xFFFD;
    }
    point = (point << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
  }
  i += length;
  return point;
}

// Characters of the text.
[[nodiscard]] inline std::size_t length(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text)
    count += is_continuation(c) ? 0 : 1;
  return count;
}

// The byte at which character `index` starts; the size where there are not so many.
[[nodiscard]] inline std::size_t offset(std::string_view text, std::size_t index) {
  std::size_t i = 0;
  while (i < text.size()) {
    if (index-- == 0) return i;
    ++i;
    while (i < text.size() && is_continuation(text[i]))
      ++i;
  }
  return i;
}

// The start of the character that holds byte `at`.
[[nodiscard]] inline std::size_t boundary(std::string_view text, std::size_t at) {
  while (at > 0 && at < text.size() && is_continuation(text[at]))
    --at;
  return at;
}

inline void append(std::string& out, char32_t point) {
  const auto byte = [&](char32_t b) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(b)));
  };
  if (point < 0x80) {
    byte(point);
  } else if (point < 0x800) {
    byte(0xC0 | (point >> 6));
    byte(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    byte(0xE0 | (point >> 12));
    byte(0x80 | ((point >> 6) & 0x3F));
    byte(0x80 | (point & 0x3F));
  } else {
    byte(0xF0 | (point >> 18));
    byte(0x80 | ((point >> 12) & 0x3F));
    byte(0x80 | ((point >> 6) & 0x3F));
    byte(0x80 | (point & 0x3F));
  }
}

}  // namespace nd::expr::utf8
