// Prefilter: skips lines that cannot match, without parsing them.
//
// A condition such as `.user == "x"` can hold only for a line that contains the text "x". The
// prefilter searches whole blocks for two bytes of such a text, at their distance from each other,
// and skips the lines without a match. It also stops at everything that could make a skip wrong:
// backslash-u, since an escape may spell the text differently; a line end that is not `}` newline
// `{`; and a first key that begins with `$`, since that may be a cut line (io/cut.h). A line at
// which it stops is left to the loop; a line that it skips is an object by its first and last byte.
//
// Belongs here: the search. Does not belong here: which text it is (expr/required_text.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace nd::stream {

class Prefilter {
 public:
  // Skips nothing.
  Prefilter() = default;
  // Skips nothing if the text has fewer than two bytes.
  explicit Prefilter(std::string text);

  // Whether it can skip anything.
  [[nodiscard]] bool is_usable() const { return usable_; }
  // Whether the line is one that may be skipped: an object by its first and last byte that contains
  // neither the text nor a backslash-u. The search does not see every such line, so that the loop
  // asks this before it reports a fault: whether a faulty line is reported must not depend on where
  // the search happened to look.
  [[nodiscard]] bool passes(std::string_view line) const;

  // To be called with every block; its first line must be left to the loop.
  void start_block(const char* begin, std::size_t bytes) {
    resting_ -= resting_ < bytes ? resting_ : bytes;
    // Its first byte, which is within the first line.
    look_to_ = begin + 1;
  }
  // Whether pass_over() is to be called for the line that starts here.
  [[nodiscard]] bool may_pass(const char* line) const {
    return usable_ && resting_ == 0 && line >= look_to_;
  }
  // The start of the next line that must be looked at, `end` if there is none; `passed` is how many
  // lines stand before it. Requires: may_pass(line); '\n' before the line and before `end`;
  // kPadding bytes readable behind `end`.
  [[nodiscard]] const char* pass_over(const char* line, const char* end, std::uint64_t& passed);

 private:
  // Searches that stop every few lines cost more than they save: after kJudgeAfter of them that
  // skipped fewer than kWorthwhile lines each, none is made for kRest bytes.
  static constexpr std::uint32_t kJudgeAfter = 256;
  static constexpr std::uint64_t kWorthwhile = 8;
  static constexpr std::size_t kRest = std::size_t{16} << 20;

  [[nodiscard]] bool is_found(const char* window, const char* line, const char* end) const;
  void judge(std::uint64_t passed);

  bool usable_ = false;
  std::string text_;
  std::size_t first_ = 0;     // the two bytes that are searched for: where they stand in the text
  std::size_t distance_ = 0;  // of the second one behind the first
  const char* look_to_ = nullptr;  // lines that start before are left to the loop
  std::uint32_t searches_ = 0;
  std::uint64_t passed_ = 0;
  std::size_t resting_ = 0;  // bytes until it is tried again
};

}  // namespace nd::stream
