// end_of_line: where a line ends, whether every quote in it is one, and whether it may be two
// records.
//
// Belongs here: what is found out about a whole line in the one pass that must look at each of its
// bytes. Does not belong here: its values.
#pragma once

#include <cstdint>

#include "base/simd.h"

namespace nd::json {

struct LineEnd {
  // A backslash or a control character stands before it. In any other line each quote begins or
  // ends a string.
  static constexpr std::uint32_t kEscapes = 1;
  // What two records that ran together have between them stands before it: `}{`, or a control
  // character other than a carriage return at the line's end.
  static constexpr std::uint32_t kJoined = 2;

  const char* newline = nullptr;
  std::uint32_t flags = 0;

  [[nodiscard]] bool escapes() const { return (flags & kEscapes) != 0; }
  [[nodiscard]] bool joined() const { return (flags & kJoined) != 0; }
};

// Requires: there is a '\n' at p or behind it, with kPadding bytes behind that.
[[nodiscard]] LineEnd end_of_line(const char* p);

// Its forms, for tests.
[[nodiscard]] simd::Forms<LineEnd (*)(const char*)> end_of_line_forms();

}  // namespace nd::json
