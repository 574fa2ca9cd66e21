// clang-format off
// Precedence climbing over jq's table, the loosest first:
//
//   |                  left, as a chain
//   ,                  left, as a chain
//   //                 right
//   = |= += -= *= ...  none
//   or                 left, as a chain
//   and                left, as a chain
//   == != < <= > >=    none
//   + -                left
//   * / %              left
//
// A chain is one node with many children. A unary minus takes a product: -a * b is -(a * b). `try`
// takes one operand.
// clang-format on
#include "expr/parser.h"

#include <utility>

#include "expr/grammar.h"
#include "expr/operators.h"

namespace nd::expr {

Result<Parsed> Grammar::program() {
  ND_TRY(advance());
  if (token_.kind == TokenKind::kEnd)
    return fail(token_.span, "the expression is empty; '.' is the record as it is");
  NodePtr root = ND_TRY(binary(kPipeLevel));
  if (token_.kind != TokenKind::kEnd) return unexpected("the end of the expression or an operator");
  return Parsed{std::move(root), lexer_.canonical()};
}

Result<NodePtr> Grammar::binary(int lowest) {
  const Nesting nesting(nesting_);
  if (nesting_ > kMaxNesting) return too_deep();
  const std::uint32_t begin = token_.span.begin;
  NodePtr left = ND_TRY(operand());
  bool left_is_chain = false;  // left was made here, so a further link may join it
  for (;;) {
    const Operator* const op = operator_of(token_);
    if (op == nullptr || op->level < lowest) {
      if (token_.is("?//")) return unexpected("");
      return left;
    }
    ND_TRY(advance());
    NodePtr right = ND_TRY(binary(op->side == Side::kRight ? op->level : op->level + 1));
    if (op->side == Side::kNeither) {
      const Operator* const again = operator_of(token_);
      if (again != nullptr && again->level == op->level) {
        return fail(
            token_.span,
            fmt::format("'{}' and '{}' cannot follow one another; use parentheses{}", op->text,
                        token_.text, op->kind == NodeKind::kCompare ? " or and" : ""));
      }
    }
    left = ND_TRY(joined(*op, begin, std::move(left), std::move(right), left_is_chain));
    left_is_chain = true;
  }
}

Result<NodePtr> Grammar::joined(const Operator& op, std::uint32_t begin, NodePtr left,
                                NodePtr right, bool left_is_chain) {
  const bool chains = op.kind == NodeKind::kPipe || op.kind == NodeKind::kComma ||
                      op.kind == NodeKind::kAnd || op.kind == NodeKind::kOr;
  if (chains && left_is_chain && left->kind == op.kind) {
    ND_TRY(lengthen(*left, std::move(right)));
    return left;
  }
  return make(op.kind, begin, list(std::move(left), std::move(right)), op.op);
}

Result<NodePtr> Grammar::operand() {
  const std::uint32_t begin = token_.span.begin;
  if (token_.is("-")) {
    ND_TRY(advance());
    NodePtr value = ND_TRY(binary(kProductLevel));
    return make(NodeKind::kNegate, begin, list(std::move(value)));
  }
  if (token_.is_word("try")) return try_catch();
  NodePtr value = ND_TRY(postfix());
  if (token_.is_word("as")) return binding(begin, std::move(value));
  return value;
}

Result<NodePtr> Grammar::try_catch() {
  const Nesting nesting(nesting_);
  if (nesting_ > kMaxNesting) return too_deep();
  const std::uint32_t begin = token_.span.begin;
  ND_TRY(advance());
  std::vector<NodePtr> children = list(ND_TRY(operand()));
  if (token_.is_word("catch")) {
    ND_TRY(advance());
    children.push_back(ND_TRY(operand()));
  }
  return make(NodeKind::kTry, begin, std::move(children));
}

Result<NodePtr> Grammar::binding(std::uint32_t begin, NodePtr source) {
  ND_TRY(advance());
  if (token_.is("[") || token_.is("{")) {
    return fail(token_.span,
                "destructuring is not part of the language: bind the whole, then its parts: E as "
                "$x | $x.a as $a | ...");
  }
  if (token_.kind != TokenKind::kVariable) return unexpected("a variable, as in E as $x | ...");
  std::string name = token_.text;
  if (name == "__loc__" || name == "ENV")
    return fail(token_.span, "'$" + name + "' cannot be bound");
  ND_TRY(advance());
  ND_TRY(expect("|", "'|' after as $" + name));
  NodePtr body = ND_TRY(binary(kPipeLevel));
  NodePtr node = ND_TRY(make(NodeKind::kBind, begin, list(std::move(source), std::move(body))));
  node->text = std::move(name);
  return node;
}

Result<NodePtr> Grammar::if_then() {
  const Nesting nesting(nesting_);
  if (nesting_ > kMaxNesting) return too_deep();
  const std::uint32_t begin = token_.span.begin;
  ND_TRY(advance());
  NodePtr condition = ND_TRY(binary(kPipeLevel));
  ND_TRY(expect_word("then"));
  NodePtr yes = ND_TRY(binary(kPipeLevel));
  NodePtr no;
  if (token_.is_word("elif")) {
    no = ND_TRY(if_then());  // consumes the one `end` of the whole
  } else {
    if (token_.is_word("else")) {
      ND_TRY(advance());
      no = ND_TRY(binary(kPipeLevel));
    } else {
      no = ND_TRY(make(NodeKind::kIdentity, token_.span.begin, {}));
    }
    ND_TRY(expect_word("end"));
  }
  return make(NodeKind::kIf, begin, list(std::move(condition), std::move(yes), std::move(no)));
}

Result<Parsed> parse(std::string_view text) {
  if (text.size() > kMaxProgramBytes) {
    return usage_error("the expression is {} bytes long; the limit is {}", text.size(),
                       kMaxProgramBytes);
  }
  return Grammar(text).program();
}

}  // namespace nd::expr
