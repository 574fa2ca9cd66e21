// Sequences of outputs: range, limits, and tests over all of them.
#include <array>
#include <cmath>

#include "expr/arithmetic.h"
#include "expr/builtin_families.h"
#include "expr/machine.h"
#include "expr/number_text.h"
#include "expr/order.h"
#include "expr/strict.h"

namespace nd::expr {
namespace {

using json::Kind;
using json::Value;

// --- range and limits ---

Flow range(const Call& call, Sink sink) {
  const auto& given = call.arguments;
  const Value from = given.size() > 1 ? given[0] : Value::integer(0);
  const Value to = given[given.size() > 1 ? 1 : 0];
  const Value by = given.size() > 2 ? given[2] : Value::integer(1);
  for (const Value* bound : {&from, &to, &by}) {
    if (!bound->is_number()) {
      return call.machine.fail(call.node, "the bounds of a range are numbers, not {}",
                               described(*bound));
    }
  }
  if (from.kind() == Kind::kInt && to.kind() == Kind::kInt && by.kind() == Kind::kInt) {
    const std::int64_t step = by.int_value();
    std::int64_t at = from.int_value();
    while (step > 0 ? at < to.int_value() : step < 0 && at > to.int_value()) {
      ND_FLOW(sink(Value::integer(at)));
      if (__builtin_add_overflow(at, step, &at)) return Flow::kGo;
    }
    return Flow::kGo;
  }
  double at = 0;
  double end = 0;
  double step = 0;
  ND_FLOW(as_double(call.machine, call.node, from, at));
  ND_FLOW(as_double(call.machine, call.node, to, end));
  ND_FLOW(as_double(call.machine, call.node, by, step));
  for (; step > 0 ? at < end : step < 0 && at > end; at += step)
    ND_FLOW(sink(number_of(at)));
  return Flow::kGo;
}

// How many outputs limit(n) lets through; negative for all of them. By jq's definition what is
// below every number (null, false, true) lets all through.
Flow limit_count(Machine& machine, const Node& node, const Value& n, double& out) {
  out = -1;
  if (n.is_number()) {
    ND_FLOW(as_double(machine, node, n, out));
    out = std::isnan(out) || out < 0 ? -1 : std::ceil(out);
    return Flow::kGo;
  }
  if (n.is_null() || n.is_bool()) return Flow::kGo;
  return machine.fail(node, "the limit is a number, not {}", described(n));
}

// Runs `walk` with a sink that lets `count` outputs through and then ends it. Both for values and
// for paths.
template <class Output, class Walk, class Out>
Flow first_outputs(Machine& machine, double count, Walk&& walk, Out& sink) {
  if (count == 0) return Flow::kGo;
  double left = count;
  const Flow flow = walk([&](const Output& output) {
    left -= 1;
    ND_FLOW(sink(output));
    return left == 0 ? machine.stop(&left) : Flow::kGo;
  });
  return machine.stopped(&left, flow);
}

Flow limit(Machine& machine, const Node& node, const Value& input, Sink sink) {
  return machine.run(*node.children[0], input, [&](const Value& n) {
    double count = 0;
    ND_FLOW(limit_count(machine, node, n, count));
    return first_outputs<Value>(
        machine, count,
        [&](Sink through) { return machine.run(*node.children[1], input, through); }, sink);
  });
}

Flow limit_paths(Machine& machine, const Node& node, const PathValue& input, PathSink sink) {
  return machine.run(*node.children[0], input.value, [&](const Value& n) {
    double count = 0;
    ND_FLOW(limit_count(machine, node, n, count));
    return first_outputs<PathValue>(
        machine, count,
        [&](PathSink through) { return machine.paths(*node.children[1], input, through); }, sink);
  });
}

Flow first(Machine& machine, const Node& node, const Value& input, Sink sink) {
  return first_outputs<Value>(
      machine, 1, [&](Sink through) { return machine.run(*node.children[0], input, through); },
      sink);
}

Flow first_paths(Machine& machine, const Node& node, const PathValue& input, PathSink sink) {
  return first_outputs<PathValue>(
      machine, 1,
      [&](PathSink through) { return machine.paths(*node.children[0], input, through); }, sink);
}

Flow last(Machine& machine, const Node& node, const Value& input, Value& out) {
  out = Value::null();
  return machine.run(*node.children[0], input, [&](const Value& value) {
    out = value;
    return Flow::kGo;
  });
}

Flow nth(Machine& machine, const Node& node, const Value& input, Sink sink) {
  return machine.run(*node.children[0], input, [&](const Value& n) {
    if (!n.is_number() || n.to_double() < 0)
      return machine.fail(node, "nth counts from 0 on, not {}", described(n));
    double left = n.to_double() + 1;
    const Flow flow = machine.run(*node.children[1], input, [&](const Value& value) {
      left -= 1;
      if (left > 0 || std::isnan(left)) return Flow::kGo;
      ND_FLOW(sink(value));
      return machine.stop(&left);
    });
    return machine.stopped(&left, flow);
  });
}

// --- tests over many values ---

// Whether any output of `condition` over the outputs of `source` is truthy (decides = true), or
// none is falsy.
Flow decide(Machine& machine, const Node& source, const Node& condition, const Value& input,
            bool decides, Value& out) {
  bool decided = false;
  const Flow flow = machine.run(source, input, [&](const Value& item) {
    return machine.run(condition, item, [&](const Value& value) {
      if (value.is_truthy() != decides) return Flow::kGo;
      decided = true;
      return machine.stop(&decided);
    });
  });
  ND_FLOW(machine.stopped(&decided, flow));
  out = Value::boolean(decided == decides);
  return Flow::kGo;
}

Flow any2(Machine& machine, const Node& node, const Value& input, Value& out) {
  return decide(machine, *node.children[0], *node.children[1], input, true, out);
}

Flow all2(Machine& machine, const Node& node, const Value& input, Value& out) {
  return decide(machine, *node.children[0], *node.children[1], input, false, out);
}

Flow in_list(Machine& machine, const Node& node, const Value& input, Value& out) {
  bool found = false;
  const Flow flow = machine.run(*node.children[0], input, [&](const Value& item) {
    if (machine.setting().strict) ND_FLOW(check_alike(machine, node, input, item, Nulls::kAside));
    if (!same(item, input)) return Flow::kGo;
    found = true;
    return machine.stop(&found);
  });
  ND_FLOW(machine.stopped(&found, flow));
  out = Value::boolean(found);
  return Flow::kGo;
}

constexpr std::array kRows = {
    Builtin{.name = "range",
            .signature = "range(END)",
            .help = "the numbers from 0 up to END, without END",
            .example = {"[range(3)]", "null", "[0,1,2]"},
            .series = range},
    Builtin{.name = "range",
            .signature = "range(FROM; END)",
            .help = "the numbers from FROM up to END, without END",
            .example = {"[range(2; 4)]", "null", "[2,3]"},
            .series = range},
    Builtin{.name = "range",
            .signature = "range(FROM; END; STEP)",
            .help = "the same in steps, which may be negative",
            .example = {"[range(5; 0; -2)]", "null", "[5,3,1]"},
            .series = range},
    Builtin{.name = "first",
            .signature = "first",
            .help = "the first item of an array",
            .example = {"first", "[1,2]", "1"},
            .definition = ".[0]"},
    Builtin{.name = "first",
            .signature = "first(E)",
            .help = "the first output of E; E is not run further",
            .example = {"first(range(10))", "null", "0"},
            .generator = first,
            .paths = first_paths,
            .path_argument = 0},
    Builtin{.name = "last",
            .signature = "last",
            .help = "the last item of an array",
            .example = {"last", "[1,2]", "2"},
            .definition = ".[-1]"},
    Builtin{.name = "last",
            .signature = "last(E)",
            .help = "the last output of E; null if there is none",
            .example = {"last(range(10))", "null", "9"},
            .whole = last},
    Builtin{.name = "nth",
            .signature = "nth(N)",
            .help = "item N of an array, from 0",
            .example = {"nth(1)", "[5,6]", "6"},
            .definition = ".[N]"},
    Builtin{.name = "nth",
            .signature = "nth(N; E)",
            .help = "output N of E, from 0",
            .example = {"nth(2; range(10))", "null", "2"},
            .generator = nth},
    Builtin{.name = "limit",
            .signature = "limit(N; E)",
            .help = "the first N outputs of E; E is not run further",
            .example = {"[limit(2; .[])]", "[1,2,3]", "[1,2]"},
            .generator = limit,
            .paths = limit_paths,
            .path_argument = 1},
    Builtin{.name = "map",
            .signature = "map(E)",
            .help = "an array of all outputs of E over the items",
            .example = {"map(. * 2)", "[1,2]", "[2,4]"},
            .definition = "[.[] | E]"},
    Builtin{.name = "any",
            .signature = "any",
            .help = "whether any item is true",
            .example = {"any", "[false,1]", "true"},
            .definition = "any(.[]; .)",
            .judges = true},
    Builtin{.name = "any",
            .signature = "any(CONDITION)",
            .help = "whether CONDITION is true of any item",
            .example = {"any(. > 2)", "[1,2,3]", "true"},
            .definition = "any(.[]; CONDITION)",
            .takes_condition = true},
    Builtin{.name = "any",
            .signature = "any(E; CONDITION)",
            .help = "whether CONDITION is true of any output of E",
            .example = {"any(.a, .b; . > 2)", "{\"a\":1,\"b\":3}", "true"},
            .whole = any2,
            .scopes = {Scope::kInput, Scope::kOther},
            .takes_condition = true},
    Builtin{.name = "all",
            .signature = "all",
            .help = "whether every item is true",
            .example = {"all", "[false,1]", "false"},
            .definition = "all(.[]; .)",
            .judges = true},
    Builtin{.name = "all",
            .signature = "all(CONDITION)",
            .help = "whether CONDITION is true of every item",
            .example = {"all(. > 0)", "[1,2,3]", "true"},
            .definition = "all(.[]; CONDITION)",
            .takes_condition = true},
    Builtin{.name = "all",
            .signature = "all(E; CONDITION)",
            .help = "whether CONDITION is true of every output of E",
            .example = {"all(.a, .b; . > 2)", "{\"a\":1,\"b\":3}", "false"},
            .whole = all2,
            .scopes = {Scope::kInput, Scope::kOther},
            .takes_condition = true},
    Builtin{.name = "IN",
            .signature = "IN(E)",
            .help = "whether the input is among the outputs of E",
            .example = {"map(IN(1, 2))", "[1,3]", "[true,false]"},
            .whole = in_list,
            .special = Special::kIn},
    Builtin{.name = "IN",
            .signature = "IN(E; F)",
            .help = "whether any output of E is among those of F",
            .example = {"IN(.[]; 2, 3)", "[1,3]", "true"},
            .definition = "any(E == F; .)"},
};

}  // namespace

std::span<const Builtin> sequence_builtins() {
  return kRows;
}

}  // namespace nd::expr
