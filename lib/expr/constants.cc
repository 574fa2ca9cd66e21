#include "expr/constants.h"

#include <algorithm>
#include <utility>

#include "json/tree.h"

namespace nd::expr {
namespace {

// Whether the node's outputs are known: a constant, or a list of them.
bool is_constant(const Node& node) {
  if (node.kind == NodeKind::kConstant) return true;
  return node.kind == NodeKind::kComma &&
         std::all_of(node.children.begin(), node.children.end(),
                     [](const NodePtr& child) { return is_constant(*child); });
}

// Whether the value depends on nothing but the children and the input.
bool is_pure(const Node& node) {
  switch (node.kind) {
    case NodeKind::kIndex:
    case NodeKind::kSlice:
    case NodeKind::kAlternative:
    case NodeKind::kAnd:
    case NodeKind::kOr:
    case NodeKind::kCompare:
    case NodeKind::kArithmetic:
    case NodeKind::kNegate:
    case NodeKind::kArray:
    case NodeKind::kObject:
    case NodeKind::kString:
    case NodeKind::kFormat:
    case NodeKind::kIf:
      return true;
    case NodeKind::kCall:
      return node.builtin->function != nullptr && node.builtin->depends_on != DependsOn::kFile;
    default:
      return false;
  }
}

}  // namespace

bool fold_constant(NodePtr& node, const json::Value& input, const Setting& setting, Arena& arena) {
  const bool known = std::all_of(node->children.begin(), node->children.end(),
                                 [](const NodePtr& child) { return is_constant(*child); });
  if (!known || !node->single || node->slot != kNone || !is_pure(*node)) return false;
  Machine machine(setting);
  json::Value value;
  if (machine.one(*node, input, value) != Flow::kGo) return false;
  auto folded = std::make_unique<Node>(NodeKind::kConstant, node->span);
  folded->constant = json::deep_copy(value, arena);
  folded->single = true;
  node = std::move(folded);
  return true;
}

}  // namespace nd::expr
