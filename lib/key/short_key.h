// ShortKey: the encoded key of one short value, made in registers. Most groups have such keys.
//
// Belongs here: the encoding of key_encoder.cc for short strings and whole numbers. Does not belong
// here: any other value.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/read_beyond.h"
#include "json/value.h"
#include "key/key_format.h"

namespace nd::key {

// At most 16 bytes, as they stand in memory, zeros behind them.
struct ShortKey {
  alignas(16) std::uint64_t words[2] = {0, 0};
  std::size_t size = 0;

  friend bool operator==(const ShortKey& a, const ShortKey& b) {
    return a.words[0] == b.words[0] && a.words[1] == b.words[1] && a.size == b.size;
  }
};

// Whether a byte of the word is 0 or 1; perhaps also where one follows such a byte.
[[nodiscard]] inline std::uint64_t has_low_byte(std::uint64_t word) {
  constexpr std::uint64_t kOnes = ~std::uint64_t{0} / 255;
  return (word - kOnes * 2) & ~word & (kOnes * 128);
}

// The tag, the bytes and the terminator of a string. False for one that is longer than kShortText,
// holds a byte that must be escaped, or lies too near the end of a page for a load of 16 bytes.
inline constexpr std::size_t kShortText = 14;
[[nodiscard]] inline bool encode_short(std::string_view text, ShortKey& out) {
  const std::size_t size = text.size();
  if (size > kShortText || !is_readable_beyond(text, 16)) return false;
  const simd::Bytes bytes = load_beyond(text.data());
  if ((bytes.at_most(1).mask() & ((1U << size) - 1)) != 0) [[unlikely]]
    return false;
  (simd::pushed_back(format::kTagString, bytes) & first_bytes(size + 1)).store(out.words);
  out.size = size + 2;
  return true;
}

// Significant bytes of a whole number: 1 to 8. Requires: magnitude > 0.
[[nodiscard]] inline unsigned byte_count(std::uint64_t magnitude) {
  return (static_cast<unsigned>(std::bit_width(magnitude)) + 7) / 8;
}

// The tag, the significant bytes and an empty fraction of a whole number.
[[nodiscard]] inline ShortKey encode_magnitude(std::uint64_t magnitude, bool negative) {
  if (magnitude == 0) return {{format::kTagZero, 0}, 1};
  const unsigned bytes = byte_count(magnitude);
  const std::uint64_t mask = negative ? ~std::uint64_t{0} : 0;
  const std::uint64_t payload = __builtin_bswap64((magnitude << (64 - 8 * bytes)) ^ mask);
  const unsigned tag = negative ? format::kNegative - bytes : format::kPositive + bytes;
  const std::size_t size = 2 + bytes;
  const auto& first = kFirstBytes[size];
  return {{(payload << 8 | tag) & first[0], (mask << 8 | payload >> 56) & first[1]}, size};
}
[[nodiscard]] inline ShortKey encode_short(std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number);
  return encode_magnitude(number < 0 ? 0 - bits : bits, number < 0);
}

// False for any value that is no short string and no integer of 64 bits.
[[nodiscard]] inline bool encode_short(const json::Value& value, ShortKey& out) {
  if (value.kind() == json::Kind::kString) [[likely]]
    return encode_short(value.text(), out);
  if (value.kind() != json::Kind::kInt) return false;
  out = encode_short(value.int_value());
  return true;
}

}  // namespace nd::key
