// validate: every byte of a line checked: JSON grammar, UTF-8, unique keys, nesting depth.
#pragma once

#include <memory>
#include <string_view>

#include "base/padded_view.h"
#include "base/result.h"

namespace nd::json {

inline constexpr std::size_t kMaxDepth = 1024;

class Validator {
 public:
  Validator();
  ~Validator();
  Validator(Validator&&) noexcept;
  Validator& operator=(Validator&&) noexcept;

  // Whether the text is exactly one JSON value (blanks around it allowed), valid UTF-8, no object
  // with a key twice, and no deeper than kMaxDepth. kInput with the offset otherwise. Allocates
  // nothing once warm.
  [[nodiscard]] Status check(PaddedView text);

  // The same of what stands in an object of a record, a value from p to its `end`, but for UTF-8.
  [[nodiscard]] bool is_good_member(const char* p, const char* end);

  // The end of the JSON value at p, which stands in `outside` others, if append_value() would write
  // it just so: no blanks, no escapes but those that are needed, no key twice. nullptr if it would
  // not, or there is a fault. UTF-8 is not looked at. Allocates nothing once warm.
  [[nodiscard]] const char* written_end(const char* p, const char* end, std::size_t outside);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// p is behind a string's opening quote, or further on in it. Its closing quote, if append_string()
// would write the string just so; nullptr if it would not, or the string does not end. UTF-8 is not
// looked at. `escaped` is set if there are escapes. Requires: as scan::string_stop.
[[nodiscard]] const char* written_string_end(const char* p, bool& escaped);

// Where the first byte stands that is no part of valid UTF-8; npos if there is none.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view text);

// The end of the first JSON value in text (which starts at its first byte), fully checked but for
// UTF-8 and unique keys; for readers of several values in one text. kInput with the offset on
// anything else.
[[nodiscard]] Result<std::size_t> value_end(PaddedView text);

}  // namespace nd::json
