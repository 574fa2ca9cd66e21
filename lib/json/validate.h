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

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// Where the first byte stands that is no part of valid UTF-8; npos if there is none.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view text);

// The end of the first JSON value in text (which starts at its first byte), fully checked but for
// UTF-8 and unique keys; for readers of several values in one text. kInput with the offset on
// anything else.
[[nodiscard]] Result<std::size_t> value_end(PaddedView text);

}  // namespace nd::json
