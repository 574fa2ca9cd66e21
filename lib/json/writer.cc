#include "json/writer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "base/hex.h"
#include "base/number.h"
#include "base/utf8.h"
#include "json/scan.h"

namespace nd::json {
namespace {

// Bytes that a string can hold as they are.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (int c = 0x20; c < 0x80; ++c)
    plain[static_cast<std::size_t>(c)] = c != '"' && c != '\\';
  return plain;
}();

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
    default:
      out.append("\\u00");
      append_hex(out, c);
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
      if (const utf8::Character character = utf8::first(text.substr(i)); character.is_valid) {
        i += character.size;
        continue;
      }
    }
    out.append(text.substr(from, i - from));
    if (byte >= 0x80) {
      utf8::append(out, utf8::kReplacement);
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
