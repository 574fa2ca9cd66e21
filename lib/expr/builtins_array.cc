// Arrays: sums, rearrangements, orders and groups.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "expr/arithmetic.h"
#include "expr/builtin_families.h"
#include "expr/machine.h"
#include "expr/number_text.h"
#include "expr/order.h"
#include "expr/strict.h"
#include "expr/sum.h"
#include "expr/values.h"

namespace nd::expr {
namespace {

using json::Kind;
using json::Value;

// --- sums and rearrangements ---

Flow add_items(const Call& call, Value& out) {
  Sum sum(call.machine, call.node);
  ND_FLOW(each_item(call.machine, call.node, call.input,
                    [&](const Value& item) { return sum.add(item); }));
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
  const bool nothing = in.is_null() || (in.is_string() && in.text().empty()) ||
                       (in.is_object() && in.members().empty()) ||
                       (in.is_number() && in.to_double() == 0);
  if (!nothing)
    return call.machine.fail(call.node, "only an array can be reversed, not {}", described(in));
  out = Value::array({});
  return Flow::kGo;
}

Flow flatten_into(Machine& machine, const Node& node, const Value& holder, double depth,
                  std::vector<Value>& out) {
  return each_item(machine, node, holder, [&](const Value& item) {
    if (item.is_array() && depth != 0) return flatten_into(machine, node, item, depth - 1, out);
    if (!machine.charge(sizeof(Value))) return machine.out_of_memory(node);
    out.push_back(item);
    return Flow::kGo;
  });
}

Flow flatten_to(const Call& call, double depth, Value& out) {
  Machine::List items(call.machine);
  ND_FLOW(flatten_into(call.machine, call.node, call.input, depth, *items));
  return call.machine.make_array(call.node, *items, out);
}

Flow flatten(const Call& call, Value& out) {
  return flatten_to(call, -1, out);
}

Flow flatten_depth(const Call& call, Value& out) {
  const Value& depth = call.arguments[0];
  if (!depth.is_number() || !(depth.to_double() >= 0)) {
    return call.machine.fail(call.node, "the depth is a number from 0 on, not {}",
                             described(depth));
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
Flow keyed_items(Machine& machine, const Node& node, const Value& input, const Node* by,
                 std::vector<Keyed>& out) {
  if (!input.is_array())
    return machine.fail(node, "only an array can be sorted or grouped, not {}", described(input));
  if (!machine.charge(input.items().size() * sizeof(Keyed))) return machine.out_of_memory(node);
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

Flow sorted_items(Machine& machine, const Node& node, const Value& input, const Node* by,
                  Nulls nulls, std::vector<Keyed>& out) {
  ND_FLOW(keyed_items(machine, node, input, by, out));
  std::stable_sort(out.begin(), out.end(),
                   [](const Keyed& a, const Keyed& b) { return json::compare(a.key, b.key) < 0; });
  if (!machine.setting().strict) return Flow::kGo;
  // Kinds lie side by side, so that neighbours show whether there are several.
  for (std::size_t i = 1; i < out.size(); ++i)
    ND_FLOW(check_alike(machine, node, out[i - 1].key, out[i].key, nulls));
  return Flow::kGo;
}

const Node* key_of(const Node& node) {
  return node.children.empty() ? nullptr : node.children[0].get();
}

Flow sort(Machine& machine, const Node& node, const Value& input, Value& out) {
  std::vector<Keyed> sorted;
  ND_FLOW(sorted_items(machine, node, input, key_of(node), Nulls::kAKind, sorted));
  Machine::List items(machine);
  for (const Keyed& keyed : sorted)
    items->push_back(keyed.item);
  return machine.make_array(node, *items, out);
}

Flow group_by(Machine& machine, const Node& node, const Value& input, Value& out) {
  std::vector<Keyed> sorted;
  ND_FLOW(sorted_items(machine, node, input, key_of(node), Nulls::kAside, sorted));
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
  ND_FLOW(sorted_items(machine, node, input, key_of(node), Nulls::kAside, sorted));
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
    if (best != nullptr && machine.setting().strict)
      ND_FLOW(check_alike(machine, node, best->key, keyed.key, Nulls::kAKind));
    if (best == nullptr || (order(keyed.key, best->key) < 0) != kLargest) best = &keyed;
  }
  if (best != nullptr) out = best->item;
  return Flow::kGo;
}

constexpr std::array kRows = {
    Builtin{
        .name = "add",
        .signature = "add",
        .help = "the items added up: numbers, strings, arrays or objects; null if there are none",
        .example = {"add", "[1,2,3]", "6"},
        .function = add_items},
    Builtin{.name = "add",
            .signature = "add(E)",
            .help = "the outputs of E added up",
            .example = {"add(.[].a)", "[{\"a\":1},{\"a\":2}]", "3"},
            .origin = Origin::kJqLater,
            .whole = add_outputs},
    Builtin{.name = "min",
            .signature = "min",
            .help = "the smallest item, in the order of values; null if there is none",
            .example = {"min", "[3,1,2]", "1"},
            .whole = extreme<false>},
    Builtin{.name = "max",
            .signature = "max",
            .help = "the largest item",
            .example = {"max", "[3,1,\"a\"]", "\"a\""},
            .whole = extreme<true>},
    Builtin{.name = "min_by",
            .signature = "min_by(E)",
            .help = "the item with the smallest E, the first of equals",
            .example = {"min_by(.a).b", "[{\"a\":2,\"b\":1},{\"a\":1,\"b\":5}]", "5"},
            .whole = extreme<false>,
            .scopes = {Scope::kOther}},
    Builtin{.name = "max_by",
            .signature = "max_by(E)",
            .help = "the item with the largest E, the last of equals",
            .example = {"max_by(.a).b", "[{\"a\":2,\"b\":1},{\"a\":1,\"b\":5}]", "1"},
            .whole = extreme<true>,
            .scopes = {Scope::kOther}},
    Builtin{.name = "sort",
            .signature = "sort",
            .help = "the items in the order of values",
            .example = {"sort", "[2,\"a\",1,null]", "[null,1,2,\"a\"]"},
            .whole = sort},
    Builtin{.name = "sort_by",
            .signature = "sort_by(E)",
            .help = "the items in the order of E; several outputs are compared in turn",
            .example = {"sort_by(.a, .b) | map(.b)",
                        "[{\"a\":1,\"b\":2},{\"a\":1,\"b\":1},{\"a\":0,\"b\":9}]", "[9,1,2]"},
            .whole = sort,
            .scopes = {Scope::kOther}},
    Builtin{.name = "group_by",
            .signature = "group_by(E)",
            .help = "arrays of items with the same E, in the order of E",
            .example = {"group_by(.a) | map(length)", "[{\"a\":2},{\"a\":1},{\"a\":2}]", "[1,2]"},
            .whole = group_by,
            .scopes = {Scope::kOther}},
    Builtin{.name = "unique",
            .signature = "unique",
            .help = "the items sorted, each once",
            .example = {"unique", "[2,1,2]", "[1,2]"},
            .whole = unique},
    Builtin{.name = "unique_by",
            .signature = "unique_by(E)",
            .help = "the first item of each E, in the order of E",
            .example = {"unique_by(length)", "[\"a\",\"bb\",\"c\"]", "[\"a\",\"bb\"]"},
            .whole = unique,
            .scopes = {Scope::kOther}},
    Builtin{.name = "reverse",
            .signature = "reverse",
            .help = "the items from the last to the first",
            .example = {"reverse", "[1,2]", "[2,1]"},
            .function = reverse},
    Builtin{.name = "flatten",
            .signature = "flatten",
            .help = "arrays within the array dissolved",
            .example = {"flatten", "[1,[2,[3]]]", "[1,2,3]"},
            .function = flatten},
    Builtin{.name = "flatten",
            .signature = "flatten(DEPTH)",
            .help = "the same, DEPTH levels deep",
            .example = {"flatten(1)", "[1,[2,[3]]]", "[1,2,[3]]"},
            .function = flatten_depth},
};

}  // namespace

std::span<const Builtin> array_builtins() {
  return kRows;
}

}  // namespace nd::expr
