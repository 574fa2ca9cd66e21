// Value: one JSON value as a 16-byte view; its kinds, order and equality.
//
// Belongs here: everything that must look at the kind of a value. Does not belong here: parsing
// (tree.h, projector.h), printing (writer.h).
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/check.h"

namespace nd::json {

enum class Kind : std::uint8_t {
  kMissing,  // no such field; null to everything but --strict and writers of rows
  kNull,
  kFalse,
  kTrue,
  kInt,         // an integer within int64
  kUint,        // an integer above int64 within uint64
  kDouble,      // a computed number; may be NaN or infinite, which leave as null
  kNumberText,  // a number of the input that is no 64-bit integer: its JSON text (1.5, 1e3, -0, 30
                // digits)
  kString,      // UTF-8, unescaped
  kArray,
  kObject,
};

struct Member;

// A view: strings, number texts and nested values point into a line, an arena or a constant, whose
// owner must outlive it. Trivially copyable.
//
// An array or object is either *raw* (its JSON text, as the projector gives it) or a *tree* (items
// or members, as expand() makes it). Only trees can be compared and iterated.
class Value {
 public:
  constexpr Value() = default;  // missing

  static constexpr Value null() { return Value(Kind::kNull, 0, false); }
  static constexpr Value boolean(bool b) { return Value(b ? Kind::kTrue : Kind::kFalse, 0, false); }
  static constexpr Value integer(std::int64_t i) {
    Value v(Kind::kInt, 0, false);
    v.int_ = i;
    return v;
  }
  // kInt if it fits.
  static constexpr Value unsigned_integer(std::uint64_t u) {
    if (u <= static_cast<std::uint64_t>(INT64_MAX)) return integer(static_cast<std::int64_t>(u));
    Value v(Kind::kUint, 0, false);
    v.uint_ = u;
    return v;
  }
  static constexpr Value real(double d) {
    Value v(Kind::kDouble, 0, false);
    v.double_ = d;
    return v;
  }
  // Requires: text follows the JSON grammar of a number.
  static Value number_text(std::string_view text) { return Value(Kind::kNumberText, text, false); }
  static Value string(std::string_view text) { return Value(Kind::kString, text, false); }
  // Requires: text is one JSON array (kArray) or object (kObject), part of a PaddedView, and a
  // control character (a line's '\n') stands behind it within its readable bytes or further text.
  static Value raw(Kind kind, std::string_view text) { return Value(kind, text, true); }
  static Value array(std::span<const Value> items) {
    Value v(Kind::kArray, static_cast<std::uint32_t>(items.size()), false);
    v.items_ = items.data();
    return v;
  }
  static Value object(std::span<const Member> members) {
    Value v(Kind::kObject, static_cast<std::uint32_t>(members.size()), false);
    v.members_ = members.data();
    return v;
  }

  [[nodiscard]] constexpr Kind kind() const {
    return static_cast<Kind>(about_ >> kKindShift & 0xff);
  }
  [[nodiscard]] constexpr bool is_null() const { return kind() <= Kind::kNull; }  // missing too
  [[nodiscard]] constexpr bool is_missing() const { return kind() == Kind::kMissing; }
  [[nodiscard]] constexpr bool is_bool() const {
    return kind() == Kind::kFalse || kind() == Kind::kTrue;
  }
  [[nodiscard]] constexpr bool is_number() const {
    return kind() >= Kind::kInt && kind() <= Kind::kNumberText;
  }
  [[nodiscard]] constexpr bool is_string() const { return kind() == Kind::kString; }
  [[nodiscard]] constexpr bool is_array() const { return kind() == Kind::kArray; }
  [[nodiscard]] constexpr bool is_object() const { return kind() == Kind::kObject; }
  [[nodiscard]] constexpr bool is_nested() const { return kind() >= Kind::kArray; }
  [[nodiscard]] constexpr bool is_raw() const { return (about_ & kRaw) != 0; }
  // jq's truth: everything but null and false.
  [[nodiscard]] constexpr bool is_truthy() const { return kind() > Kind::kFalse; }

  // Whether both are of one kind, size and form: of strings, as many bytes.
  [[nodiscard]] constexpr bool alike(const Value& other) const { return about_ == other.about_; }

  // Requires: the kind named by the function.
  [[nodiscard]] constexpr std::int64_t int_value() const { return int_; }
  [[nodiscard]] constexpr std::uint64_t uint_value() const { return uint_; }
  [[nodiscard]] constexpr double double_value() const { return double_; }
  // kString, kNumberText, or a raw nested value.
  [[nodiscard]] std::string_view text() const { return {text_, size()}; }
  // Tree arrays and objects.
  [[nodiscard]] std::span<const Value> items() const;
  [[nodiscard]] std::span<const Member> members() const;

  // Any number as the nearest double. Requires: is_number().
  [[nodiscard]] double to_double() const;

 private:
  static constexpr unsigned kKindShift = 32;
  static constexpr std::uint64_t kRaw = std::uint64_t{1} << 40;

  constexpr Value(Kind kind, std::uint32_t size, bool raw)
      : about_(size | static_cast<std::uint64_t>(kind) << kKindShift | (raw ? kRaw : 0)) {}
  // Always inline: a value that a function returns through memory is copied from there as a whole
  // right after its parts were written, and such a copy waits.
  [[gnu::always_inline]] Value(Kind kind, std::string_view text, bool raw)
      : Value(kind, static_cast<std::uint32_t>(text.size()), raw) {
    ND_CHECK(text.size() <= UINT32_MAX);
    text_ = text.data();
  }
  [[nodiscard]] constexpr std::uint32_t size() const { return static_cast<std::uint32_t>(about_); }

  union {
    std::int64_t int_ = 0;
    std::uint64_t uint_;
    double double_;
    const char* text_;
    const Value* items_;
    const Member* members_;
  };
  // Size, kind, and whether it is raw, in one word: what is written as a whole can be read as a
  // whole at once.
  std::uint64_t about_ = 0;
};
static_assert(sizeof(Value) == 16);

// One field of a tree object. Keys are unescaped; a tree object has each key once (the first one
// met).
struct Member {
  std::string_view key;
  Value value;
};

inline std::span<const Value> Value::items() const {
  return {items_, size()};
}
inline std::span<const Member> Value::members() const {
  return {members_, size()};
}

// jq's names: null boolean number string array object. A missing value is "null".
[[nodiscard]] std::string_view type_name(const Value& value);

// The order of values (command-line.md): null < false < true < numbers < strings by code point <
// arrays < objects. Missing is null; numbers compare exactly, whatever their form, and NaN is below
// all others; objects compare by their sorted keys first, then by the values in that order.
// Requires: nested values are trees.
[[nodiscard]] std::strong_ordering compare(const Value& a, const Value& b);
[[nodiscard]] bool equal(const Value& a, const Value& b);

// The value of a field of a tree object; missing if there is none. Requires: object is a tree
// object.
[[nodiscard]] Value find(const Value& object, std::string_view key);
// The text of such a field; empty if it is no string.
[[nodiscard]] std::string_view member_text(const Value& object, std::string_view key);

}  // namespace nd::json
