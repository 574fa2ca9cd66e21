#include "expr/grammar.h"

#include <algorithm>

#include "expr/builtin.h"
#include "expr/foreign.h"
#include "expr/refusals.h"

namespace nd::expr {

Status Grammar::advance() {
  previous_end_ = token_.span.end;
  token_ = ND_TRY(lexer_.next());
  return {};
}

Status Grammar::expect(std::string_view symbol, std::string_view wanted) {
  if (!token_.is(symbol)) return unexpected(wanted);
  return advance();
}

Status Grammar::expect_word(std::string_view word) {
  if (!token_.is_word(word)) return unexpected(fmt::format("'{}'", word));
  return advance();
}

tl::unexpected<Error> Grammar::fail(Span span, std::string_view message) const {
  return syntax_error(lexer_.text(), span, message);
}

tl::unexpected<Error> Grammar::unexpected(std::string_view wanted) const {
  if (token_.kind == TokenKind::kWord) {
    if (const auto foreign = foreign_word(token_.text)) return fail(token_.span, *foreign);
    if (find_builtin(token_.text) != nullptr) {
      return fail(token_.span, "expected " + std::string(wanted) + "; a function gets its input " +
                                   "through a pipe: | " + token_.text);
    }
    if (const auto instead = refusal(token_.text))
      return refuse(token_.span, token_.text, *instead);
  }
  if (token_.is("?//"))
    return fail(token_.span, "'?//' is not part of the language: use //, or if and type");
  if (token_.kind == TokenKind::kEnd)
    return fail(token_.span, "the expression ends here, expected " + std::string(wanted));
  return fail(token_.span, "expected " + std::string(wanted));
}

tl::unexpected<Error> Grammar::refuse(Span span, std::string_view name,
                                      std::string_view instead) const {
  return fail(span, fmt::format("'{}' is not part of the language: {}", name, instead));
}

tl::unexpected<Error> Grammar::too_deep() const {
  return fail(token_.span,
              "the expression is nested more than " + std::to_string(kMaxNesting) + " levels deep");
}

Result<NodePtr> Grammar::make(NodeKind kind, std::uint32_t begin, std::vector<NodePtr> children,
                              Op op) {
  auto node = std::make_unique<Node>(kind, Span{begin, previous_end_});
  node->op = op;
  node->children = std::move(children);
  ND_TRY(measure(*node));
  return node;
}

namespace {

// Chains that are walked link by link, each link within the one before: every link counts as a
// level.
bool nests_links(NodeKind kind) {
  return kind == NodeKind::kPipe || kind == NodeKind::kObject || kind == NodeKind::kString ||
         kind == NodeKind::kCall;
}

}  // namespace

Status Grammar::measure(Node& node) {
  std::uint32_t deepest = 0;
  for (const NodePtr& child : node.children)
    deepest = std::max(deepest, child->depth);
  node.depth =
      deepest + 1 + (nests_links(node.kind) ? static_cast<std::uint32_t>(node.children.size()) : 0);
  ++nodes_;
  return within_limits(node);
}

Status Grammar::lengthen(Node& chain, NodePtr link) {
  const std::uint32_t links =
      nests_links(chain.kind) ? static_cast<std::uint32_t>(chain.children.size()) + 1 : 0;
  chain.depth = std::max(chain.depth + (links == 0 ? 0 : 1), link->depth + 1 + links);
  chain.children.push_back(std::move(link));
  chain.span.end = previous_end_;
  return within_limits(chain);
}

Status Grammar::within_limits(const Node& node) const {
  if (nodes_ > kMaxNodes) {
    return fail(node.span, "the expression has more than " + std::to_string(kMaxNodes) + " parts");
  }
  if (node.depth > kMaxDepth) {
    return fail(node.span, "the expression is more than " + std::to_string(kMaxDepth) +
                               " levels deep, each link of a chain counted; IN(...) tests against "
                               "a list of any length");
  }
  return {};
}

NodePtr Grammar::leaf(NodeKind kind, Span span, std::string text) {
  auto node = std::make_unique<Node>(kind, span);
  node->text = std::move(text);
  ++nodes_;
  return node;
}

NodePtr Grammar::constant(Span span, json::Value value, std::string text) {
  NodePtr node = leaf(NodeKind::kConstant, span, std::move(text));
  node->constant = value;
  return node;
}

NodePtr Grammar::text_constant(Span span, std::string text) {
  NodePtr node = constant(span, {}, std::move(text));
  node->constant = json::Value::string(node->text);
  return node;
}

}  // namespace nd::expr
