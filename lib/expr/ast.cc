#include "expr/ast.h"

#include "expr/builtin.h"

namespace nd::expr {

Node::Node(NodeKind node_kind, Span node_span) : kind(node_kind), span(node_span) {}
Node::~Node() = default;

NodePtr clone(const Node& node) {
  auto twin = std::make_unique<Node>(node.kind, node.span);
  twin->op = node.op;
  twin->format = node.format;
  twin->optional = node.optional;
  twin->depth = node.depth;
  twin->text = node.text;
  twin->constant = node.constant;
  // Texts of constants are views of their node's own.
  if (node.constant.is_string()) twin->constant = json::Value::string(twin->text);
  if (node.constant.kind() == json::Kind::kNumberText)
    twin->constant = json::Value::number_text(twin->text);
  for (const NodePtr& child : node.children)
    twin->children.push_back(clone(*child));
  return twin;
}

}  // namespace nd::expr
