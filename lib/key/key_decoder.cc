// The inverse of key_encoder.cc, which tells the format.
#include <algorithm>
#include <vector>

#include "base/check.h"
#include "base/number.h"
#include "key/key_encoder.h"
#include "key/key_format.h"

namespace nd::key {
namespace {

using namespace format;  // NOLINT(google-build-using-namespace): the tags, in this file alone

unsigned byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

// The end of digits that start at `from`: the place of the 0 (or its complement).
std::size_t digits_end(std::string_view text, std::size_t from, unsigned flip) {
  while (byte_at(text, from) != flip)
    ++from;
  return from;
}

std::size_t string_end(std::string_view text, std::size_t from) {
  const std::size_t end = text.find('\0', from);
  ND_CHECK(end != std::string_view::npos);
  return end;
}

// `size` bytes from `from`, big-endian, each complemented by `flip`.
std::uint64_t word_at(std::string_view text, std::size_t from, std::size_t size, unsigned flip) {
  std::uint64_t word = 0;
  for (std::size_t i = from; i < from + size; ++i)
    word = word << 8 | (byte_at(text, i) ^ flip);
  return word;
}

// The bytes of what follows the exponent of a number below 1 or of 2^64 and more: nothing, or the
// digits of a far point with their number before them.
std::size_t far_point_bytes(std::string_view text, unsigned flip) {
  const auto point = static_cast<std::int64_t>(word_at(text, 1, 8, flip) - kExponentBias);
  if (point != kFarPoint && point != -kFarPoint) return 0;
  return 8 + word_at(text, 9, 8, point < 0 ? flip ^ 0xFF : flip);
}

std::size_t number_bytes(std::string_view text, unsigned tag) {
  if (tag == kTagZero) return 1;
  const unsigned flip = tag < kTagZero ? 0xFF : 0;
  const unsigned size_class = tag < kTagZero ? kTagZero - 1 - tag : tag - kTagZero - 1;
  const bool scientific = size_class == 0 || size_class == kHuge;
  const std::size_t head = scientific ? 8 + far_point_bytes(text, flip) : size_class;
  return digits_end(text, 1 + head, flip) + 1;
}

}  // namespace

std::size_t first_value_bytes(std::string_view encoded) {
  const unsigned tag = byte_at(encoded, 0);
  if (tag <= kTagTrue) return 1;
  if (tag < kTagString) return number_bytes(encoded, tag);
  if (tag == kTagString) return string_end(encoded, 1) + 1;
  std::size_t at = 1;
  if (tag == kTagArray) {
    while (encoded[at] != 0)
      at += first_value_bytes(encoded.substr(at));
    return at + 1;
  }
  ND_CHECK(tag == kTagObject);
  std::size_t count = 0;
  for (; encoded[at] != 0; ++count)
    at = string_end(encoded, at + 1) + 1;
  for (++at; count > 0; --count)
    at += first_value_bytes(encoded.substr(at));
  return at;
}

std::optional<std::int64_t> as_integer(std::string_view encoded) {
  const unsigned tag = byte_at(encoded, 0);
  if (tag == kTagZero) return 0;
  const bool negative = tag < kTagZero;
  const unsigned size_class = negative ? kNegative - tag : tag - kPositive;
  if (tag <= kTagTrue || size_class == kBelowOne || size_class > 8 ||
      encoded.size() != size_class + 2)
    return std::nullopt;
  const unsigned flip = negative ? 0xFF : 0;
  std::uint64_t word = 0;
  for (std::size_t i = 1; i <= size_class; ++i)
    word = word << 8 | (byte_at(encoded, i) ^ flip);
  if (word > static_cast<std::uint64_t>(INT64_MAX) + (negative ? 1 : 0)) return std::nullopt;
  return static_cast<std::int64_t>(negative ? 0 - word : word);
}

json::Value KeyDecoder::next() {
  ND_CHECK(!rest_.empty());
  const unsigned tag = byte_at(rest_, 0);
  if (tag > kTagTrue && tag < kTagString) return decode_number(tag);
  rest_.remove_prefix(1);
  switch (tag) {
    case kTagFalse:
      return json::Value::boolean(false);
    case kTagTrue:
      return json::Value::boolean(true);
    case kTagString:
      return json::Value::string(decode_string());
    case kTagArray:
      return decode_array();
    case kTagObject:
      return decode_object();
    default:
      ND_CHECK(tag == kTagNull);
      return json::Value::null();
  }
}

std::string_view KeyDecoder::decode_string() {
  const std::string_view bytes = rest_.substr(0, string_end(rest_, 0));
  rest_.remove_prefix(bytes.size() + 1);
  const auto out = arena_.array<char>(bytes.size());
  std::size_t size = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    out[size++] = bytes[i] == 1 ? static_cast<char>(bytes[++i] - 1) : bytes[i];
  }
  return {out.data(), size};
}

json::Value KeyDecoder::decode_number(unsigned tag) {
  const std::size_t bytes = number_bytes(rest_, tag);
  std::string plain(rest_.substr(0, bytes));
  rest_.remove_prefix(bytes);
  const bool negative = tag < kTagZero;
  if (tag == kTagZero) return json::Value::integer(0);
  if (negative) {
    for (std::size_t i = 1; i < plain.size(); ++i)
      plain[i] = static_cast<char>(~plain[i]);
  }
  const unsigned size_class = negative ? kTagZero - 1 - tag : tag - kTagZero - 1;
  const bool scientific = size_class == 0 || size_class == kHuge;
  std::size_t head = scientific ? 8 : size_class;
  const std::uint64_t word = word_at(plain, 1, head, 0);

  std::string digits;
  std::string far_point;
  std::int64_t point = 0;
  if (scientific) {
    point = static_cast<std::int64_t>(word - kExponentBias);
    const std::size_t far = far_point_bytes(plain, 0);
    for (std::size_t i = head + 9; i < head + 1 + far; ++i)
      far_point.push_back(static_cast<char>(byte_at(plain, i) ^ (point < 0 ? 0xFF : 0)));
    head += far;
  } else {
    if (plain.size() == head + 2) {
      if (!negative) return json::Value::unsigned_integer(word);
      constexpr std::uint64_t kLowest = std::uint64_t{1} << 63;
      if (word <= kLowest) return json::Value::integer(static_cast<std::int64_t>(0 - word));
    }
    append_uint(digits, word);
    point = static_cast<std::int64_t>(digits.size());
  }
  for (std::size_t i = head + 1; i + 1 < plain.size(); ++i) {
    const unsigned pair = byte_at(plain, i) - 1;
    digits.push_back(static_cast<char>('0' + pair / 10));
    digits.push_back(static_cast<char>('0' + pair % 10));
  }
  digits.erase(digits.find_last_not_of('0') + 1);
  std::string text;
  append_decimal(text, Decimal{negative, point, digits, far_point});
  return json::Value::number_text(arena_.copy(text));
}

json::Value KeyDecoder::decode_array() {
  std::vector<json::Value> items;
  while (rest_[0] != 0)
    items.push_back(next());
  rest_.remove_prefix(1);
  const auto kept = arena_.array<json::Value>(items.size());
  std::copy(items.begin(), items.end(), kept.begin());
  return json::Value::array(kept);
}

json::Value KeyDecoder::decode_object() {
  std::vector<json::Member> members;
  while (rest_[0] != 0) {
    rest_.remove_prefix(1);
    members.push_back({decode_string(), json::Value()});
  }
  rest_.remove_prefix(1);
  for (json::Member& member : members)
    member.value = next();
  const auto kept = arena_.array<json::Member>(members.size());
  std::copy(members.begin(), members.end(), kept.begin());
  return json::Value::object(kept);
}

}  // namespace nd::key
