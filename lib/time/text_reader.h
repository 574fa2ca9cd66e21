// TextReader: the text of a time, read from the left.
//
// Belongs here: what every form of a time is made of: marks and digits. Does not belong here: the
// forms themselves (instant.h, civil_reader.h, period.h, tzif.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/ascii.h"

namespace nd::time {

class TextReader {
 public:
  explicit TextReader(std::string_view text) : rest_(text) {}

  // Each takes what it reads, and nothing where it fails.
  bool accept(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // Exactly so many digits.
  bool digits(std::size_t count, std::int32_t& number) {
    if (rest_.size() < count) return false;
    std::int32_t value = 0;
    for (const char c : rest_.substr(0, count)) {
      if (!is_digit(c)) return false;
      value = value * 10 + (c - '0');
    }
    number = value;
    rest_.remove_prefix(count);
    return true;
  }
  // The digits after a second's point: at least one; the tenth and later are dropped.
  bool fraction(std::int32_t& nanos) {
    std::int32_t scale = 1'000'000'000;
    std::size_t i = 0;
    nanos = 0;
    for (; i < rest_.size() && is_digit(rest_[i]); ++i) {
      scale /= 10;
      nanos += (rest_[i] - '0') * scale;
    }
    rest_.remove_prefix(i);
    return i > 0;
  }
  [[nodiscard]] bool done() const { return rest_.empty(); }

 protected:
  std::string_view rest_;
};

}  // namespace nd::time
