// clang-format off
// One tag byte per value, in the order of kinds, then a payload that ends itself:
//
//   null, false, true   the tag alone
//   number              the tag orders numbers coarsely, by sign and size:
//                         ... -[2 bytes] -[1 byte] -[below 1] zero [below 1] [1 byte] ... [8 bytes] [2^64 and more]
//                       [n bytes]: the integer part in n bytes, big-endian, then the digits of the fraction
//                       [below 1] and [2^64 and more]: the decimal exponent in 8 bytes, biased, then the digits; an
//                         exponent of 19 digits or more as +-10^18, then their number in 8 bytes and the digits
//                         themselves, all complemented if it is negative
//                       digits: two to a byte, as 1 + their value, ended by 0
//                       of a negative number every byte behind the tag is complemented
//   string              its bytes, 0 as 1 1 and 1 as 1 2, ended by 0: memcmp of UTF-8 orders by code points
//   array               its items, ended by 0, which is no tag
//   object              its sorted keys as strings without tags, each preceded by 1, ended by 0; then its values
//
// A 64-bit integer takes its significant bytes and two more. Cost: about 3 ns for an integer, 4 ns for a short string.
// clang-format on
#include "key/key_encoder.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

#include "base/number.h"
#include "base/simd.h"
#include "json/tree.h"
#include "key/key_format.h"
#include "key/short_key.h"

namespace nd::key {
namespace {

using namespace format;  // NOLINT(google-build-using-namespace): the tags, in this file alone

std::uint64_t big_endian(std::uint64_t word) {
  return __builtin_bswap64(word);
}

void store64(char* at, std::uint64_t word) {
  std::memcpy(at, &word, sizeof word);
}
std::uint64_t load64(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return word;
}

void append_short(KeyBuffer& out, const ShortKey& key) {
  // As one store: the 16-byte loads that read keys are not forwarded from two.
  simd::of_words(key.words[0], key.words[1]).store(out.reserve(16));
  out.advance(key.size);
}

void append_digits(KeyBuffer& out, std::string_view digits) {
  char* at = out.reserve(digits.size() / 2 + 2);
  const char* const begin = at;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const int high = digits[i] - '0';
    const int low = i + 1 < digits.size() ? digits[i + 1] - '0' : 0;
    *at++ = static_cast<char>(1 + high * 10 + low);
  }
  *at++ = 0;
  out.advance(static_cast<std::size_t>(at - begin));
}

// The size of a point that 8 bytes do not hold: how many digits, the digits; the other way round
// below 0.
void append_far_point(KeyBuffer& out, const Decimal& number) {
  const std::size_t from = out.size();
  char* const at = out.reserve(sizeof(std::uint64_t));
  store64(at, big_endian(number.far_point.size()));
  out.advance(sizeof(std::uint64_t));
  out.append(number.far_point);
  if (number.point < 0) out.complement(from);
}

// The integer part, if it is at least 1 and below 2^64.
bool integer_part(const Decimal& number, std::uint64_t& magnitude) {
  if (number.point <= 0 || number.point > 20) return false;
  unsigned __int128 value = 0;
  for (std::int64_t i = 0; i < number.point; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const int digit = at < number.digits.size() ? number.digits[at] - '0' : 0;
    value = value * 10 + static_cast<unsigned>(digit);
  }
  magnitude = static_cast<std::uint64_t>(value);
  return value >> 64 == 0;
}

void append_decimal_key(KeyBuffer& out, const Decimal& number) {
  if (number.is_zero()) {
    out.push_back(static_cast<char>(kTagZero));
    return;
  }
  const std::size_t from = out.size();
  const auto tag = [&](unsigned size_class) {
    return static_cast<char>(number.negative ? kNegative - size_class : kPositive + size_class);
  };
  std::uint64_t magnitude = 0;
  if (integer_part(number, magnitude)) {
    if (number.is_integer()) {
      append_short(out, encode_magnitude(magnitude, number.negative));
      return;
    }
    append_short(out, encode_magnitude(magnitude, false));
    out.truncate(out.size() - 1);
    append_digits(out, number.digits.substr(static_cast<std::size_t>(number.point)));
    out.data()[from] = tag(byte_count(magnitude));
  } else {
    char* const at = out.reserve(9);
    at[0] = tag(number.point <= 0 ? kBelowOne : kHuge);
    store64(at + 1, big_endian(static_cast<std::uint64_t>(number.point) + kExponentBias));
    out.advance(9);
    if (!number.far_point.empty()) append_far_point(out, number);
    append_digits(out, number.digits);
  }
  if (number.negative) out.complement(from + 1);
}

// The string's bytes and its end, without a tag.
void append_escaped(KeyBuffer& out, std::string_view text) {
  char* at = out.reserve(text.size() * 2 + 1);
  const char* const begin = at;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 2) [[unlikely]] {
      *at++ = 1;
      *at++ = static_cast<char>(c + 1);
    } else {
      *at++ = c;
    }
  }
  *at++ = 0;
  out.advance(static_cast<std::size_t>(at - begin));
}

void append_tree(KeyBuffer& out, const json::Value& value);

void append_number(KeyBuffer& out, const json::Value& value) {
  std::string digits;
  switch (value.kind()) {
    case json::Kind::kInt:
      KeyEncoder::append_int(out, value.int_value());
      return;
    case json::Kind::kUint:
      append_short(out, encode_magnitude(value.uint_value(), false));
      return;
    case json::Kind::kDouble:
      if (!std::isfinite(value.double_value())) {
        out.push_back(static_cast<char>(kTagNull));
        return;
      }
      append_decimal_key(out, decimal_of(value.double_value(), digits));
      return;
    default:
      append_decimal_key(out, decimal_of(value.text(), digits));
      return;
  }
}

void append_object(KeyBuffer& out, const json::Value& value) {
  const auto members = value.members();
  std::vector<const json::Member*> sorted;
  sorted.reserve(members.size());
  for (const json::Member& member : members)
    sorted.push_back(&member);
  std::sort(sorted.begin(), sorted.end(),
            [](const json::Member* a, const json::Member* b) { return a->key < b->key; });
  out.push_back(static_cast<char>(kTagObject));
  for (const json::Member* member : sorted) {
    out.push_back(1);
    append_escaped(out, member->key);
  }
  out.push_back(0);
  for (const json::Member* member : sorted)
    append_tree(out, member->value);
}

// Requires: nested values are trees. Their depth is bounded by json::expand.
void append_tree(KeyBuffer& out, const json::Value& value) {
  if (value.is_null()) {
    out.push_back(static_cast<char>(kTagNull));
  } else if (value.is_bool()) {
    out.push_back(static_cast<char>(value.is_truthy() ? kTagTrue : kTagFalse));
  } else if (value.is_number()) {
    append_number(out, value);
  } else if (value.is_string()) {
    KeyEncoder::append_string(out, value.text());
  } else if (value.is_array()) {
    out.push_back(static_cast<char>(kTagArray));
    for (const json::Value& item : value.items())
      append_tree(out, item);
    out.push_back(0);
  } else {
    append_object(out, value);
  }
}

}  // namespace

void KeyEncoder::append_int(KeyBuffer& out, std::int64_t number) {
  append_short(out, encode_short(number));
}

void KeyEncoder::append_string(KeyBuffer& out, std::string_view text) {
  if (ShortKey key; encode_short(text, key)) [[likely]] {
    append_short(out, key);
    return;
  }
  char* const at = out.reserve(text.size() + 2);
  at[0] = static_cast<char>(kTagString);
  // A copy of eight bytes at a time, as long as the text goes that far; the buffer's slack takes
  // what is over.
  char* const to = at + 1;
  std::size_t i = 0;
  std::uint64_t low = 0;
  for (; i + 8 <= text.size(); i += 8) {
    const std::uint64_t word = load64(text.data() + i);
    low |= has_low_byte(word);
    store64(to + i, word);
  }
  for (; i < text.size(); ++i) {
    low |= static_cast<unsigned char>(text[i]) < 2 ? 1 : 0;
    to[i] = text[i];
  }
  if (low != 0) [[unlikely]] {
    // The word test may report a byte after a low one too, never miss one.
    out.advance(1);
    append_escaped(out, text);
    return;
  }
  to[text.size()] = 0;
  out.advance(text.size() + 2);
}

Status KeyEncoder::append_other(KeyBuffer& out, const json::Value& value) {
  // A tree holds trees alone, so only the outermost value can be raw.
  if (value.is_nested() && value.is_raw()) {
    scratch_.reset();
    const json::Value tree = ND_TRY(json::expand(value, scratch_));
    append_tree(out, tree);
    return {};
  }
  append_tree(out, value);
  return {};
}

}  // namespace nd::key
