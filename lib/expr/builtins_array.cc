// Sequences: range and limits, tests over all values, sums, orders and groups.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "expr/arithmetic.h"
#include "expr/builtin_families.h"
#include "expr/flow_macro.h"
#include "expr/machine.h"
#include "expr/number_text.h"
#include "expr/order.h"
#include "expr/sum.h"
#include "expr/values.h"

namespace nd::expr {
namespace {

using json::Kind;
using json::Value;

// --- range and limits ---

Flow count_up(Machine& machine, const Node& node, const Value& from, const Value& to, const Value& by, Sink sink) {
  for (const Value* bound : {&from, &to, &by}) {
    if (!bound->is_number()) return machine.fail(node, "the bounds of a range are numbers, not " + described(*bound));
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
  ND_FLOW(as_double(machine, node, from, at));
  ND_FLOW(as_double(machine, node, to, end));
  ND_FLOW(as_double(machine, node, by, step));
  for (; step > 0 ? at < end : step < 0 && at > end; at += step) ND_FLOW(sink(number_of(at)));
  return Flow::kGo;
}

Flow range1(Machine& machine, const Node& node, const Value& input, Sink sink) {
  return machine.run(*node.children[0], input,
                     [&](const Value& to) { return count_up(machine, node, Value::integer(0), to, Value::integer(1), sink); });
}

Flow range2(Machine& machine, const Node& node, const Value& input, Sink sink) {
  return machine.run(*node.children[0], input, [&](const Value& from) {
    return machine.run(*node.children[1], input,
                       [&](const Value& to) { return count_up(machine, node, from, to, Value::integer(1), sink); });
  });
}

Flow range3(Machine& machine, const Node& node, const Value& input, Sink sink) {
  return machine.run(*node.children[0], input, [&](const Value& from) {
    return machine.run(*node.children[1], input, [&](const Value& to) {
      return machine.run(*node.children[2], input, [&](const Value& by) { return count_up(machine, node, from, to, by, sink); });
    });
  });
}

// How many outputs limit(n) lets through; negative for all of them. By jq's definition what is below every number
// (null, false, true) lets all through.
Flow limit_count(Machine& machine, const Node& node, const Value& n, double& out) {
  out = -1;
  if (n.is_number()) {
    ND_FLOW(as_double(machine, node, n, out));
    out = std::isnan(out) || out < 0 ? -1 : std::ceil(out);
    return Flow::kGo;
  }
  if (n.is_null() || n.is_bool()) return Flow::kGo;
  return machine.fail(node, "the limit is a number, not " + described(n));
}

// Runs `walk` with a sink that lets `count` outputs through and then ends it. Both for values and for paths.
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
    return first_outputs<Value>(machine, count, [&](Sink through) { return machine.run(*node.children[1], input, through); }, sink);
  });
}

Flow limit_paths(Machine& machine, const Node& node, const PathValue& input, PathSink sink) {
  return machine.run(*node.children[0], input.value, [&](const Value& n) {
    double count = 0;
    ND_FLOW(limit_count(machine, node, n, count));
    return first_outputs<PathValue>(machine, count, [&](PathSink through) { return machine.paths(*node.children[1], input, through); }, sink);
  });
}

Flow first(Machine& machine, const Node& node, const Value& input, Sink sink) {
  return first_outputs<Value>(machine, 1, [&](Sink through) { return machine.run(*node.children[0], input, through); }, sink);
}

Flow first_paths(Machine& machine, const Node& node, const PathValue& input, PathSink sink) {
  return first_outputs<PathValue>(machine, 1, [&](PathSink through) { return machine.paths(*node.children[0], input, through); }, sink);
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
    if (!n.is_number() || n.to_double() < 0) return machine.fail(node, "nth counts from 0 on, not " + described(n));
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

// Whether any output of `condition` over the outputs of `source` is truthy (decides = true), or none is falsy.
Flow decide(Machine& machine, const Node& source, const Node& condition, const Value& input, bool decides, Value& out) {
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
    if (!same(item, input)) return Flow::kGo;
    found = true;
    return machine.stop(&found);
  });
  ND_FLOW(machine.stopped(&found, flow));
  out = Value::boolean(found);
  return Flow::kGo;
}

// --- sums and rearrangements ---

Flow add_items(const Call& call, Value& out) {
  Sum sum(call.machine, call.node);
  ND_FLOW(each_item(call.machine, call.node, call.input, [&](const Value& item) { return sum.add(item); }));
  return sum.finish(out);
}

Flow add_outputs(Machine& machine, const Node& node, const Value& input, Value& out) {
  Sum sum(machine, node);
  ND_FLOW(machine.run(*node.children[0], input, [&](const Value& item) { return sum.add(item); }));
  return sum.finish(out);
}

Flow reverse(const Call& call, Value& out) {
  const Value& in = call.input;
  if (in.is_array()) {
    Machine::List items(call.machine);
    items->assign(in.items().rbegin(), in.items().rend());
    return call.machine.make_array(call.node, *items, out);
  }
  const bool nothing = in.is_null() || (in.is_string() && in.text().empty()) || (in.is_object() && in.members().empty()) ||
                       (in.is_number() && in.to_double() == 0);
  if (!nothing) return call.machine.fail(call.node, "only an array can be reversed, not " + described(in));
  out = Value::array({});
  return Flow::kGo;
}

Flow flatten_into(Machine& machine, const Node& node, const Value& holder, double depth, std::vector<Value>& out) {
  return each_item(machine, node, holder, [&](const Value& item) {
    if (item.is_array() && depth != 0) return flatten_into(machine, node, item, depth - 1, out);
    if (!machine.take(sizeof(Value))) return machine.out_of_memory(node);
    out.push_back(item);
    return Flow::kGo;
  });
}

Flow flatten_to(const Call& call, double depth, Value& out) {
  Machine::List items(call.machine);
  ND_FLOW(flatten_into(call.machine, call.node, call.input, depth, *items));
  return call.machine.make_array(call.node, *items, out);
}

Flow flatten(const Call& call, Value& out) { return flatten_to(call, -1, out); }

Flow flatten_depth(const Call& call, Value& out) {
  const Value& depth = call.arguments[0];
  if (!depth.is_number() || !(depth.to_double() >= 0)) {
    return call.machine.fail(call.node, "the depth is a number from 0 on, not " + described(depth));
  }
  return flatten_to(call, depth.to_double(), out);
}

// --- orders ---

// Items with their keys, sorted by key; equal keys keep their order.
struct Keyed {
  Value key;
  Value item;
};

// The key of an item is the array of all outputs of `by`, or the item itself.
Flow keyed_items(Machine& machine, const Node& node, const Value& input, const Node* by, std::vector<Keyed>& out) {
  if (!input.is_array()) return machine.fail(node, "only an array can be sorted or grouped, not " + described(input));
  if (!machine.take(input.items().size() * sizeof(Keyed))) return machine.out_of_memory(node);
  out.reserve(input.items().size());
  for (const Value& item : input.items()) {
    Value key = item;
    if (by != nullptr) {
      Machine::List keys(machine);
      ND_FLOW(machine.collect(*by, item, *keys));
      ND_FLOW(machine.make_array(node, *keys, key));
    }
    out.push_back({key, item});
  }
  return Flow::kGo;
}

Flow sorted_items(Machine& machine, const Node& node, const Value& input, const Node* by, std::vector<Keyed>& out) {
  ND_FLOW(keyed_items(machine, node, input, by, out));
  std::stable_sort(out.begin(), out.end(), [](const Keyed& a, const Keyed& b) { return json::compare(a.key, b.key) < 0; });
  return Flow::kGo;
}

const Node* key_of(const Node& node) { return node.children.empty() ? nullptr : node.children[0].get(); }

Flow sort(Machine& machine, const Node& node, const Value& input, Value& out) {
  std::vector<Keyed> sorted;
  ND_FLOW(sorted_items(machine, node, input, key_of(node), sorted));
  Machine::List items(machine);
  for (const Keyed& keyed : sorted) items->push_back(keyed.item);
  return machine.make_array(node, *items, out);
}

Flow group_by(Machine& machine, const Node& node, const Value& input, Value& out) {
  std::vector<Keyed> sorted;
  ND_FLOW(sorted_items(machine, node, input, key_of(node), sorted));
  Machine::List groups(machine);
  for (std::size_t begin = 0; begin < sorted.size();) {
    Machine::List group(machine);
    std::size_t end = begin;
    do {
      group->push_back(sorted[end++].item);
    } while (end < sorted.size() && same(sorted[begin].key, sorted[end].key));
    begin = end;
    Value made;
    ND_FLOW(machine.make_array(node, *group, made));
    groups->push_back(made);
  }
  return machine.make_array(node, *groups, out);
}

Flow unique(Machine& machine, const Node& node, const Value& input, Value& out) {
  std::vector<Keyed> sorted;
  ND_FLOW(sorted_items(machine, node, input, key_of(node), sorted));
  Machine::List items(machine);
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    if (i == 0 || !same(sorted[i - 1].key, sorted[i].key)) items->push_back(sorted[i].item);
  }
  return machine.make_array(node, *items, out);
}

// jq's: of equal ones min takes the first, max the last.
template <bool kLargest>
Flow extreme(Machine& machine, const Node& node, const Value& input, Value& out) {
  std::vector<Keyed> all;
  ND_FLOW(keyed_items(machine, node, input, key_of(node), all));
  out = Value::null();
  const Keyed* best = nullptr;
  for (const Keyed& keyed : all) {
    if (best == nullptr || (order(keyed.key, best->key) < 0) != kLargest) best = &keyed;
  }
  if (best != nullptr) out = best->item;
  return Flow::kGo;
}

constexpr std::array kRows = {
    Builtin{.name = "range", .signature = "range(END)", .help = "the numbers from 0 up to END, without END", .example = {"[range(3)]", "null", "[0,1,2]"},
            .generator = range1},
    Builtin{.name = "range", .signature = "range(FROM; END)", .help = "the numbers from FROM up to END, without END",
            .example = {"[range(2; 4)]", "null", "[2,3]"}, .generator = range2},
    Builtin{.name = "range", .signature = "range(FROM; END; STEP)", .help = "the same in steps, which may be negative",
            .example = {"[range(5; 0; -2)]", "null", "[5,3,1]"}, .generator = range3},
    Builtin{.name = "first", .signature = "first", .help = "the first item of an array", .example = {"first", "[1,2]", "1"}, .definition = ".[0]"},
    Builtin{.name = "first", .signature = "first(E)", .help = "the first output of E; E is not run further", .example = {"first(range(10))", "null", "0"},
            .generator = first, .paths = first_paths, .path_argument = 0},
    Builtin{.name = "last", .signature = "last", .help = "the last item of an array", .example = {"last", "[1,2]", "2"}, .definition = ".[-1]"},
    Builtin{.name = "last", .signature = "last(E)", .help = "the last output of E; null if there is none", .example = {"last(range(10))", "null", "9"},
            .whole = last},
    Builtin{.name = "nth", .signature = "nth(N)", .help = "item N of an array, from 0", .example = {"nth(1)", "[5,6]", "6"}, .definition = ".[N]"},
    Builtin{.name = "nth", .signature = "nth(N; E)", .help = "output N of E, from 0", .example = {"nth(2; range(10))", "null", "2"}, .generator = nth},
    Builtin{.name = "limit", .signature = "limit(N; E)", .help = "the first N outputs of E; E is not run further",
            .example = {"[limit(2; .[])]", "[1,2,3]", "[1,2]"}, .generator = limit, .paths = limit_paths, .path_argument = 1},
    Builtin{.name = "map", .signature = "map(E)", .help = "an array of all outputs of E over the items", .example = {"map(. * 2)", "[1,2]", "[2,4]"},
            .definition = "[.[] | E]"},
    Builtin{.name = "any", .signature = "any", .help = "whether any item is true", .example = {"any", "[false,1]", "true"}, .definition = "any(.[]; .)"},
    Builtin{.name = "any", .signature = "any(CONDITION)", .help = "whether CONDITION is true of any item", .example = {"any(. > 2)", "[1,2,3]", "true"},
            .definition = "any(.[]; CONDITION)"},
    Builtin{.name = "any", .signature = "any(E; CONDITION)", .help = "whether CONDITION is true of any output of E",
            .example = {"any(.a, .b; . > 2)", "{\"a\":1,\"b\":3}", "true"}, .whole = any2, .scopes = {Scope::kInput, Scope::kOther}},
    Builtin{.name = "all", .signature = "all", .help = "whether every item is true", .example = {"all", "[false,1]", "false"}, .definition = "all(.[]; .)"},
    Builtin{.name = "all", .signature = "all(CONDITION)", .help = "whether CONDITION is true of every item", .example = {"all(. > 0)", "[1,2,3]", "true"},
            .definition = "all(.[]; CONDITION)"},
    Builtin{.name = "all", .signature = "all(E; CONDITION)", .help = "whether CONDITION is true of every output of E",
            .example = {"all(.a, .b; . > 2)", "{\"a\":1,\"b\":3}", "false"}, .whole = all2, .scopes = {Scope::kInput, Scope::kOther}},
    Builtin{.name = "IN", .signature = "IN(E)", .help = "whether the input is among the outputs of E", .example = {"map(IN(1, 2))", "[1,3]", "[true,false]"},
            .whole = in_list},
    Builtin{.name = "IN", .signature = "IN(E; F)", .help = "whether any output of E is among those of F", .example = {"IN(.[]; 2, 3)", "[1,3]", "true"},
            .definition = "any(E == F; .)"},
    Builtin{.name = "add", .signature = "add", .help = "the items added up: numbers, strings, arrays or objects; null if there are none",
            .example = {"add", "[1,2,3]", "6"}, .function = add_items},
    Builtin{.name = "add", .signature = "add(E)", .help = "the outputs of E added up", .example = {"add(.[].a)", "[{\"a\":1},{\"a\":2}]", "3"},
            .origin = Origin::kJqLater, .whole = add_outputs},
    Builtin{.name = "min", .signature = "min", .help = "the smallest item, in the order of values; null if there is none", .example = {"min", "[3,1,2]", "1"},
            .whole = extreme<false>},
    Builtin{.name = "max", .signature = "max", .help = "the largest item", .example = {"max", "[3,1,\"a\"]", "\"a\""}, .whole = extreme<true>},
    Builtin{.name = "min_by", .signature = "min_by(E)", .help = "the item with the smallest E, the first of equals",
            .example = {"min_by(.a).b", "[{\"a\":2,\"b\":1},{\"a\":1,\"b\":5}]", "5"}, .whole = extreme<false>, .scopes = {Scope::kOther}},
    Builtin{.name = "max_by", .signature = "max_by(E)", .help = "the item with the largest E, the last of equals",
            .example = {"max_by(.a).b", "[{\"a\":2,\"b\":1},{\"a\":1,\"b\":5}]", "1"}, .whole = extreme<true>, .scopes = {Scope::kOther}},
    Builtin{.name = "sort", .signature = "sort", .help = "the items in the order of values", .example = {"sort", "[2,\"a\",1,null]", "[null,1,2,\"a\"]"}, .whole = sort},
    Builtin{.name = "sort_by", .signature = "sort_by(E)", .help = "the items in the order of E; several outputs are compared in turn",
            .example = {"sort_by(.a, .b) | map(.b)", "[{\"a\":1,\"b\":2},{\"a\":1,\"b\":1},{\"a\":0,\"b\":9}]", "[9,1,2]"}, .whole = sort, .scopes = {Scope::kOther}},
    Builtin{.name = "group_by", .signature = "group_by(E)", .help = "arrays of items with the same E, in the order of E",
            .example = {"group_by(.a) | map(length)", "[{\"a\":2},{\"a\":1},{\"a\":2}]", "[1,2]"}, .whole = group_by, .scopes = {Scope::kOther}},
    Builtin{.name = "unique", .signature = "unique", .help = "the items sorted, each once", .example = {"unique", "[2,1,2]", "[1,2]"}, .whole = unique},
    Builtin{.name = "unique_by", .signature = "unique_by(E)", .help = "the first item of each E, in the order of E",
            .example = {"unique_by(length)", "[\"a\",\"bb\",\"c\"]", "[\"a\",\"bb\"]"}, .whole = unique, .scopes = {Scope::kOther}},
    Builtin{.name = "reverse", .signature = "reverse", .help = "the items from the last to the first", .example = {"reverse", "[1,2]", "[2,1]"},
            .function = reverse},
    Builtin{.name = "flatten", .signature = "flatten", .help = "arrays within the array dissolved", .example = {"flatten", "[1,[2,[3]]]", "[1,2,3]"},
            .function = flatten},
    Builtin{.name = "flatten", .signature = "flatten(DEPTH)", .help = "the same, DEPTH levels deep", .example = {"flatten(1)", "[1,[2,[3]]]", "[1,2,[3]]"},
            .function = flatten_depth},
};

}  // namespace

std::span<const Builtin> array_builtins() { return kRows; }

}  // namespace nd::expr
