// scan: the primitives of every walk over JSON text: blanks, strings, numbers, whole values.
//
// Belongs here: inline primitives on raw pointers, each checking the grammar of what it passes.
// They read up to kPadding bytes past the end, so the text must be a PaddedView's. Does not belong
// here: what a value is wanted for.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/simd.h"
#include "json/value.h"

namespace nd::json::scan {

// Where a walk failed, and why. Functions that can fail return nullptr and fill it.
struct Fault {
  const char* at = nullptr;
  const char* message = nullptr;

  const char* set(const char* where, const char* why) {
    at = where;
    message = why;
    return nullptr;
  }
};

[[nodiscard]] inline const char* skip_blanks(const char* p, const char* end) {
  while (p < end && is_blank(*p))
    [[unlikely]]++ p;
  return p;
}

// Where the search for a string's end stops: at '"', '\\' or a control character.
[[nodiscard]] inline simd::Bytes string_stops(simd::Bytes bytes) {
  return bytes.equal('"') | bytes.equal('\\') | bytes.at_most(0x1f);
}
// The first of them at or after p. A control character (or the blank after the text's end) stops
// every search: Requires that one of the three stands within the readable bytes, as the '\n' after
// a line does.
[[nodiscard]] inline const char* string_stop(const char* p) {
  return simd::find(p, string_stops);
}

// The first '"' at or after p; if there is none before `end`, any place from there on. Requires: p
// is at most `end`, with kPadding bytes behind that.
[[nodiscard]] inline const char* quote_at(const char* p, const char* end) {
  for (;; p += simd::Bytes::kSize) {
    const std::uint64_t quotes = simd::Bytes::load(p).equal('"').mask();
    if (quotes != 0) [[likely]]
      return p + std::countr_zero(quotes);
    if (p >= end) [[unlikely]]
      return p;
  }
}

// Bytes that a string's text does not hold as they stand, those beyond ASCII, and DEL.
[[nodiscard]] inline simd::Bytes not_plain(simd::Bytes bytes) {
  return bytes.below(' ') | bytes.equal('\x7f') | (bytes.equal('"') | bytes.equal('\\'));
}

// The first bytes behind an opening quote, by one load: whether they hold a whole string that can
// be used as it stands, ASCII without escapes.
class StringHead {
 public:
  // Requires: as string_stop.
  explicit StringHead(const char* p) {
    const auto bytes = simd::Bytes::load(p);
    const std::uint64_t quotes = bytes.equal('"').mask();
    before_quote_ = (quotes - 1) & ~quotes;  // all ones if there is no quote
    const std::uint64_t others = (bytes.below(' ') | bytes.equal('\\')).mask();
    whole_ = quotes != 0 && (others & before_quote_) == 0;
  }
  [[nodiscard]] bool is_whole() const { return whole_; }
  // Requires: is_whole().
  [[nodiscard]] std::size_t size() const {
    return static_cast<std::size_t>(std::countr_one(before_quote_));
  }

 private:
  std::uint64_t before_quote_ = 0;
  bool whole_ = false;
};

// p is behind the opening quote. Returns the closing quote, having checked escapes. `escaped` is
// set if there are any.
[[nodiscard]] inline const char* string_end(const char* p, const char* end, bool& escaped,
                                            Fault& fault);

// Checks the escape at p (its backslash) and returns what follows it.
[[nodiscard]] const char* escape_end(const char* p, const char* end, Fault& fault);

inline const char* string_end(const char* p, const char* end, bool& escaped, Fault& fault) {
  for (;;) {
    p = string_stop(p);
    if (p >= end) [[unlikely]]
      return fault.set(end, "the string does not end");
    if (*p == '"') [[likely]]
      return p;
    if (*p != '\\') return fault.set(p, "a control character must be escaped in a string");
    escaped = true;
    p = escape_end(p, end, fault);
    if (p == nullptr) return nullptr;
  }
}

// The first byte at or after p that is no digit. Requires: as string_stop.
[[nodiscard]] inline const char* digits_end(const char* p) {
  for (;; p += simd::Bytes::kSize) {
    const std::uint64_t digits = simd::Bytes::load(p).minus('0').at_most(9).mask();
    if (digits != 0xffff) [[likely]]
      return p + std::countr_one(digits);
  }
}

// The number that the digits [p, end) stand for. Requires: 1 to 16 of them, and 8 bytes readable
// from each of them on.
[[nodiscard]] inline std::uint64_t digits_value(const char* p, const char* end) {
  if constexpr (std::endian::native != std::endian::little) {
    std::uint64_t value = 0;
    for (; p != end; ++p)
      value = value * 10 + static_cast<std::uint64_t>(*p - '0');
    return value;
  }
  // Eight digits at once, each byte times ten plus the next one, then pairs, then fours. Source:
  // J. Hoehrmann, "Fast numeric string to int" (2018), after D. Lemire.
  const auto eight = [](std::uint64_t word) {
    word = (word & 0x0f0f0f0f0f0f0f0f) * 2561 >> 8;
    word = (word & 0x00ff00ff00ff00ff) * 6553601 >> 16;
    return (word & 0x0000ffff0000ffff) * 42949672960001 >> 32;
  };
  const auto count = static_cast<std::size_t>(end - p);
  std::uint64_t word = 0;
  std::memcpy(&word, p, sizeof word);
  if (count <= 8) return eight(word << (64 - 8 * count));
  const std::uint64_t high = eight(word << (64 - 8 * (count - 8)));
  std::memcpy(&word, end - 8, sizeof word);
  return high * 100'000'000 + eight(word);
}

// p is at '-' or a digit. Returns the number's end.
[[nodiscard]] inline const char* number_end(const char* p, const char* end, Fault& fault) {
  const char* const start = p;
  if (*p == '-') ++p;
  const char* const digits = p;
  p = std::min(digits_end(p), end);
  if (p == digits) [[unlikely]]
    return fault.set(start, "expected a value");
  if (*digits == '0' && p - digits > 1) [[unlikely]]
    return fault.set(start, "a number cannot start with 0");
  if (p < end && *p == '.') {
    const char* const fraction = p + 1;
    p = std::min(digits_end(fraction), end);
    if (p <= fraction) [[unlikely]]
      return fault.set(fraction, "expected a digit after '.'");
  }
  if (p < end && (*p == 'e' || *p == 'E')) {
    ++p;
    if (p < end && (*p == '+' || *p == '-')) ++p;
    const char* const exponent = p;
    p = std::min(digits_end(exponent), end);
    if (p <= exponent) [[unlikely]]
      return fault.set(exponent, "expected a digit in the exponent");
  }
  return p;
}

// p is at 't', 'f' or 'n'. Returns the literal's end and its value.
[[nodiscard]] inline const char* literal_end(const char* p, const char* end, Value& value,
                                             Fault& fault) {
  const auto left = static_cast<std::size_t>(end - p);
  if (left >= 4 && std::memcmp(p, "true", 4) == 0) {
    value = Value::boolean(true);
    return p + 4;
  }
  if (left >= 5 && std::memcmp(p, "false", 5) == 0) {
    value = Value::boolean(false);
    return p + 5;
  }
  if (left >= 4 && std::memcmp(p, "null", 4) == 0) {
    value = Value::null();
    return p + 4;
  }
  return fault.set(p, "expected a value");
}

// p is at '-' or a digit. Reads the number: kInt or kUint where it is such an integer (but for -0),
// else its text. Returns its end.
[[nodiscard]] const char* read_any_number(const char* p, const char* end, Value& value,
                                          Fault& fault);
[[nodiscard]] inline const char* read_number(const char* p, const char* end, Value& value,
                                             Fault& fault) {
  // The common case: an integer of at most 16 digits.
  const bool negative = *p == '-';
  const char* const digits = p + (negative ? 1 : 0);
  const char* const q = digits_end(digits);
  const auto count = static_cast<std::size_t>(q - digits);
  const bool plain = count - 1 < 16 && *q != '.' && *q != 'e' && *q != 'E' && *digits != '0';
  if (!plain) [[unlikely]]
    return read_any_number(p, end, value, fault);
  const auto number = static_cast<std::int64_t>(digits_value(digits, q));
  value = Value::integer(negative ? -number : number);
  return q;
}

// p is at the first byte of any value; returns its end. Nested values are checked to kMaxDepth
// levels.
[[nodiscard]] const char* skip_nested(const char* p, const char* end, Fault& fault);
[[nodiscard]] inline const char* skip_value(const char* p, const char* end, Fault& fault) {
  if (p >= end) [[unlikely]]
    return fault.set(end, "expected a value");
  if (*p == '"') {
    bool escaped = false;
    p = string_end(p + 1, end, escaped, fault);
    return p == nullptr ? nullptr : p + 1;
  }
  if (*p == '-' || is_digit(*p)) return number_end(p, end, fault);
  if (*p == '{' || *p == '[') return skip_nested(p, end, fault);
  Value ignored;
  return literal_end(p, end, ignored, fault);
}

// p is behind a member's value, with which a walk stops early. Whether the member really ends
// there: what follows may show that only the beginning of a value was read (`2024-01-01`, `1,5`).
[[nodiscard]] bool member_ends(const char* p, const char* end, Fault& fault);

// Unescapes the inside of a string whose escapes have been checked. Lone surrogates become U+FFFD.
void unescape(std::string_view raw, std::string& out);
[[nodiscard]] std::string_view unescape(std::string_view raw, Arena& arena);

}  // namespace nd::json::scan
