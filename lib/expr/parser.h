// Parser: tokens -> Node tree, by precedence climbing over jq's grammar.
//
// Belongs here: what is in the language and what is outside of it (refusals.h holds the words).
// Does not belong here: what a name means (binder.h).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "expr/ast.h"

namespace nd::expr {

inline constexpr std::size_t kMaxProgramBytes = std::size_t{64} << 10;
inline constexpr std::size_t kMaxNodes = 10'000;
// Brackets, functions and operators within one another.
inline constexpr std::uint32_t kMaxNesting = 256;
// Levels of the tree; every link of a chain a + b + c counts.
inline constexpr std::uint32_t kMaxDepth = 1'000;

struct Parsed {
  NodePtr root;
  std::string canonical;
};

// kUsage on anything that is no program of the language, with a caret under it.
[[nodiscard]] Result<Parsed> parse(std::string_view text);

}  // namespace nd::expr
