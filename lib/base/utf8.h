// UTF-8: bytes to code points and back, and the characters of a text by number.
//
// Belongs here: the encoding alone. Does not belong here: what a code point looks like
// (base/display_width.h), whether a whole text is valid (json/validate.h, by SIMD).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nd::utf8 {

// Stands for what cannot be decoded.
inline constexpr char32_t kReplacement = 0xFFFD;

struct Character {
  char32_t code_point;
  std::size_t size;  // bytes
  bool is_valid;
};

[[nodiscard]] constexpr bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// The character at the start of the text. What is not well-formed (Unicode 15, table 3-7: overlong,
// a surrogate, above U+10FFFF, cut) is kReplacement, of the size of a maximal subpart
// (section 3.9). Requires: text is not empty.
[[nodiscard]] constexpr Character first(std::string_view text) {
  // Beyond the end stands what continues no character.
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
  const auto bits = [&](std::size_t i) { return char32_t{byte(i) & 0x3F}; };
  const auto invalid = [](std::size_t size) { return Character{kReplacement, size, false}; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  if (lead < 0xC2 || lead > 0xF4 || !follows(1)) return invalid(1);
  if (lead < 0xE0) return {(lead & 0x1F) << 6 | bits(1), 2, true};
  if (lead < 0xF0) {
    if ((lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) >= 0xA0)) return invalid(1);
    if (!follows(2)) return invalid(2);
    return {(lead & 0x0F) << 12 | bits(1) << 6 | bits(2), 3, true};
  }
  if ((lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) >= 0x90)) return invalid(1);
  if (!follows(2)) return invalid(2);
  if (!follows(3)) return invalid(3);
  return {(lead & 0x07) << 18 | bits(1) << 12 | bits(2) << 6 | bits(3), 4, true};
}

// The code point at text[at]; `at` moves past it. Requires: at < text.size().
[[nodiscard]] constexpr char32_t next(std::string_view text, std::size_t& at) {
  const Character character = first(text.substr(at));
  at += character.size;
  return character.code_point;
}

// Characters of the text.
[[nodiscard]] constexpr std::size_t length(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text)
    count += is_continuation(c) ? 0 : 1;
  return count;
}

// The byte at which character `index` starts; the size where there are not so many.
[[nodiscard]] constexpr std::size_t offset(std::string_view text, std::size_t index) {
  std::size_t i = 0;
  while (i < text.size()) {
    if (index-- == 0) return i;
    ++i;
    while (i < text.size() && is_continuation(text[i]))
      ++i;
  }
  return i;
}

// The start of the character that holds byte `at`; at or beyond the end `at` itself.
[[nodiscard]] constexpr std::size_t boundary(std::string_view text, std::size_t at) {
  while (at > 0 && at < text.size() && is_continuation(text[at]))
    --at;
  return at;
}

// The whole characters within the first `most` bytes.
[[nodiscard]] constexpr std::string_view cut(std::string_view text, std::size_t most) {
  return text.substr(0, boundary(text, most));
}

// Writes a code point's bytes at `to`, which has room for 4; returns their end.
constexpr char* write(char* to, char32_t code_point) {
  const auto put = [&](char32_t byte) { *to++ = static_cast<char>(byte); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | code_point >> 6);
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3F));
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
  return to;
}

inline void append(std::string& out, char32_t code_point) {
  char bytes[4];
  out.append(bytes, write(bytes, code_point));
}

}  // namespace nd::utf8
