#include "expr/slots.h"

#include <algorithm>
#include <string>
#include <utility>

#include "expr/builtin.h"
#include "expr/lookups.h"

namespace nd::expr {

using json::FieldPath;

void become_slot(Node& node, FieldPath path) {
  node.kind = NodeKind::kSlot;
  node.path = std::move(path);
  node.slot = kPendingSlot;
  node.single = true;
}

void read_input(Node& node, const std::optional<FieldPath>& path) {
  if (!path) return;
  node.path = *path;
  node.slot = kPendingSlot;
}

void mark_outputs(Node& root) {
  switch (root.kind) {
    case NodeKind::kSlot:
      root.raw = true;
      break;
    case NodeKind::kComma:
    case NodeKind::kAlternative:
      for (NodePtr& child : root.children)
        mark_outputs(*child);
      break;
    case NodeKind::kPipe:
    case NodeKind::kBind:
      mark_outputs(*root.children.back());
      break;
    case NodeKind::kIf:
      mark_outputs(*root.children[1]);
      mark_outputs(*root.children[2]);
      break;
    case NodeKind::kTry:
      mark_outputs(*root.children[0]);
      break;
    case NodeKind::kCall:
      if (root.builtin->passes_input) root.raw = true;
      break;
    default:
      break;
  }
}

void place_slots(Node& root, json::Schema& schema, std::vector<FieldPath>& reads) {
  if (root.slot == kPendingSlot) {
    root.slot = static_cast<std::uint32_t>(schema.add(root.path));
    reads.push_back(root.path);
    FieldPath parent;
    for (const std::string& segment : root.path.segments) {
      root.parents.push_back(static_cast<std::uint32_t>(schema.add(parent)));
      parent.segments.push_back(segment);
    }
  }
  if (root.kind == NodeKind::kLookup) place_lookup(root);
  for (NodePtr& child : root.children)
    place_slots(*child, schema, reads);
}

bool leads_on(const json::FieldPath& path, const json::FieldPath& holder) {
  return path.segments.size() >= holder.segments.size() &&
         std::equal(holder.segments.begin(), holder.segments.end(), path.segments.begin());
}

}  // namespace nd::expr
