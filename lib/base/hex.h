// Hexadecimal: numbers and bytes as digits, and the value of a digit.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace nd {

inline constexpr std::string_view kLowerHex = "0123456789abcdef";
inline constexpr std::string_view kUpperHex = "0123456789ABCDEF";

// Appends the last `digits` hexadecimal digits of the number, zeros included. Requires: digits is
// at most 16.
inline void append_hex(std::string& out, std::uint64_t number, unsigned digits,
                       std::string_view alphabet = kLowerHex) {
  char text[16];
  for (unsigned i = 0; i < digits; ++i)
    text[i] = alphabet[number >> 4 * (digits - 1 - i) & 15];
  out.append(text, digits);
}
// Appends the byte as two digits.
inline void append_hex(std::string& out, char byte, std::string_view alphabet = kLowerHex) {
  append_hex(out, static_cast<unsigned char>(byte), 2, alphabet);
}

// The value of a digit, small or capital; -1 for any other character.
[[nodiscard]] constexpr int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace nd
