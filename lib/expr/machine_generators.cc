// Constructs with any number of outputs. The order is jq's: of `A op B`, B varies slowest; of
// `A[B]` the index; of an object the first field; of a string the last interpolation; of `A and B`,
// A.
#include <algorithm>

#include "expr/arithmetic.h"
#include "expr/assignment.h"
#include "expr/flow_macro.h"
#include "expr/machine.h"
#include "expr/values.h"

namespace nd::expr {

using json::Value;

Flow Machine::run(const Node& node, const Value& input, Sink sink) {
  if (node.single && node.kind != NodeKind::kAssign) {
    Value value;
    ND_FLOW(one(node, input, value));
    return sink(value);
  }
  switch (node.kind) {
    case NodeKind::kSlot: {  // an optional one
      Value value;
      const Flow flow = load(node, value);
      if (caught(flow) && last_step_) return Flow::kGo;
      return flow == Flow::kGo ? sink(value) : flow;
    }
    case NodeKind::kIndex:
    case NodeKind::kCompare:
    case NodeKind::kArithmetic:
      return run_pair(node, input, sink);
    case NodeKind::kSlice:
      return run_slice(node, input, sink);
    case NodeKind::kIterate:
      return run_iterate(node, input, sink);
    case NodeKind::kPipe:
      return run_pipe(node, 0, input, sink);
    case NodeKind::kComma:
      for (const NodePtr& child : node.children)
        ND_FLOW(run(*child, input, sink));
      return Flow::kGo;
    case NodeKind::kAlternative:
      return run_alternative(node, input, sink);
    case NodeKind::kAnd:
    case NodeKind::kOr:
      return run_logic(node, 0, input, sink);
    case NodeKind::kNegate:
      return run(*node.children[0], input, [&](const Value& value) {
        Value negated;
        ND_FLOW(negate(*this, node, value, negated));
        return sink(negated);
      });
    case NodeKind::kObject: {
      List parts(*this);
      parts->resize(node.children.size());
      return run_object(node, 0, input, *parts, sink);
    }
    case NodeKind::kString: {
      List parts(*this);
      parts->resize(node.children.size());
      return run_string(node, node.children.size(), input, *parts, sink);
    }
    case NodeKind::kIf:
      return run_if(node, input, sink);
    case NodeKind::kTry:
      return run_try(node, input, sink);
    case NodeKind::kBind:
      return run(*node.children[0], input, [&](const Value& value) {
        variables_[node.variable] = value;
        return run(*node.children[1], input, sink);
      });
    case NodeKind::kAssign: {
      Value self;
      ND_FLOW(input_of(node, input, self));
      return assign(*this, node, self, sink);
    }
    case NodeKind::kCall:
      return run_call(node, input, sink);
    default:
      break;
  }
  ND_CHECK(false);
}

Flow Machine::run_pair(const Node& node, const Value& input, Sink sink) {
  return run(*node.children[1], input, [&](const Value& right) {
    return run(*node.children[0], input, [&](const Value& left) {
      Value value;
      const Flow flow = pair_value(node, left, right, value);
      if (node.optional && caught(flow)) return Flow::kGo;
      return flow == Flow::kGo ? sink(value) : flow;
    });
  });
}

Flow Machine::run_slice(const Node& node, const Value& input, Sink sink) {
  // jq evaluates the start first, then the end, then the term.
  return run(*node.children[1], input, [&](const Value& from) {
    return run(*node.children[2], input, [&](const Value& to) {
      return run(*node.children[0], input, [&](const Value& holder) {
        Value value;
        const Flow flow = slice_value(*this, node, holder, from, to, value);
        if (node.optional && caught(flow)) return Flow::kGo;
        return flow == Flow::kGo ? sink(value) : flow;
      });
    });
  });
}

Flow Machine::run_iterate(const Node& node, const Value& input, Sink sink) {
  const Node& term = *node.children[0];
  if (term.single) {
    Value holder;
    ND_FLOW(one(term, input, holder));
    return node.optional && !holder.is_nested() ? Flow::kGo : each_item(*this, node, holder, sink);
  }
  return run(term, input, [&](const Value& holder) {
    return node.optional && !holder.is_nested() ? Flow::kGo : each_item(*this, node, holder, sink);
  });
}

Flow Machine::run_pipe(const Node& node, std::size_t stage, const Value& input, Sink sink) {
  // Single stages in a row need no continuation.
  Value value = input;
  for (; stage + 1 < node.children.size() && node.children[stage]->single; ++stage) {
    Value next;
    ND_FLOW(one(*node.children[stage], value, next));
    value = next;
  }
  const Node& here = *node.children[stage];
  if (stage + 1 == node.children.size()) return run(here, value, sink);
  return run(here, value,
             [&](const Value& output) { return run_pipe(node, stage + 1, output, sink); });
}

Flow Machine::run_alternative(const Node& node, const Value& input, Sink sink) {
  bool found = false;
  ND_FLOW(run(*node.children[0], input, [&](const Value& value) {
    if (!value.is_truthy()) return Flow::kGo;
    found = true;
    return sink(value);
  }));
  return found ? Flow::kGo : run(*node.children[1], input, sink);
}

Flow Machine::run_logic(const Node& node, std::size_t operand, const Value& input, Sink sink) {
  const bool decides = node.kind == NodeKind::kOr;
  return run(*node.children[operand], input, [&](const Value& value) {
    if (value.is_truthy() == decides) return sink(Value::boolean(decides));
    if (operand + 1 == node.children.size()) return sink(Value::boolean(!decides));
    return run_logic(node, operand + 1, input, sink);
  });
}

Flow Machine::run_object(const Node& node, std::size_t child, const Value& input,
                         std::vector<Value>& parts, Sink sink) {
  if (child == node.children.size()) {
    Value object;
    ND_FLOW(object_of_parts(node, parts, object));
    return sink(object);
  }
  return run(*node.children[child], input, [&](const Value& part) {
    parts[child] = part;
    return run_object(node, child + 1, input, parts, sink);
  });
}

Flow Machine::run_string(const Node& node, std::size_t left, const Value& input,
                         std::vector<Value>& parts, Sink sink) {
  if (left == 0) {
    Value text;
    ND_FLOW(string_of_parts(node, parts, text));
    return sink(text);
  }
  return run(*node.children[left - 1], input, [&](const Value& part) {
    parts[left - 1] = part;
    return run_string(node, left - 1, input, parts, sink);
  });
}

Flow Machine::run_if(const Node& node, const Value& input, Sink sink) {
  return run(*node.children[0], input, [&](const Value& condition) {
    return run(*node.children[condition.is_truthy() ? 1 : 2], input, sink);
  });
}

Flow Machine::run_try(const Node& node, const Value& input, Sink sink) {
  // What fails behind the sink is not ours to take.
  bool behind = false;
  const Flow flow = run(*node.children[0], input, [&](const Value& value) {
    const Flow after = sink(value);
    behind = after == Flow::kFail;
    return after;
  });
  if (behind || !caught(flow)) return flow;
  if (node.children.size() == 1) return Flow::kGo;
  const Value error = error_value_;
  return run(*node.children[1], error, sink);
}

Flow Machine::run_call(const Node& node, const Value& input, Sink sink) {
  const Builtin& builtin = *node.builtin;
  Value self;
  ND_FLOW(input_of(node, input, self));
  if (builtin.generator != nullptr) return builtin.generator(*this, node, self, sink);
  Value arguments[4];
  return run_arguments(node, 0, input, {arguments, node.children.size()}, sink);
}

// All combinations of the arguments' outputs.
Flow Machine::run_arguments(const Node& node, std::size_t done, const Value& input,
                            std::span<Value> arguments, Sink sink) {
  if (done == arguments.size()) {
    Value self;
    ND_FLOW(input_of(node, input, self));
    Value value;
    ND_FLOW(node.builtin->function({*this, node, self, arguments}, value));
    return sink(value);
  }
  const bool first = node.builtin->order == ArgumentOrder::kFirstOutermost;
  const std::size_t at = first ? done : arguments.size() - 1 - done;
  return run(*node.children[at], input, [&](const Value& argument) {
    arguments[at] = argument;
    return run_arguments(node, done + 1, input, arguments, sink);
  });
}

}  // namespace nd::expr
