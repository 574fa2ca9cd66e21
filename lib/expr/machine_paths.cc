// Constructs as paths: each output comes with the way to it. What is evaluated on the way (indexes,
// conditions) is evaluated as a value.
#include "expr/flow_macro.h"
#include "expr/machine.h"
#include "expr/values.h"

namespace nd::expr {

using json::Member;
using json::Value;

Flow Machine::paths(const Node& node, const PathValue& input, PathSink sink) {
  switch (node.kind) {
    case NodeKind::kIdentity:
      return sink(input);
    case NodeKind::kIndex:
      return paths_index(node, input, sink);
    case NodeKind::kSlice:
      return paths_slice(node, input, sink);
    case NodeKind::kIterate:
      return paths_iterate(node, input, sink);
    case NodeKind::kPipe:
      return paths_pipe(node, 0, input, sink);
    case NodeKind::kComma:
      for (const NodePtr& child : node.children)
        ND_FLOW(paths(*child, input, sink));
      return Flow::kGo;
    case NodeKind::kAlternative:
      return paths_alternative(node, input, sink);
    case NodeKind::kIf:
      return paths_if(node, input, sink);
    case NodeKind::kTry:
      return paths_try(node, input, sink);
    case NodeKind::kBind:
      return run(*node.children[0], input.value, [&](const Value& value) {
        variables_[node.variable] = value;
        return paths(*node.children[1], input, sink);
      });
    case NodeKind::kCall:
      return node.builtin->paths(*this, node, input, sink);
    default:
      break;
  }
  ND_CHECK(false);
}

Flow Machine::paths_index(const Node& node, const PathValue& input, PathSink sink) {
  return run(*node.children[1], input.value, [&](const Value& key) {
    return paths(*node.children[0], input, [&](const PathValue& holder) {
      const PathLink link{holder.path, key};
      Value value;
      const Flow flow = index_value(*this, node, holder.value, key, value);
      if (node.optional && caught(flow)) return Flow::kGo;
      return flow == Flow::kGo ? sink({&link, value}) : flow;
    });
  });
}

Flow Machine::paths_slice(const Node& node, const PathValue& input, PathSink sink) {
  return run(*node.children[1], input.value, [&](const Value& from) {
    return run(*node.children[2], input.value, [&](const Value& to) {
      return paths(*node.children[0], input, [&](const PathValue& holder) {
        PathLink link{holder.path, {}};
        ND_FLOW(slice_key(*this, node, from, to, link.key));
        Value value;
        const Flow flow = slice_value(*this, node, holder.value, from, to, value);
        if (node.optional && caught(flow)) return Flow::kGo;
        return flow == Flow::kGo ? sink({&link, value}) : flow;
      });
    });
  });
}

Flow Machine::paths_iterate(const Node& node, const PathValue& input, PathSink sink) {
  return paths(*node.children[0], input, [&](const PathValue& holder) {
    const Value& value = holder.value;
    if (value.is_object()) {
      for (const Member& member : value.members()) {
        const PathLink link{holder.path, Value::string(member.key)};
        ND_FLOW(sink({&link, member.value}));
      }
      return Flow::kGo;
    }
    if (node.optional && !value.is_array()) return Flow::kGo;
    std::int64_t at = 0;
    return each_item(*this, node, value, [&](const Value& item) {
      const PathLink link{holder.path, Value::integer(at++)};
      return sink({&link, item});
    });
  });
}

Flow Machine::paths_pipe(const Node& node, std::size_t stage, const PathValue& input,
                         PathSink sink) {
  const Node& here = *node.children[stage];
  if (stage + 1 == node.children.size()) return paths(here, input, sink);
  return paths(here, input,
               [&](const PathValue& output) { return paths_pipe(node, stage + 1, output, sink); });
}

Flow Machine::paths_alternative(const Node& node, const PathValue& input, PathSink sink) {
  bool found = false;
  ND_FLOW(paths(*node.children[0], input, [&](const PathValue& output) {
    if (!output.value.is_truthy()) return Flow::kGo;
    found = true;
    return sink(output);
  }));
  return found ? Flow::kGo : paths(*node.children[1], input, sink);
}

Flow Machine::paths_if(const Node& node, const PathValue& input, PathSink sink) {
  return run(*node.children[0], input.value, [&](const Value& condition) {
    return paths(*node.children[condition.is_truthy() ? 1 : 2], input, sink);
  });
}

Flow Machine::paths_try(const Node& node, const PathValue& input, PathSink sink) {
  bool behind = false;
  const Flow flow = paths(*node.children[0], input, [&](const PathValue& output) {
    const Flow after = sink(output);
    behind = after == Flow::kFail;
    return after;
  });
  return caught(flow) && !behind ? Flow::kGo : flow;
}

}  // namespace nd::expr
