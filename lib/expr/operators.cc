#include "expr/operators.h"

#include <algorithm>
#include <array>

namespace nd::expr {
namespace {

constexpr std::array<Operator, 24> kOperators = {{
    {"|", kPipeLevel, Side::kLeft, NodeKind::kPipe, Op::kNone},
    {",", 2, Side::kLeft, NodeKind::kComma, Op::kNone},
    {"//", 3, Side::kRight, NodeKind::kAlternative, Op::kNone},
    {"=", 4, Side::kNeither, NodeKind::kAssign, Op::kSet},
    {"|=", 4, Side::kNeither, NodeKind::kAssign, Op::kUpdate},
    {"+=", 4, Side::kNeither, NodeKind::kAssign, Op::kAdd},
    {"-=", 4, Side::kNeither, NodeKind::kAssign, Op::kSubtract},
    {"*=", 4, Side::kNeither, NodeKind::kAssign, Op::kMultiply},
    {"/=", 4, Side::kNeither, NodeKind::kAssign, Op::kDivide},
    {"%=", 4, Side::kNeither, NodeKind::kAssign, Op::kRemainder},
    {"//=", 4, Side::kNeither, NodeKind::kAssign, Op::kDefault},
    {"or", 5, Side::kLeft, NodeKind::kOr, Op::kNone},
    {"and", 6, Side::kLeft, NodeKind::kAnd, Op::kNone},
    {"==", 7, Side::kNeither, NodeKind::kCompare, Op::kEqual},
    {"!=", 7, Side::kNeither, NodeKind::kCompare, Op::kNotEqual},
    {"<", 7, Side::kNeither, NodeKind::kCompare, Op::kLess},
    {"<=", 7, Side::kNeither, NodeKind::kCompare, Op::kLessEqual},
    {">", 7, Side::kNeither, NodeKind::kCompare, Op::kGreater},
    {">=", 7, Side::kNeither, NodeKind::kCompare, Op::kGreaterEqual},
    {"+", 8, Side::kLeft, NodeKind::kArithmetic, Op::kAdd},
    {"-", 8, Side::kLeft, NodeKind::kArithmetic, Op::kSubtract},
    {"*", kProductLevel, Side::kLeft, NodeKind::kArithmetic, Op::kMultiply},
    {"/", kProductLevel, Side::kLeft, NodeKind::kArithmetic, Op::kDivide},
    {"%", kProductLevel, Side::kLeft, NodeKind::kArithmetic, Op::kRemainder},
}};

}  // namespace

const Operator* operator_of(const Token& token) {
  if (token.kind != TokenKind::kSymbol && token.kind != TokenKind::kWord) return nullptr;
  const auto* const found = std::find_if(kOperators.begin(), kOperators.end(),
                                         [&](const Operator& o) { return o.text == token.text; });
  return found == kOperators.end() ? nullptr : found;
}

}  // namespace nd::expr
