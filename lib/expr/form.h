// Form: the meaning of every construct, written once, as a template over where its outputs go:
//   Single    the one output of a single node, into a variable: the flat form, no continuation;
//   Sink      every output;
//   PathSink  every output with the way to it, for what is changed, deleted or picked.
//
// What a construct computes on its way is an operand, a value in every form; what its outputs come
// from is a part, in the form of the construct. How the two are nested is jq's order of evaluation,
// the outermost first, and so its order of outputs: of `A op B` and `A[B]` B varies slowest, of
// `A[B:C]` B and then C, of an object the first field, of a string the last interpolation, of
// `A and B` A, of a call what the row of the builtin says.
//
// Belongs here: constructs that are paths as well as values. Does not belong here: those that are
// values only (machine_values.cc).
#pragma once

#include <type_traits>

#include "expr/machine.h"
#include "expr/values.h"

namespace nd::expr {

// The variable that gets the one output of a single node.
struct Single {
  json::Value& out;
  Flow operator()(const json::Value& value) const {
    out = value;
    return Flow::kGo;
  }
};

// The sink for what stands at a key of what a path leads to.
struct SinkBelow {
  PathLink link;
  PathSink sink;
  Flow operator()(const json::Value& value) const { return sink({value, &link}); }
};

template <class S>
struct Form {
  using Value = json::Value;
  static constexpr bool kSingle = std::is_same_v<S, Single>;
  static constexpr bool kPaths = std::is_same_v<S, PathSink>;
  using Item = std::conditional_t<kPaths, PathValue, Value>;

  static const Value& value_of(const Item& item) {
    if constexpr (kPaths) {
      return item.value;
    } else {
      return item;
    }
  }

  static auto below(const Item& holder, const Value& key, S sink) {
    if constexpr (kPaths) {
      return SinkBelow{{holder.path, key}, sink};
    } else {
      return sink;
    }
  }

  template <class Next>
  static Flow part(Machine& machine, const Node& node, const Item& input, Next&& next) {
    if constexpr (kPaths) {
      return machine.paths(node, input, next);
    } else if constexpr (std::is_same_v<std::remove_cvref_t<Next>, Single>) {
      return machine.one(node, input, next.out);
    } else if constexpr (kSingle) {
      Value value;
      ND_FLOW(machine.one(node, input, value));
      return next(value);
    } else {
      return machine.run(node, input, next);
    }
  }

  template <class Next>
  static Flow operand(Machine& machine, const Node& node, const Item& input, Next&& next) {
    if constexpr (kPaths) {
      return machine.run(node, input.value, next);
    } else {
      return part(machine, node, input, next);
    }
  }

  // The one output that `compute` makes. `?` passes over its error, not over those of operands.
  template <class To, class Compute>
  static Flow give(Machine& machine, const Node& node, To sink, Compute&& compute) {
    if constexpr (kSingle) {
      return compute(sink.out);
    } else {
      Value value;
      const Flow flow = compute(value);
      if (node.optional && machine.caught(flow)) return Flow::kGo;
      return flow == Flow::kGo ? sink(value) : flow;
    }
  }

  // --- steps of a path ---

  static Flow index(Machine& machine, const Node& node, const Item& input, S sink) {
    return operand(machine, *node.children[1], input, [&](const Value& key) {
      return part(machine, *node.children[0], input, [&](const Item& holder) {
        return give(machine, node, below(holder, key, sink), [&](Value& out) {
          return index_value(machine, node, value_of(holder), key, out);
        });
      });
    });
  }

  static Flow slice(Machine& machine, const Node& node, const Item& input, S sink) {
    return operand(machine, *node.children[1], input, [&](const Value& from) {
      return operand(machine, *node.children[2], input, [&](const Value& to) {
        return part(machine, *node.children[0], input, [&](const Item& holder) -> Flow {
          Value key;
          if constexpr (kPaths) ND_FLOW(slice_key(machine, node, from, to, key));
          return give(machine, node, below(holder, key, sink), [&](Value& out) {
            return slice_value(machine, node, value_of(holder), from, to, out);
          });
        });
      });
    });
  }

  static Flow iterate(Machine& machine, const Node& node, const Item& input, S sink) {
    return part(machine, *node.children[0], input, [&](const Item& holder) {
      const Value& value = value_of(holder);
      if (node.optional && !value.is_nested()) return Flow::kGo;
      if constexpr (kPaths) {
        return each_entry(machine, node, value, [&](const Value& key, const Value& item) {
          return below(holder, key, sink)(item);
        });
      } else {
        return each_item(machine, node, value, sink);
      }
    });
  }

  // --- control ---

  static Flow pipe(Machine& machine, const Node& node, std::size_t stage, const Item& input,
                   S sink) {
    const auto& stages = node.children;
    Item value = input;
    if constexpr (!kPaths) {
      for (; stage + 1 < stages.size() && (kSingle || stages[stage]->single); ++stage) {
        Value next;
        ND_FLOW(machine.one(*stages[stage], value, next));
        value = next;
      }
    }
    if (kSingle || stage + 1 == stages.size()) return part(machine, *stages[stage], value, sink);
    return part(machine, *stages[stage], value,
                [&](const Item& output) { return pipe(machine, node, stage + 1, output, sink); });
  }

  static Flow comma(Machine& machine, const Node& node, const Item& input, S sink) {
    for (const NodePtr& child : node.children)
      ND_FLOW(part(machine, *child, input, sink));
    return Flow::kGo;
  }

  static Flow alternative(Machine& machine, const Node& node, const Item& input, S sink) {
    bool found = false;
    ND_FLOW(part(machine, *node.children[0], input, [&](const Item& output) {
      if (!value_of(output).is_truthy()) return Flow::kGo;
      found = true;
      return sink(output);
    }));
    return found ? Flow::kGo : part(machine, *node.children[1], input, sink);
  }

  static Flow choice(Machine& machine, const Node& node, const Item& input, S sink) {
    return operand(machine, *node.children[0], input, [&](const Value& condition) {
      return part(machine, *node.children[condition.is_truthy() ? 1 : 2], input, sink);
    });
  }

  static Flow attempt(Machine& machine, const Node& node, const Item& input, S sink) {
    bool behind = false;  // what fails behind the sink is not caught here
    const Flow flow = part(machine, *node.children[0], input, [&](const Item& output) {
      const Flow after = sink(output);
      behind = after == Flow::kFail;
      return after;
    });
    if (behind || !machine.caught(flow)) return flow;
    if (node.children.size() == 1) return Flow::kGo;
    return part(machine, *node.children[1], Item{machine.error()}, sink);
  }

  static Flow binding(Machine& machine, const Node& node, const Item& input, S sink) {
    return operand(machine, *node.children[0], input, [&](const Value& value) {
      machine.variable(node) = value;
      return part(machine, *node.children[1], input, sink);
    });
  }
};

}  // namespace nd::expr
