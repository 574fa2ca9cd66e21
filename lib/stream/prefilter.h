// Prefilter: passes over the lines of a block that lack a text which a record needs in order to
// matter, without looking at each.
//
// It searches for two bytes of the text at their distance, for backslash-u, which may hide the
// text, for line ends that are not `}` newline `{`, and for a line whose first key begins with `$`,
// which may be a cut line (io/cut.h). Where one of them stands, the line is left to the loop. So
// what it passes over are records as far as the loop would see: objects by their first and last
// byte.
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
  // Passes over nothing.
  Prefilter() = default;
  // Of an empty text as above.
  explicit Prefilter(std::string text);

  // Whether it passes over anything, ever.
  [[nodiscard]] bool is_usable() const { return usable_; }
  // Whether the line is one that the search passes over: an object by its first and last byte that
  // has neither the text nor a backslash-u. What is done with a line depends on this alone, not on
  // where the search happens to look: where the loop finds fault with such a line, it is passed
  // over.
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
  // Searches that find something in every few lines cost more than they save: the judgement after
  // so many of them, and for how many bytes it holds.
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
