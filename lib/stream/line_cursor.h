// LineCursor: the lines of a block, one after the other.
//
// Belongs here: where a line begins and ends, and where it stands in its file. Does not belong
// here: what is in it (line_loop.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "base/padded_view.h"
#include "base/result.h"
#include "io/block_reader.h"
#include "json/line_end.h"
#include "stream/record.h"

namespace nd::stream {

// A line without the blanks around it; empty for a blank line. Requires: a '\n' at end.
[[nodiscard]] inline PaddedView trim(const char* begin, const char* end) {
  // Nearly every line: its first byte, which is the newline of an empty one, and its last one tell.
  const auto plain = [](char c) { return static_cast<unsigned char>(c) > ' '; };
  if (plain(*begin) && plain(end[-1])) [[likely]]
    return {begin, static_cast<std::size_t>(end - begin)};
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (begin != end && blank(*begin))
    [[unlikely]] {
      ++begin;
    }
  while (begin != end && blank(end[-1]))
    [[unlikely]] {
      --end;
    }
  return {begin, static_cast<std::size_t>(end - begin)};
}

// What is said of a block's line that is too long.
[[nodiscard]] inline Error line_too_long() {
  return {ErrorKind::kInput, "the line" + std::string(io::kTooLong), Error::kNoOffset};
}

// A view of the block.
class LineCursor {
 public:
  explicit LineCursor(io::Block& block)
      : block_(&block), ahead_(block.text.begin()), end_(block.text.end()) {}

  [[nodiscard]] bool at_end() const { return ahead_ == end_; }
  // How the next line ends. Requires: !at_end().
  [[nodiscard]] json::LineEnd find_end() const { return json::end_of_line(ahead_); }
  // The text of the next line, which may be blank; its '\n' was found. To be made where it is used:
  // copying a view just written stalls on store forwarding.
  [[nodiscard]] PaddedView next_text(const char* newline) {
    const char* const begin = ahead_;
    ahead_ = newline + 1;
    ++lines_;
    return trim(begin, newline);
  }
  // The same for users who look at every byte of it anyway.
  [[nodiscard]] PaddedView next_text() {
    return next_text(static_cast<const char*>(
        std::memchr(ahead_, '\n', static_cast<std::size_t>(end_ - ahead_))));
  }
  [[nodiscard]] io::Block& block() const { return *block_; }
  // Where the next line starts, and the block ends.
  [[nodiscard]] const char* ahead() const { return ahead_; }
  [[nodiscard]] const char* end() const { return end_; }
  // Goes on at `ahead`, the start of a line or the end, which is so many lines further.
  void skip(const char* ahead, std::uint64_t lines) {
    ahead_ = ahead;
    lines_ += lines;
  }
  // Lines passed so far.
  [[nodiscard]] std::uint64_t lines() const { return lines_; }
  // Where a text stands that begins in the line that was given last.
  [[nodiscard]] Position position(const char* text) const {
    return position_of(*block_, lines_, text);
  }

 private:
  io::Block* block_;
  const char* ahead_;
  const char* end_;
  std::uint64_t lines_ = 0;
};

}  // namespace nd::stream
