// Constructs as values: those that are never paths, and the choice among all.
#include <algorithm>

#include "expr/arithmetic.h"
#include "expr/assignment.h"
#include "expr/form.h"
#include "expr/formats.h"
#include "expr/lookups.h"
#include "expr/number_text.h"
#include "expr/strict.h"

namespace nd::expr {
namespace {

using json::Member;
using json::Value;

Flow value_of_pair(Machine& machine, const Node& node, const Value& left, const Value& right,
                   Value& out) {
  if (node.kind == NodeKind::kArithmetic)
    return arithmetic(machine, node, node.op, left, right, out);
  if (machine.setting().strict) [[unlikely]] {
    const bool equality = node.op == Op::kEqual || node.op == Op::kNotEqual;
    ND_FLOW(check_alike(machine, node, left, right, equality ? Nulls::kAside : Nulls::kAKind));
  }
  out = Value::boolean(compare(node.op, left, right));
  return Flow::kGo;
}

Flow format_of(Machine& machine, const Node& node, const Value& input, Value& out) {
  Value value;
  ND_FLOW(machine.input_of(node, input, value));
  return format_value(machine, node, node.format, value, out);
}

[[gnu::noinline]] Flow array_of(Machine& machine, const Node& node, const Value& input,
                                Value& out) {
  Machine::List items(machine);
  if (!node.children.empty()) ND_FLOW(machine.collect(*node.children[0], input, *items));
  return machine.make_array(node, *items, out);
}

// Requires: every key is a string.
Flow object_of(Machine& machine, const Node& node, std::span<const Value> parts, Value& out) {
  const std::size_t fields = parts.size() / 2;
  if (!machine.charge(fields * sizeof(Member))) return machine.out_of_memory(node);
  const auto members = machine.arena().array<Member>(fields);
  std::size_t count = 0;
  for (std::size_t i = 0; i < fields; ++i) {
    const std::string_view key = parts[2 * i].text();
    Member* const end = members.data() + count;
    Member* const old =
        std::find_if(members.data(), end, [&](const Member& member) { return member.key == key; });
    if (old == end) ++count;
    *old = Member{key, parts[2 * i + 1]};
  }
  out = Value::object(members.first(count));
  return Flow::kGo;
}

Flow string_of(Machine& machine, const Node& node, std::span<const Value> parts, Value& out) {
  std::size_t size = 0;
  for (const Value& part : parts)
    size += part.text().size();
  if (!machine.charge(size)) return machine.out_of_memory(node);
  auto* const text = static_cast<char*>(machine.arena().allocate(size, 1));
  char* at = text;
  for (const Value& part : parts)
    at = std::copy(part.text().begin(), part.text().end(), at);
  out = Value::string({text, size});
  return Flow::kGo;
}

template <class S>
struct ValueForm : Form<S> {
  using Base = Form<S>;
  using Base::kSingle;

  static Flow slot(Machine& machine, const Node& node, S sink) {
    if constexpr (kSingle) {
      return machine.load(node, sink.out);
    } else {
      Value value;
      const Flow flow = machine.load(node, value);
      if (node.optional && machine.failed_at_last_step() && machine.caught(flow)) return Flow::kGo;
      return flow == Flow::kGo ? sink(value) : flow;
    }
  }

  // One value of each child, in every combination, each to `next`; jq's order. Children with one
  // value need no continuation.
  template <NodeKind kKind, class Next>
  static Flow combine(const Call& over, std::span<Value> values, std::size_t done, Next& next) {
    Machine& machine = over.machine;
    for (;; ++done) {
      // A field is complete before the next is evaluated.
      if (kKind == NodeKind::kObject && done > 0 && done % 2 == 0 && !values[done - 2].is_string())
        return machine.fail(over.node, "a key is a string, not {}", described(values[done - 2]));
      if (done == values.size()) return next();
      const bool forward =
          kKind == NodeKind::kObject ||
          (kKind == NodeKind::kCall && over.node.builtin->order == Order::kFirstOutermost);
      const std::size_t at = forward ? done : values.size() - 1 - done;
      const Node& child = *over.node.children[at];
      if constexpr (!kSingle) {
        if (!child.single) {
          return machine.run(child, over.input, [&](const Value& value) {
            values[at] = value;
            return combine<kKind>(over, values, done + 1, next);
          });
        }
      }
      ND_FLOW(machine.one(child, over.input, values[at]));
    }
  }

  template <NodeKind kKind>
  static Flow composite(Machine& machine, const Node& node, const Value& input, S sink) {
    Machine::List parts(machine);
    parts->resize(node.children.size());
    const auto whole = [&] {
      return Base::give(machine, node, sink, [&](Value& out) {
        return kKind == NodeKind::kObject ? object_of(machine, node, *parts, out)
                                          : string_of(machine, node, *parts, out);
      });
    };
    return combine<kKind>({machine, node, input, {}}, *parts, 0, whole);
  }

  static Flow call(Machine& machine, const Node& node, const Value& input, S sink) {
    const Builtin& builtin = *node.builtin;
    Value self;
    ND_FLOW(machine.input_of(node, input, self));
    if (builtin.generator != nullptr) return builtin.generator(machine, node, self, sink);
    if (builtin.whole != nullptr) {
      return Base::give(machine, node, sink,
                        [&](Value& out) { return builtin.whole(machine, node, self, out); });
    }
    std::array<Value, kMaxArity> values;
    const std::span<Value> arguments(values.data(), node.children.size());
    const Call call{machine, node, self, arguments};
    const auto apply = [&] {
      if (builtin.series != nullptr) return builtin.series(call, sink);
      return Base::give(machine, node, sink,
                        [&](Value& out) { return builtin.function(call, out); });
    };
    return combine<NodeKind::kCall>(call, arguments, 0, apply);
  }

  static Flow let(Machine& machine, const Node& node, S sink) {
    const Value* value = nullptr;
    ND_FLOW(machine.let_value(node, value));
    return sink(*value);
  }

  static Flow lookup(Machine& machine, const Node& node, const Value& input, S sink) {
    std::array<Value, kMaxArity> few;
    if (node.children.size() <= few.size()) [[likely]]
      return lookup(machine, node, input, std::span(few.data(), node.children.size()), sink);
    Machine::List many(machine);
    many->resize(node.children.size());
    return lookup(machine, node, input, *many, sink);
  }

  static Flow lookup(Machine& machine, const Node& node, const Value& input,
                     std::span<Value> values, S sink) {
    const auto apply = [&] {
      return Base::give(machine, node, sink,
                        [&](Value& out) { return look_up_value(machine, node, values, out); });
    };
    return combine<NodeKind::kLookup>({machine, node, input, {}}, values, 0, apply);
  }

  static Flow pair(Machine& machine, const Node& node, const Value& input, S sink) {
    return Base::operand(machine, *node.children[1], input, [&](const Value& right) {
      return Base::operand(machine, *node.children[0], input, [&](const Value& left) {
        return Base::give(machine, node, sink, [&](Value& out) {
          return value_of_pair(machine, node, left, right, out);
        });
      });
    });
  }

  static Flow logic(Machine& machine, const Node& node, std::size_t at, const Value& input,
                    S sink) {
    const bool decides = node.kind == NodeKind::kOr;
    for (; at < node.children.size(); ++at) {
      const Node& child = *node.children[at];
      if constexpr (!kSingle) {
        if (!child.single) {
          return machine.run(child, input, [&](const Value& value) {
            if (value.is_truthy() == decides) return sink(Value::boolean(decides));
            return logic(machine, node, at + 1, input, sink);
          });
        }
      }
      Value value;
      ND_FLOW(machine.one(child, input, value));
      if (value.is_truthy() == decides) return sink(Value::boolean(decides));
    }
    return sink(Value::boolean(!decides));
  }

  static Flow negation(Machine& machine, const Node& node, const Value& input, S sink) {
    return Base::operand(machine, *node.children[0], input, [&](const Value& value) {
      return Base::give(machine, node, sink,
                        [&](Value& out) { return negate(machine, node, value, out); });
    });
  }

  static Flow assignment(Machine& machine, const Node& node, const Value& input, S sink) {
    Value self;
    ND_FLOW(machine.input_of(node, input, self));
    return assign(machine, node, self, sink);
  }

  static Flow evaluate(Machine& machine, const Node& node, const Value& input, S sink);
};

template <class S>
Flow ValueForm<S>::evaluate(Machine& machine, const Node& node, const Value& input, S sink) {
  switch (node.kind) {
    case NodeKind::kIdentity:
      return sink(input);
    case NodeKind::kConstant:
      return sink(node.constant);
    case NodeKind::kSlot:
      return slot(machine, node, sink);
    case NodeKind::kVariable:
      return sink(machine.variable(node));
    case NodeKind::kLet:
      return let(machine, node, sink);
    case NodeKind::kLookup:
      return lookup(machine, node, input, sink);
    case NodeKind::kIndex:
      return Base::index(machine, node, input, sink);
    case NodeKind::kSlice:
      return Base::slice(machine, node, input, sink);
    case NodeKind::kPipe:
      return Base::pipe(machine, node, 0, input, sink);
    case NodeKind::kAlternative:
      return Base::alternative(machine, node, input, sink);
    case NodeKind::kAnd:
    case NodeKind::kOr:
      return logic(machine, node, 0, input, sink);
    case NodeKind::kCompare:
    case NodeKind::kArithmetic:
      return pair(machine, node, input, sink);
    case NodeKind::kNegate:
      return negation(machine, node, input, sink);
    case NodeKind::kArray:
      return Base::give(machine, node, sink,
                        [&](Value& out) { return array_of(machine, node, input, out); });
    case NodeKind::kObject:
      return composite<NodeKind::kObject>(machine, node, input, sink);
    case NodeKind::kString:
      return composite<NodeKind::kString>(machine, node, input, sink);
    case NodeKind::kFormat:
      return Base::give(machine, node, sink,
                        [&](Value& out) { return format_of(machine, node, input, out); });
    case NodeKind::kIf:
      return Base::choice(machine, node, input, sink);
    case NodeKind::kTry:
      return Base::attempt(machine, node, input, sink);
    case NodeKind::kBind:
      return Base::binding(machine, node, input, sink);
    case NodeKind::kAssign:
      return assignment(machine, node, input, sink);
    case NodeKind::kCall:
      return call(machine, node, input, sink);
    case NodeKind::kComma:
    case NodeKind::kIterate:
      break;
  }
  if constexpr (!kSingle) {
    return node.kind == NodeKind::kComma ? Base::comma(machine, node, input, sink)
                                         : Base::iterate(machine, node, input, sink);
  }
  ND_CHECK(false);
}

}  // namespace

Flow Machine::evaluate(const Node& node, const Value& input, Value& out) {
  return ValueForm<Single>::evaluate(*this, node, input, {out});
}

Flow Machine::generate(const Node& node, const Value& input, Sink sink) {
  return ValueForm<Sink>::evaluate(*this, node, input, sink);
}

}  // namespace nd::expr
