// Trees by recursive descent, not by simdjson. With its DOM turned into our values, which loses the
// text of numbers that are no 64-bit integers, the first of repeated keys and the column of an
// error, events take 1.19 times as long as here, nested records 1.06 times, long texts full of
// escapes 0.57 times; with its on-demand parser, which keeps the numbers, 1.06, 1.08 and 0.56 times
// (tests/bench/micro/trees.cc, results/2026-11-28-parsers.md).
#include "json/tree.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "json/scan.h"
#include "json/validate.h"

namespace nd::json {
namespace {

// Objects up to this size look for a key's earlier twin by comparing; larger ones sort.
constexpr std::size_t kSmallObject = 24;

// A bit that is the same for equal keys and mostly differs for others.
std::uint64_t mark_of(std::string_view key) {
  if (key.empty()) return 1;
  const std::uint64_t first = static_cast<unsigned char>(key.front());
  const std::uint64_t last = static_cast<unsigned char>(key.back());
  return std::uint64_t{1} << ((key.size() * 7 + first * 5 + last * 11) & 63);
}

// A stack of what is being gathered. The first ones lie in itself, so that a small tree needs no
// memory of the system.
template <class T>
class Gathered {
 public:
  Gathered() = default;
  Gathered(const Gathered&) = delete;
  Gathered& operator=(const Gathered&) = delete;

  void push_back(const T& item) {
    if (size_ == capacity_) [[unlikely]]
      grow();
    new (data_ + size_++) T(item);
  }
  // Requires: size <= size().
  void shrink(std::size_t size) { size_ = size; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] T* at(std::size_t i) { return data_ + i; }
  [[nodiscard]] T* end() { return data_ + size_; }

 private:
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
  static constexpr std::size_t kFirst = 32;

  void grow() {
    std::vector<T> larger(capacity_ * 2);
    std::copy(data_, data_ + size_, larger.begin());
    larger_ = std::move(larger);
    data_ = larger_.data();
    capacity_ = larger_.size();
  }

  alignas(T) std::byte first_[kFirst * sizeof(T)];
  T* data_ = reinterpret_cast<T*>(first_);
  std::size_t size_ = 0;
  std::size_t capacity_ = kFirst;
  std::vector<T> larger_;
};

// Recursive descent; the depth is bounded by kMaxDepth, so the stack is too.
class TreeBuilder {
 public:
  TreeBuilder(const char* end, Arena& arena) : end_(end), arena_(arena) {}

  // p is at the first byte of a value. Returns its end; nullptr on a fault.
  const char* value(const char* p, Value& out) {
    if (p >= end_) return fault_.set(end_, "expected a value");
    switch (*p) {
      case '"': {
        std::string_view text;
        p = string(p, text);
        out = Value::string(text);
        return p;
      }
      case '{':
        return object(p, out);
      case '[':
        return array(p, out);
      case 't':
      case 'f':
      case 'n':
        return scan::literal_end(p, end_, out, fault_);
      default:
        return scan::read_number(p, end_, out, fault_);
    }
  }

  // The same of the members of an object behind p, a comma.
  const char* members(const char* p, Value& out) {
    const char* const next = scan::skip_blanks(p + 1, end_);
    if (next < end_ && *next == '}') return fault_.set(next, "expected a key in quotes");
    return object(p, out);
  }

  [[nodiscard]] const scan::Fault& fault() const { return fault_; }

 private:
  const char* string(const char* p, std::string_view& out) {
    ++p;
    if (const scan::StringHead head(p); head.is_whole()) [[likely]] {
      out = {p, head.size()};
      return p + head.size() + 1;
    }
    bool escaped = false;
    const char* const close = scan::string_end(p, end_, escaped, fault_);
    if (close == nullptr) return nullptr;
    out = {p, static_cast<std::size_t>(close - p)};
    if (escaped) out = scan::unescape(out, arena_);
    return close + 1;
  }

  const char* array(const char* p, Value& out) {
    if (depth_ == kMaxDepth) return fault_.set(p, "nested too deeply");
    ++depth_;
    const std::size_t first = items_.size();
    p = scan::skip_blanks(p + 1, end_);
    if (p < end_ && *p == ']') {
      ++p;
    } else {
      for (;;) {
        Value item;
        if ((p = value(p, item)) == nullptr) return nullptr;
        items_.push_back(item);
        p = scan::skip_blanks(p, end_);
        if (p < end_ && *p == ']') {
          ++p;
          break;
        }
        if (p >= end_ || *p != ',') return fault_.set(p, "expected ',' or ']'");
        p = scan::skip_blanks(p + 1, end_);
      }
    }
    const std::size_t count = items_.size() - first;
    const auto kept = arena_.array<Value>(count);
    std::copy(items_.at(first), items_.end(), kept.begin());
    items_.shrink(first);
    out = Value::array(kept);
    --depth_;
    return p;
  }

  const char* object(const char* p, Value& out) {
    if (depth_ == kMaxDepth) return fault_.set(p, "nested too deeply");
    ++depth_;
    const std::size_t first = members_.size();
    p = scan::skip_blanks(p + 1, end_);
    if (p < end_ && *p == '}') {
      ++p;
    } else {
      for (;;) {
        if (p >= end_ || *p != '"') return fault_.set(p, "expected a key in quotes");
        Member member;
        if ((p = string(p, member.key)) == nullptr) return nullptr;
        p = scan::skip_blanks(p, end_);
        if (p >= end_ || *p != ':') return fault_.set(p, "expected ':' after the key");
        if ((p = value(scan::skip_blanks(p + 1, end_), member.value)) == nullptr) return nullptr;
        members_.push_back(member);
        p = scan::skip_blanks(p, end_);
        if (p < end_ && *p == '}') {
          ++p;
          break;
        }
        if (p >= end_ || *p != ',') return fault_.set(p, "expected ',' or '}'");
        p = scan::skip_blanks(p + 1, end_);
      }
    }
    drop_repeats(first);
    const std::size_t count = members_.size() - first;
    const auto kept = arena_.array<Member>(count);
    std::copy(members_.at(first), members_.end(), kept.begin());
    members_.shrink(first);
    out = Value::object(kept);
    --depth_;
    return p;
  }

  // Keeps the first of members with one key, in their order.
  void drop_repeats(std::size_t first) {
    Member* const begin = members_.at(first);
    const std::size_t count = members_.size() - first;
    if (count <= kSmallObject) {
      std::uint64_t marks = 0;  // of the keys so far
      Member* kept = begin;
      for (const Member* member = begin; member != members_.end(); ++member) {
        const std::string_view key = member->key;
        const std::uint64_t mark = mark_of(key);
        const bool seen = (marks & mark) != 0 &&
                          std::any_of(begin, kept, [&](const Member& m) { return m.key == key; });
        marks |= mark;
        if (!seen) *kept++ = *member;
      }
      members_.shrink(first + static_cast<std::size_t>(kept - begin));
      return;
    }
    std::vector<std::uint32_t> order(count);
    for (std::size_t i = 0; i < count; ++i)
      order[i] = static_cast<std::uint32_t>(i);
    const auto key = [&](std::uint32_t i) { return begin[i].key; };
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      const int by_key = key(a).compare(key(b));
      return by_key != 0 ? by_key < 0 : a < b;
    });
    std::vector<bool> repeated(count, false);
    bool any = false;
    for (std::size_t i = 1; i < count; ++i) {
      if (key(order[i]) == key(order[i - 1])) repeated[order[i]] = any = true;
    }
    if (!any) return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (!repeated[i]) begin[kept++] = begin[i];
    }
    members_.shrink(first + kept);
  }

  const char* end_;
  Arena& arena_;
  scan::Fault fault_;
  std::size_t depth_ = 0;
  // Stacks of the values that are being gathered; what is complete moves to the arena.
  Gathered<Value> items_;
  Gathered<Member> members_;
};

// `members`: what an object goes on with, from a comma on; else a value.
Result<Value> build(const char* begin, const char* end, Arena& arena,
                    const char* members = nullptr) {
  TreeBuilder builder(end, arena);
  Value value;
  const char* p = members != nullptr ? builder.members(members, value)
                                     : builder.value(scan::skip_blanks(begin, end), value);
  if (p == nullptr) {
    return input_error_at(static_cast<std::size_t>(builder.fault().at - begin),
                          builder.fault().message);
  }
  p = scan::skip_blanks(p, end);
  if (p != end)
    return input_error_at(static_cast<std::size_t>(p - begin), "something follows the value");
  return value;
}

// A copy in the arena that fulfils the contract of a raw value: padding, and a '\n' behind the
// text.
std::string_view padded_copy(std::string_view text, Arena& arena) {
  char* const at = static_cast<char*>(arena.allocate(text.size() + 1 + kPadding, 1));
  std::memcpy(at, text.data(), text.size());
  std::memset(at + text.size(), '\n', 1 + kPadding);
  return {at, text.size()};
}

Status check_utf8(std::string_view text) {
  const std::size_t bad = find_invalid_utf8(text);
  return bad == std::string_view::npos ? Status() : input_error_at(bad, "not valid UTF-8");
}

}  // namespace

Result<Value> expand(const Value& value, Arena& arena) {
  if (!value.is_nested() || !value.is_raw()) return value;
  // What passed over the text did not read its strings. Where it stands in the record is not known
  // here.
  if (find_invalid_utf8(value.text()) != std::string_view::npos)
    return input_error("a string within the value is not valid UTF-8");
  return build(value.text().data(), value.text().data() + value.text().size(), arena);
}

Result<Value> parse(std::string_view text, Arena& arena) {
  ND_TRY(check_utf8(text));
  const auto copy = padded_copy(text, arena);
  return build(copy.data(), copy.data() + copy.size(), arena);
}

Result<Value> parse_line(PaddedView line, Arena& arena) {
  ND_TRY(check_utf8(line.text()));
  return build(line.begin(), line.end(), arena);
}

Result<Value> parse_members(PaddedView line, std::size_t from, Arena& arena) {
  ND_TRY(check_utf8(line.text()));
  return build(line.begin(), line.end(), arena, line.begin() + from - 1);
}

Value deep_copy(const Value& value, Arena& arena) {
  switch (value.kind()) {
    case Kind::kNumberText:
      return Value::number_text(arena.copy(value.text()));
    case Kind::kString:
      return Value::string(arena.copy(value.text()));
    case Kind::kArray: {
      if (value.is_raw()) return Value::raw(Kind::kArray, padded_copy(value.text(), arena));
      const auto items = arena.array<Value>(value.items().size());
      for (std::size_t i = 0; i < items.size(); ++i)
        items[i] = deep_copy(value.items()[i], arena);
      return Value::array(items);
    }
    case Kind::kObject: {
      if (value.is_raw()) return Value::raw(Kind::kObject, padded_copy(value.text(), arena));
      const auto members = arena.array<Member>(value.members().size());
      for (std::size_t i = 0; i < members.size(); ++i) {
        const Member& from = value.members()[i];
        members[i] = {arena.copy(from.key), deep_copy(from.value, arena)};
      }
      return Value::object(members);
    }
    default:
      return value;
  }
}

}  // namespace nd::json
