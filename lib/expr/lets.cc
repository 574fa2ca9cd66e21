#include "expr/lets.h"

#include <algorithm>

#include "expr/builtin.h"

namespace nd::expr {
namespace {

std::size_t nodes_of(const Node& node) {
  std::size_t count = 1;
  for (const NodePtr& child : node.children)
    count += nodes_of(*child);
  return count;
}

bool is_test(const Node& node) {
  const bool tests = std::all_of(node.children.begin(), node.children.end(),
                                 [](const NodePtr& child) { return is_test(*child); });
  switch (node.kind) {
    case NodeKind::kSlot:
      return !node.optional;
    case NodeKind::kConstant:
      return true;
    case NodeKind::kCompare:
    case NodeKind::kAnd:
    case NodeKind::kOr:
    case NodeKind::kPipe:
      return tests;
    case NodeKind::kCall:
      return tests && node.prepared == nullptr &&
             (node.builtin->special == Special::kNot ||
              node.builtin->special == Special::kStartsWith ||
              node.builtin->special == Special::kEndsWith);
    default:
      return false;
  }
}

}  // namespace

bool is_trifle(const Node& node) {
  constexpr std::size_t kMost = 12;
  return node.single && is_test(node) && nodes_of(node) <= kMost;
}

NodePtr clone_trifle(const Node& node, Span span) {
  NodePtr twin = clone(node);
  const auto fill = [span](const auto& self, Node& to, const Node& from) -> void {
    to.span = span;
    to.constant = from.constant;  // its texts live as long as the program
    to.path = from.path;
    to.slot = from.slot;
    to.parents = from.parents;
    to.builtin = from.builtin;
    to.single = from.single;
    to.raw = from.raw;
    for (std::size_t i = 0; i < to.children.size(); ++i)
      self(self, *to.children[i], *from.children[i]);
  };
  fill(fill, *twin, node);
  return twin;
}

}  // namespace nd::expr
