// end_of_line: where a line ends, whether every quote in it is one, and whether it may be two
// records.
//
// Belongs here: what is found out about a whole line in the one pass that must look at each of its
// bytes. Does not belong here: its values.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/simd.h"

namespace nd::json {

struct LineEnd {
  // A backslash or a control character stands before it. In any other line each quote begins or
  // ends a string.
  static constexpr std::uint32_t kEscapes = 1;
  // What two records that ran together have between them stands before it: a `}` that a `{` follows
  // at once or behind another byte, or a control character other than a carriage return at the
  // line's end. Where the first one is flat, the `{` is found behind up to kMostBetween bytes.
  static constexpr std::uint32_t kJoined = 2;
  // `},{` stands before it, as in an array of objects, and between two records too.
  static constexpr std::uint32_t kListed = 4;
  static constexpr std::ptrdiff_t kMostBetween = 16;

  const char* newline = nullptr;
  std::uint32_t flags = 0;

  [[nodiscard]] bool escapes() const { return (flags & kEscapes) != 0; }
  [[nodiscard]] bool joined() const { return (flags & kJoined) != 0; }
  [[nodiscard]] bool listed() const { return (flags & kListed) != 0; }
  // One of both.
  [[nodiscard]] bool may_hold_two() const { return (flags & (kJoined | kListed)) != 0; }
};

// Requires: there is a '\n' at p or behind it, with kPadding bytes behind that.
[[nodiscard]] LineEnd end_of_line(const char* p);

// Its forms, for tests.
[[nodiscard]] simd::Forms<LineEnd (*)(const char*)> end_of_line_forms();

}  // namespace nd::json
