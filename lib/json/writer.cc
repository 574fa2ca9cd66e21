#include "json/writer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "base/number.h"
#include "json/scan.h"

namespace nd::json {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

// Bytes that a string can hold as they are.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (int c = 0x20; c < 0x80; ++c)
    plain[static_cast<std::size_t>(c)] = c != '"' && c != '\\';
  return plain;
}();

// The length of the UTF-8 sequence at text[0], 0 if there is no valid one. Table 3-7 of the Unicode
// standard.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xc0U) == 0x80U; };
  const unsigned first = byte(0);
  if (first >= 0xc2 && first <= 0xdf) return follows(1) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    if (!follows(1) || !follows(2)) return 0;
    if (first == 0xe0 && byte(1) < 0xa0) return 0;
    if (first == 0xed && byte(1) >= 0xa0) return 0;
    return 3;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    if (!follows(1) || !follows(2) || !follows(3)) return 0;
    if (first == 0xf0 && byte(1) < 0x90) return 0;
    if (first == 0xf4 && byte(1) >= 0x90) return 0;
    return 4;
  }
  return 0;
}

void append_escape(std::string& out, char c) {
  switch (c) {
    case '"':
      out.append("\\\"");
      return;
    case '\\':
      out.append("\\\\");
      return;
    case '\b':
      out.append("\\b");
      return;
    case '\f':
      out.append("\\f");
      return;
    case '\n':
      out.append("\\n");
      return;
    case '\r':
      out.append("\\r");
      return;
    case '\t':
      out.append("\\t");
      return;
    default: {
      constexpr std::string_view kHex = "0123456789abcdef";
      out.append("\\u00");
      out.push_back(kHex[static_cast<unsigned char>(c) >> 4]);
      out.push_back(kHex[static_cast<unsigned char>(c) & 0xf]);
    }
  }
}

template <class AppendNumber>
void append_tree(std::string& out, const Value& value, const AppendNumber& number, bool sort_keys) {
  switch (value.kind()) {
    case Kind::kMissing:
    case Kind::kNull:
      out.append("null");
      return;
    case Kind::kFalse:
      out.append("false");
      return;
    case Kind::kTrue:
      out.append("true");
      return;
    case Kind::kString:
      append_string(out, value.text());
      return;
    case Kind::kArray:
    case Kind::kObject:
      break;
    default:
      number(out, value);
      return;
  }
  if (value.is_raw()) {
    out.append(value.text());
    return;
  }
  if (value.is_array()) {
    out.push_back('[');
    for (std::size_t i = 0; i < value.items().size(); ++i) {
      if (i > 0) out.push_back(',');
      append_tree(out, value.items()[i], number, sort_keys);
    }
    out.push_back(']');
    return;
  }
  out.push_back('{');
  if (sort_keys) {
    std::vector<const Member*> members;
    for (const Member& member : value.members())
      members.push_back(&member);
    std::sort(members.begin(), members.end(),
              [](const Member* a, const Member* b) { return a->key < b->key; });
    for (const Member* member : members) {
      append_key(out, member->key);
      append_tree(out, member->value, number, sort_keys);
    }
  } else {
    for (const Member& member : value.members()) {
      append_key(out, member.key);
      append_tree(out, member.value, number, sort_keys);
    }
  }
  out.push_back('}');
}

void append_number(std::string& out, const Value& number) {
  switch (number.kind()) {
    case Kind::kInt:
      append_int(out, number.int_value());
      return;
    case Kind::kUint:
      append_uint(out, number.uint_value());
      return;
    case Kind::kDouble:
      append_double(out, number.double_value());
      return;
    default:
      out.append(number.text());
  }
}

}  // namespace

void append_value(std::string& out, const Value& value) {
  append_tree(out, value, append_number, false);
}

namespace {

// Passes over plain ASCII from `from` on.
std::size_t plain_end(std::string_view text, std::size_t from) {
  for (; from + simd::Bytes::kSize <= text.size(); from += simd::Bytes::kSize) {
    if (scan::not_plain(simd::Bytes::load(text.data() + from)).mask() != 0) break;
  }
  while (from < text.size() && kPlain[static_cast<unsigned char>(text[from])])
    ++from;
  return from;
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
  out.push_back('"');
  std::size_t from = 0;
  std::size_t i = 0;
  while (i < text.size()) {
    i = plain_end(text, i);
    if (i == text.size()) break;
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x80) {
      if (const std::size_t length = utf8_length(text.substr(i)); length != 0) {
        i += length;
        continue;
      }
    }
    out.append(text.substr(from, i - from));
    if (byte >= 0x80) {
      out.append(kReplacement);
    } else {
      append_escape(out, text[i]);
    }
    from = ++i;
  }
  out.append(text.substr(from));
  out.push_back('"');
}

void append_key(std::string& out, std::string_view name) {
  if (!out.empty() && out.back() != '{') out.push_back(',');
  append_string(out, name);
  out.push_back(':');
}

void append_canonical_number(std::string& out, const Value& number) {
  if (number.kind() != Kind::kNumberText) {
    append_number(out, number);
    return;
  }
  std::string scratch;
  append_decimal(out, decimal_of(number.text(), scratch));
}

void append_canonical(std::string& out, const Value& value) {
  append_tree(out, value, append_canonical_number, true);
}

}  // namespace nd::json
