// KnownValue: a value that was met before and with which later ones are compared at a glance: a
// whole number, a text of up to 16 bytes, or none at all.
//
// Belongs here: whether a value is that one. Does not belong here: the equality of any two values
// (value.h).
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/read_beyond.h"
#include "json/value.h"

namespace nd::json {

// Owner of its text.
class KnownValue {
 public:
  // Whether the value is surely this one; false also where it would take longer to say.
  [[nodiscard]] bool is(const Value& value) const {
    if (!value.alike(value_)) return false;
    if (value.kind() == Kind::kInt) return value.int_value() == value_.int_value();
    if (value.is_null()) return is_known_;
    const std::string_view text = value.text();
    if (!is_readable_beyond(text, sizeof text_)) return false;
    const std::uint64_t same = load_beyond(text.data()).equal(load_beyond(text_)).mask();
    return (~same & bits_) == 0;
  }

  // Becomes a value. false for one of another kind or a longer text: nothing is the same as that.
  bool set(const Value& value) {
    const bool is_text =
        value.is_string() && !value.text().empty() && value.text().size() <= sizeof text_;
    is_known_ = is_text || value.kind() == Kind::kInt || value.is_null();
    value_ = is_known_ ? value : Value();
    if (!is_text) return is_known_;
    if (is_readable_beyond(value.text(), sizeof text_)) {
      load_beyond(value.text().data()).store(text_);
    } else {
      std::memcpy(text_, value.text().data(), value.text().size());
    }
    bits_ = (std::uint64_t{1} << value.text().size()) - 1;
    return true;
  }

 private:
  bool is_known_ = false;
  Value value_;  // of a text its size alone is of use
  char text_[16] = {};
  std::uint64_t bits_ = 0;  // one for each byte of the text
};

}  // namespace nd::json
