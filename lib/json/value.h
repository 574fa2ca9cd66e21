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

  static constexpr Value null() { return Value(Kind::kNull); }
  static constexpr Value boolean(bool b) { return Value(b ? Kind::kTrue : Kind::kFalse); }
  static constexpr Value integer(std::int64_t i) {
    Value v(Kind::kInt);
    v.int_ = i;
    return v;
  }
  // kInt if it fits.
  static constexpr Value unsigned_integer(std::uint64_t u) {
    if (u <= static_cast<std::uint64_t>(INT64_MAX)) return integer(static_cast<std::int64_t>(u));
    Value v(Kind::kUint);
    v.uint_ = u;
    return v;
  }
  static constexpr Value real(double d) {
    Value v(Kind::kDouble);
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
    Value v(Kind::kArray);
    v.items_ = items.data();
    v.size_ = static_cast<std::uint32_t>(items.size());
    return v;
  }
  static Value object(std::span<const Member> members) {
    Value v(Kind::kObject);
    v.members_ = members.data();
    v.size_ = static_cast<std::uint32_t>(members.size());
    return v;
  }

  [[nodiscard]] constexpr Kind kind() const { return kind_; }
  [[nodiscard]] constexpr bool is_null() const { return kind_ <= Kind::kNull; }  // missing too
  [[nodiscard]] constexpr bool is_missing() const { return kind_ == Kind::kMissing; }
  [[nodiscard]] constexpr bool is_bool() const {
    return kind_ == Kind::kFalse || kind_ == Kind::kTrue;
  }
  [[nodiscard]] constexpr bool is_number() const {
    return kind_ >= Kind::kInt && kind_ <= Kind::kNumberText;
  }
  [[nodiscard]] constexpr bool is_string() const { return kind_ == Kind::kString; }
  [[nodiscard]] constexpr bool is_array() const { return kind_ == Kind::kArray; }
  [[nodiscard]] constexpr bool is_object() const { return kind_ == Kind::kObject; }
  [[nodiscard]] constexpr bool is_nested() const { return kind_ >= Kind::kArray; }
  [[nodiscard]] constexpr bool is_raw() const { return raw_; }
  // jq's truth: everything but null and false.
  [[nodiscard]] constexpr bool is_truthy() const { return kind_ > Kind::kFalse; }

  // Requires: the kind named by the function.
  [[nodiscard]] constexpr std::int64_t int_value() const { return int_; }
  [[nodiscard]] constexpr std::uint64_t uint_value() const { return uint_; }
  [[nodiscard]] constexpr double double_value() const { return double_; }
  // kString, kNumberText, or a raw nested value.
  [[nodiscard]] std::string_view text() const { return {text_, size_}; }
  // Tree arrays and objects.
  [[nodiscard]] std::span<const Value> items() const;
  [[nodiscard]] std::span<const Member> members() const;

  // Any number as the nearest double. Requires: is_number().
  [[nodiscard]] double to_double() const;

 private:
  constexpr explicit Value(Kind kind) : kind_(kind) {}
  Value(Kind kind, std::string_view text, bool raw)
      : text_(text.data()), size_(static_cast<std::uint32_t>(text.size())), kind_(kind), raw_(raw) {
    ND_CHECK(text.size() <= UINT32_MAX);
  }

  union {
    std::int64_t int_ = 0;
    std::uint64_t uint_;
    double double_;
    const char* text_;
    const Value* items_;
    const Member* members_;
  };
  std::uint32_t size_ = 0;
  Kind kind_ = Kind::kMissing;
  bool raw_ = false;
};
static_assert(sizeof(Value) == 16);

// One field of a tree object. Keys are unescaped; a tree object has each key once (the first one
// met).
struct Member {
  std::string_view key;
  Value value;
};

inline std::span<const Value> Value::items() const {
  return {items_, size_};
}
inline std::span<const Member> Value::members() const {
  return {members_, size_};
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

}  // namespace nd::json
