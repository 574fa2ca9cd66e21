// Operators: the binary operators of the language with their precedence, as in jq's grammar.
#pragma once

#include <string_view>

#include "expr/ast.h"
#include "expr/lexer.h"

namespace nd::expr {

enum class Side { kLeft, kRight, kNeither };  // how operators of one level associate

struct Operator {
  std::string_view text;
  int level;  // the loosest first
  Side side;
  NodeKind kind;
  Op op;
};

inline constexpr int kPipeLevel = 1;
inline constexpr int kObjectValueLevel = 3;  // above the comma
inline constexpr int kProductLevel = 9;

// nullptr if the token is none.
[[nodiscard]] const Operator* operator_of(const Token& token);

}  // namespace nd::expr
