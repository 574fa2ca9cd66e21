// Span: a piece of a program's text; how a message shows it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace nd::expr {

// Bytes [begin, end) of the program.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] std::string_view of(std::string_view text) const {
    return text.substr(begin, end - begin);
  }
};

// A kUsage error of three lines: the message, the program's line that holds the span (cut to a
// window where it is long), and carets under the span.
[[nodiscard]] tl::unexpected<Error> syntax_error(std::string_view program, Span span,
                                                 std::string_view message);

}  // namespace nd::expr
