// Regular expressions: RE2 behind jq's flags and Oniguruma's way of writing.
//
// Belongs here: compiling patterns, and walking the matches of a text. Does not belong here: the
// functions match, sub, ... (builtins_regex.cc).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "expr/builtin.h"

namespace re2 {
class RE2;
}

namespace nd::expr {

struct Pattern : Prepared {
  Pattern();
  ~Pattern() override;

  std::unique_ptr<re2::RE2> re;
  bool global = false;
  bool skips_empty = false;
  std::vector<std::string> names;  // of each group; empty for one without a name
};

// Flags: g i x n s p l, as jq has them. kUsage on anything that RE2 cannot do, naming it.
[[nodiscard]] Result<std::unique_ptr<Pattern>> compile_pattern(std::string_view text,
                                                               std::string_view flags);

// The places of a match: byte offsets, kUnmatched for a group without a part in it.
struct Place {
  static constexpr std::size_t kUnmatched = static_cast<std::size_t>(-1);
  std::size_t begin = kUnmatched;
  std::size_t end = kUnmatched;
};

// Walks the matches of a pattern in a text, from left to right: all with `g`, else the first.
class Matches {
 public:
  // Both must outlive the walk.
  Matches(const Pattern& pattern, std::string_view text, bool global);

  // false when there is none left.
  [[nodiscard]] bool next();
  // The whole match, then its groups.
  [[nodiscard]] const std::vector<Place>& places() const { return places_; }

 private:
  const Pattern& pattern_;
  std::string_view text_;
  std::size_t from_ = 0;
  bool global_;
  bool ended_ = false;
  std::vector<Place> places_;
};

[[nodiscard]] bool matches(const Pattern& pattern, std::string_view text);

// Patterns that are no constants, compiled when met and kept for the next record. Those found stay
// valid until trim().
class PatternCache {
 public:
  [[nodiscard]] Result<const Pattern*> find(std::string_view text, std::string_view flags);
  // Forgets all of them if there are many.
  void trim() {
    if (patterns_.size() > kKept) patterns_.clear();
  }

 private:
  static constexpr std::size_t kKept = 256;
  std::unordered_map<std::string, std::unique_ptr<Pattern>> patterns_;
};

}  // namespace nd::expr
