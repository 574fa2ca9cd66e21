// Objects, membership, and values with parts removed or picked.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "expr/arithmetic.h"
#include "expr/assignment.h"
#include "expr/builtin_families.h"
#include "expr/machine.h"
#include "expr/number_text.h"
#include "expr/object_builder.h"
#include "expr/order.h"
#include "expr/strict.h"
#include "expr/values.h"

namespace nd::expr {
namespace {

using json::Kind;
using json::Member;
using json::Value;

Flow no_keys(const Call& call) {
  return call.machine.fail(call.node, "{} has no keys", described(call.input));
}

void array_keys(std::span<const Value> items, std::vector<Value>& out) {
  for (std::size_t i = 0; i < items.size(); ++i)
    out.push_back(Value::integer(static_cast<std::int64_t>(i)));
}

Flow keys(const Call& call, Value& out) {
  Machine::List list(call.machine);
  if (call.input.is_array()) {
    array_keys(call.input.items(), *list);
  } else if (call.input.is_object()) {
    std::vector<const Member*> members;
    sort_members(call.input.members(), members);
    for (const Member* member : members)
      list->push_back(Value::string(member->key));
  } else {
    return no_keys(call);
  }
  return call.machine.make_array(call.node, *list, out);
}

Flow keys_unsorted(const Call& call, Value& out) {
  if (!call.input.is_object()) return keys(call, out);
  Machine::List list(call.machine);
  for (const Member& member : call.input.members())
    list->push_back(Value::string(member.key));
  return call.machine.make_array(call.node, *list, out);
}

Flow to_entries(const Call& call, Value& out) {
  Machine::List list(call.machine);
  const auto entry = [&](const Value& key, const Value& value) -> Flow {
    const Member members[] = {{"key", key}, {"value", value}};
    Value made;
    ND_FLOW(call.machine.make_object(call.node, members, made));
    list->push_back(made);
    return Flow::kGo;
  };
  if (call.input.is_object()) {
    for (const Member& member : call.input.members())
      ND_FLOW(entry(Value::string(member.key), member.value));
  } else if (call.input.is_array()) {
    std::int64_t at = 0;
    for (const Value& item : call.input.items())
      ND_FLOW(entry(Value::integer(at++), item));
  } else {
    return no_keys(call);
  }
  return call.machine.make_array(call.node, *list, out);
}

Flow from_entries(const Call& call, Value& out) {
  ObjectBuilder object;
  ND_FLOW(each_item(call.machine, call.node, call.input, [&](const Value& entry) {
    Value key = Value::null();
    for (const std::string_view name : {"key", "Key", "name", "Name"}) {
      if (!key.is_truthy())
        ND_FLOW(index_value(call.machine, call.node, entry, Value::string(name), key));
    }
    if (!key.is_string())
      return call.machine.fail(call.node, "the key of an entry is a string, not {}",
                               described(key));
    Value value = json::find(entry, "value");
    if (value.is_missing()) value = json::find(entry, "Value");
    object.set(key.text(), value.is_missing() ? Value::null() : value);
    return Flow::kGo;
  }));
  return call.machine.make_object(call.node, object.members(), out);
}

Flow has_key(const Call& call, const Value& holder, const Value& key, Value& out) {
  if (holder.is_object() && key.is_string()) {
    out = Value::boolean(!json::find(holder, key.text()).is_missing());
  } else if (holder.is_array() && key.is_number()) {
    const std::int64_t at = whole_index(key);
    out = Value::boolean(!is_nan(key) && at >= 0 &&
                         at < static_cast<std::int64_t>(holder.items().size()));
  } else if (holder.is_null()) {
    out = Value::boolean(false);
  } else {
    return call.machine.fail(call.node, "{} cannot have the key {}", described(holder),
                             described(key));
  }
  return Flow::kGo;
}

Flow has(const Call& call, Value& out) {
  return has_key(call, call.input, call.arguments[0], out);
}
Flow in(const Call& call, Value& out) {
  return has_key(call, call.arguments[0], call.input, out);
}

Flow holds(const Call& call, const Value& a, const Value& b, bool& out);

Flow holds_member(const Call& call, const Value& a, const Member& wanted, bool& out) {
  const Value found = json::find(a, wanted.key);
  out = false;
  return found.is_missing() ? Flow::kGo : holds(call, found, wanted.value, out);
}

Flow holds_item(const Call& call, const Value& a, const Value& wanted, bool& out) {
  out = false;
  for (std::size_t i = 0; i < a.items().size() && !out; ++i)
    ND_FLOW(holds(call, a.items()[i], wanted, out));
  return Flow::kGo;
}

// Whether every part of b is in a: substrings, items, fields.
Flow holds(const Call& call, const Value& a, const Value& b, bool& out) {
  if (a.is_object() && b.is_object()) {
    out = true;
    for (std::size_t i = 0; i < b.members().size() && out; ++i)
      ND_FLOW(holds_member(call, a, b.members()[i], out));
    return Flow::kGo;
  }
  if (a.is_array() && b.is_array()) {
    out = true;
    for (std::size_t i = 0; i < b.items().size() && out; ++i)
      ND_FLOW(holds_item(call, a, b.items()[i], out));
    return Flow::kGo;
  }
  ND_FLOW(check_alike(call.machine, call.node, a, b, Nulls::kAside));
  out = a.is_string() && b.is_string() ? a.text().find(b.text()) != std::string_view::npos
                                       : same(a, b);
  return Flow::kGo;
}

Flow checked_holds(const Call& call, const Value& a, const Value& b, Value& out) {
  const bool alike =
      json::type_name(a) == json::type_name(b) && (!a.is_bool() || a.kind() == b.kind());
  if (!alike)
    return call.machine.fail(call.node, "{} cannot contain {}", described(a), described(b));
  bool all = false;
  ND_FLOW(holds(call, a, b, all));
  out = Value::boolean(all);
  return Flow::kGo;
}

Flow contains(const Call& call, Value& out) {
  return checked_holds(call, call.input, call.arguments[0], out);
}
Flow inside(const Call& call, Value& out) {
  return checked_holds(call, call.arguments[0], call.input, out);
}

Flow del(Machine& machine, const Node& node, const Value& input, Value& out) {
  std::vector<Path> paths;
  ND_FLOW(collect_paths(machine, *node.children[0], input, paths));
  return delete_paths(machine, node, input, std::move(paths), out);
}

Flow pick(Machine& machine, const Node& node, const Value& input, Value& out) {
  std::vector<Path> paths;
  ND_FLOW(collect_paths(machine, *node.children[0], input, paths));
  Editor editor(machine, node);
  out = Value::null();
  for (const Path path : paths) {
    Value value;
    ND_FLOW(get_path(machine, node, input, path, value));
    ND_FLOW(editor.set(out, path, value));
  }
  return Flow::kGo;
}

constexpr std::array kRows = {
    Builtin{.name = "keys",
            .signature = "keys",
            .help = "the names of an object's fields, sorted; the indexes of an array",
            .example = {"keys", "{\"b\":1,\"a\":2}", "[\"a\",\"b\"]"},
            .function = keys},
    Builtin{.name = "keys_unsorted",
            .signature = "keys_unsorted",
            .help = "the names in the order in which they stand",
            .example = {"keys_unsorted", "{\"b\":1,\"a\":2}", "[\"b\",\"a\"]"},
            .function = keys_unsorted},
    Builtin{.name = "to_entries",
            .signature = "to_entries",
            .help = "an object as an array of {key, value}",
            .example = {"to_entries", "{\"a\":1}", "[{\"key\":\"a\",\"value\":1}]"},
            .function = to_entries},
    Builtin{.name = "from_entries",
            .signature = "from_entries",
            .help = "the object of an array of {key, value} or {name, value}",
            .example = {"from_entries", "[{\"key\":\"a\",\"value\":1}]", "{\"a\":1}"},
            .function = from_entries},
    Builtin{.name = "with_entries",
            .signature = "with_entries(E)",
            .help = "an object with E applied to each {key, value}",
            .example = {"with_entries(.key |= \"x_\" + .)", "{\"a\":1}", "{\"x_a\":1}"},
            .definition = "to_entries | map(E) | from_entries"},
    Builtin{
        .name = "map_values",
        .signature = "map_values(E)",
        .help = "every value of an object or array as the first output of E; without one it goes",
        .example = {"map_values(. + 1)", "{\"a\":1}", "{\"a\":2}"},
        .definition = ".[] |= E"},
    Builtin{.name = "has",
            .signature = "has(KEY)",
            .help = "whether an object has the field, or an array the index",
            .example = {"has(\"a\")", "{\"a\":null}", "true"},
            .function = has},
    Builtin{.name = "in",
            .signature = "in(E)",
            .help = "whether the input is a key of E",
            .example = {"in({\"a\":1})", "\"a\"", "true"},
            .function = in},
    Builtin{.name = "contains",
            .signature = "contains(E)",
            .help = "whether every part of E is in the input: substrings, items, fields",
            .example = {"contains({\"a\":[\"x\"]})", "{\"a\":[\"xy\"],\"b\":1}", "true"},
            .function = contains},
    Builtin{.name = "inside",
            .signature = "inside(E)",
            .help = "whether every part of the input is in E",
            .example = {"inside(\"abc\")", "\"b\"", "true"},
            .function = inside},
    Builtin{.name = "del",
            .signature = "del(PATHS)",
            .help = "the input without what stands at the paths",
            .example = {"del(.a, .b[0])", "{\"a\":1,\"b\":[2,3]}", "{\"b\":[3]}"},
            .whole = del,
            .scopes = {Scope::kPath}},
    Builtin{.name = "pick",
            .signature = "pick(PATHS)",
            .help = "of the input only what stands at the paths",
            .example = {"pick(.a, .b.c)", "{\"a\":1,\"b\":{\"c\":2,\"d\":3}}",
                        "{\"a\":1,\"b\":{\"c\":2}}"},
            .whole = pick,
            .scopes = {Scope::kPath}},
};

}  // namespace

std::span<const Builtin> object_builtins() {
  return kRows;
}

}  // namespace nd::expr
