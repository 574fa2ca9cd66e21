// ObjectWalk: one walk over the keys of an object, which reads the wanted values and passes over
// the rest.
//
// Private to the projector.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/simd.h"
#include "json/field_trie.h"
#include "json/scan.h"
#include "json/value_reader.h"

namespace nd::json {

class ObjectWalk : protected ValueReader {
 protected:
  explicit ObjectWalk(const Schema& schema)
      : trie_(schema), values_(schema.size() + schema.found()) {}

  // p is behind the '{' of a wanted object. `last`: no outer object waits for more, so the walk may
  // stop (stopped_).
  const char* object(const char* p, std::uint32_t node_index, bool last) {
    FieldTrie::Node& node = trie_.node(node_index);
    std::fill(node.found.begin(), node.found.end(), 0);
    std::size_t missing = node.entries.size();
    stopped_ = false;
    p = scan::skip_blanks(p, end_);
    if (*p == '}') return p + 1;
    for (;;) {
      if (p >= end_ || *p != '"') return fault_.set(p, "expected a key in quotes");
      Member member;
      if (!short_member(p + 1, member) && !any_member(p + 1, member)) return nullptr;
      const std::size_t at = missing == 0 ? node.entries.size() : node.index_of(member.key);
      if (at == node.entries.size() || (node.found[at / 64] & bit_of(at % 64)) != 0) {
        p = member.end != nullptr ? member.end : pass(member.value);
      } else {
        node.found[at / 64] |= bit_of(at % 64);
        --missing;
        p = read_member(member, node.entries[at], last && missing == 0);
        if (stopped_) return p;
        if (p != nullptr && missing == 0 && last) return stop(p);
      }
      if (p == nullptr) [[unlikely]]
        return nullptr;
      if (*p == ',' && p[1] == '"') [[likely]] {
        ++p;
        continue;
      }
      p = scan::skip_blanks(p, end_);
      if (p < end_ && *p == ',') {
        p = scan::skip_blanks(p + 1, end_);
        continue;
      }
      if (p < end_ && *p == '}') return p + 1;
      return fault_.set(p, "expected ',' or '}'");
    }
  }

  // p is behind the last wanted value, where the walk stops if the value ends there.
  [[gnu::always_inline]] const char* stop(const char* p) {
    stopped_ = (*p == ',' && p[1] == '"') || *p == '}' || scan::member_ends(p, end_, fault_);
    return stopped_ ? p : nullptr;
  }

  // A key and its value.
  struct Member {
    std::string_view key;         // unescaped
    const char* value = nullptr;  // where it starts
    const char* end = nullptr;    // where it ends, if that is known
  };

  // wanted(), quicker for the commonest values.
  const char* read_member(const Member& member, const FieldTrie::Entry& entry, bool last) {
    if (member.end == nullptr || entry.node != kNone) return wanted(member.value, entry, last);
    const bool string = *member.value == '"';
    const char* const from = member.value + (string ? 1 : 0);
    const auto size = static_cast<std::size_t>(member.end - member.value) - (string ? 2 : 0);
    if (string ? !is_ascii({from, size}) : size > 16) [[unlikely]]
      return wanted(member.value, entry, last);
    values_[entry.slot] =
        string ? Value::string({from, size})
               : Value::integer(static_cast<std::int64_t>(scan::digits_value(from, member.end)));
    return member.end;
  }

  // The member whose key's text starts at `key`. false, with the fault, where there is none.
  bool any_member(const char* key, Member& out) {
    const char* close = scan::string_stop(key);
    out.key = {key, static_cast<std::size_t>(close - key)};
    if (*close != '"') [[unlikely]] {
      bool escaped = false;
      close = scan::string_end(key, end_, escaped, fault_);
      if (close == nullptr) return false;
      out.key = {key, static_cast<std::size_t>(close - key)};
      if (escaped) out.key = escaped_key(out.key);
    }
    out.end = nullptr;
    const char* p = close + 1;
    if (*p != ':') [[unlikely]] {
      p = scan::skip_blanks(p, end_);
      if (p >= end_ || *p != ':') {
        fault_.set(p, "expected ':' after the key");
        return false;
      }
    }
    out.value = scan::skip_blanks(p + 1, end_);
    return true;
  }

  // The same for the common case, a key and a value that fit into 32 bytes, without blanks; else
  // false. Where keys come in random order, a branch on the kind of value would be mispredicted: so
  // there is none, and one mask of all quotes gives the ends of key and value.
  bool short_member(const char* key, Member& out) {
    const auto stops = static_cast<std::uint32_t>(
        escapes_ ? simd::find_all<32>(key, scan::string_stops)
                 : simd::find_all<32>(key, [](simd::Bytes bytes) { return bytes.equal('"'); }));
    const auto size = static_cast<std::size_t>(std::countr_zero(stops));
    const char* const value = key + size + 2;
    std::uint32_t rest = stops & (stops - 1);
    // The value's own quote, if it has one; then what ends it, or stands behind the comma after it.
    const std::uint32_t string = size < 30 ? rest >> (size + 2) & 1 : 0;
    rest &= rest - string;
    // NOLINTNEXTLINE(bugprone-implicit-widening-of-multiplication-result): it is 0 or 2
    const char* const end = key + std::countr_zero(rest) + 2 * string - 1;
    const char* const digits_end = scan::digits_end(value);
    const bool number = (digits_end == end) & (digits_end != value) & (*value != '0');
    const bool text = (*value == '"') & (end[-1] == '"');
    out = {{key, size}, value, end};
    return (rest != 0) & (key[size] == '"') & (value[-1] == ':') & (string != 0 ? text : number) &
           (*end == ',') & (end < end_);
  }

  // scan::skip_value, quicker for the commonest ones.
  const char* pass(const char* p) {
    if (*p == '"') return pass_string(p + 1);
    const char* const q = scan::digits_end(p);
    if (*q == ',' && q != p && *p != '0') return q;
    return scan::skip_value(p, end_, fault_);
  }

  // A key with escapes, unescaped, with bytes behind it that may be read.
  [[gnu::noinline]] std::string_view escaped_key(std::string_view raw) {
    const std::string_view text = unescape(raw);
    key_ = text;
    key_.append(FieldTrie::Entry::kHead, '\0');
    return {key_.data(), text.size()};
  }

  // Reads the value of an entry, and of the fields behind it.
  const char* wanted(const char* p, const FieldTrie::Entry& entry, bool last) {
    if (entry.node == kNone) return read_value(p, values_[entry.slot]);
    if (p < end_ && *p == '{') {
      const bool raw = entry.slot != kNone;
      const char* const close = object(p + 1, entry.node, last && !raw);
      if (close != nullptr && raw) {
        values_[entry.slot] = Value::raw(Kind::kObject, {p, static_cast<std::size_t>(close - p)});
      }
      return close;
    }
    Value value;
    const char* const close = read_value(p, value);
    if (entry.slot != kNone) values_[entry.slot] = value;
    return close;
  }

  // p is behind the opening quote.
  const char* pass_string(const char* p) {
    const char* const close = scan::string_stop(p);
    if (*close == '"') [[likely]]
      return close + 1;
    bool escaped = false;
    const char* const end = scan::string_end(close, end_, escaped, fault_);
    return end == nullptr ? nullptr : end + 1;
  }

  static std::uint64_t bit_of(std::size_t entry) { return std::uint64_t{1} << entry; }

  FieldTrie trie_;
  std::vector<Value> values_;
  bool stopped_ = false;
  bool escapes_ = false;  // of the line (line_end.h)

 private:
  std::string key_;  // the last one that had escapes
};

}  // namespace nd::json
