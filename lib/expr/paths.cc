#include "expr/paths.h"

#include <optional>

#include "expr/builtin.h"
#include "expr/calls.h"
#include "expr/span.h"

namespace nd::expr {
namespace {

Status bind_path_call(NodePtr& node, const PathScope& scope) {
  const Builtin* const builtin = ND_TRY(look_up(*node, scope.text));
  if (!builtin->definition.empty()) {
    node = ND_TRY(expand_definition(*builtin, *node));
    return bind_path(node, scope);
  }
  if (builtin->paths == nullptr) {
    return syntax_error(
        scope.text, node->span,
        fmt::format("'{}' is no path: only a path can be changed, deleted or picked", node->text));
  }
  node->builtin = builtin;
  for (std::size_t i = 0; i < node->children.size(); ++i) {
    if (static_cast<int>(i) == builtin->path_argument) {
      ND_TRY(bind_path(node->children[i], scope));
    } else {
      ND_TRY(scope.value(node->children[i]));
    }
  }
  return {};
}

}  // namespace

Status bind_path(NodePtr& node, const PathScope& scope) {
  auto& children = node->children;
  switch (node->kind) {
    case NodeKind::kIdentity:
      return {};
    case NodeKind::kPipe:
    case NodeKind::kComma:
    case NodeKind::kAlternative:
      for (NodePtr& child : children)
        ND_TRY(bind_path(child, scope));
      return {};
    case NodeKind::kIndex:
    case NodeKind::kSlice:
    case NodeKind::kIterate:
      ND_TRY(bind_path(children[0], scope));
      for (std::size_t i = 1; i < children.size(); ++i)
        ND_TRY(scope.value(children[i]));
      return {};
    case NodeKind::kIf:
      ND_TRY(scope.value(children[0]));
      ND_TRY(bind_path(children[1], scope));
      return bind_path(children[2], scope);
    case NodeKind::kTry:
      if (children.size() == 1) return bind_path(children[0], scope);
      break;
    case NodeKind::kBind: {
      ND_TRY(scope.value(children[0]));
      node->variable = scope.variables.open(node->text, std::nullopt);
      ND_TRY(bind_path(children[1], scope));
      scope.variables.close();
      return {};
    }
    case NodeKind::kCall:
      return bind_path_call(node, scope);
    default:
      break;
  }
  return syntax_error(
      scope.text, node->span,
      "only a path can be changed, deleted or picked: fields, indexes, .[], and select, "
      "first or if over them");
}

}  // namespace nd::expr
