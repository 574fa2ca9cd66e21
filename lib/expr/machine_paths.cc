// Constructs as paths: each output comes with the way to it.
#include "expr/form.h"

namespace nd::expr {

Flow Machine::paths(const Node& node, const PathValue& input, PathSink sink) {
  using Paths = Form<PathSink>;
  switch (node.kind) {
    case NodeKind::kIdentity:
      return sink(input);
    case NodeKind::kIndex:
      return Paths::index(*this, node, input, sink);
    case NodeKind::kSlice:
      return Paths::slice(*this, node, input, sink);
    case NodeKind::kIterate:
      return Paths::iterate(*this, node, input, sink);
    case NodeKind::kPipe:
      return Paths::pipe(*this, node, 0, input, sink);
    case NodeKind::kComma:
      return Paths::comma(*this, node, input, sink);
    case NodeKind::kAlternative:
      return Paths::alternative(*this, node, input, sink);
    case NodeKind::kIf:
      return Paths::choice(*this, node, input, sink);
    case NodeKind::kTry:
      return Paths::attempt(*this, node, input, sink);
    case NodeKind::kBind:
      return Paths::binding(*this, node, input, sink);
    case NodeKind::kCall:
      return node.builtin->paths(*this, node, input, sink);
    default:
      break;
  }
  ND_CHECK(false);
}

}  // namespace nd::expr
