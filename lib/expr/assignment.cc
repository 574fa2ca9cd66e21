#include "expr/assignment.h"

#include <algorithm>
#include <string>

#include "expr/arithmetic.h"
#include "expr/machine.h"
#include "expr/number_text.h"
#include "expr/order.h"
#include "expr/values.h"

namespace nd::expr {
namespace {

using json::Member;
using json::Value;

const void* storage(const Value& value) {
  return value.is_array() ? static_cast<const void*>(value.items().data()) : value.members().data();
}

// The new value at a path whose old one is `old`; `given` is the right side's output.
Flow combined(Machine& machine, const Node& node, const Value& old, const Value& given,
              Value& out) {
  if (node.op == Op::kSet) {
    out = given;
    return Flow::kGo;
  }
  if (node.op == Op::kDefault) {
    out = old.is_truthy() ? old : given;
    return Flow::kGo;
  }
  return arithmetic(machine, node, node.op, old, given, out);
}

// path |= f: the first output of f; a path for which there is none is deleted.
Flow update(Machine& machine, const Node& node, const Value& self, Sink sink) {
  std::vector<Path> paths;
  std::vector<Path> emptied;
  ND_FLOW(collect_paths(machine, *node.children[0], self, paths));
  Editor editor(machine, node);
  Value root = self;
  for (const Path path : paths) {
    Value old;
    ND_FLOW(get_path(machine, node, root, path, old));
    editor.release(path, old);
    bool found = false;
    Value changed;
    const Flow flow = machine.run(*node.children[1], old, [&](const Value& value) {
      found = true;
      changed = value;
      return machine.stop(&found);
    });
    ND_FLOW(machine.stopped(&found, flow));
    if (found) {
      ND_FLOW(editor.set(root, path, changed));
    } else {
      emptied.push_back(path);
    }
  }
  if (!emptied.empty()) {
    Value rest;
    ND_FLOW(delete_paths(machine, node, root, std::move(emptied), rest));
    return sink(rest);
  }
  return sink(root);
}

bool same_path(Path a, Path b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

bool path_less(Path a, Path b) {
  return std::lexicographical_compare(
      a.begin(), a.end(), b.begin(), b.end(),
      [](const Value& x, const Value& y) { return json::compare(x, y) < 0; });
}

// The array without the places that one of the keys names: an index, or a slice.
Flow without_items(Machine& machine, const Node& node, const Value& array,
                   std::span<const Value> keys, Value& out) {
  const auto items = array.items();
  std::vector<char> gone(items.size(), 0);
  for (const Value& key : keys) {
    if (key.is_object()) {
      Range range;
      ND_FLOW(slice_range(machine, node, items.size(), json::find(key, "start"),
                          json::find(key, "end"), range));
      std::fill(gone.begin() + static_cast<std::ptrdiff_t>(range.from),
                gone.begin() + static_cast<std::ptrdiff_t>(range.to), 1);
      continue;
    }
    if (!key.is_number())
      return machine.fail(node, "cannot delete {} from an array", described(key));
    std::int64_t at = whole_index(key);
    if (at < 0) at += static_cast<std::int64_t>(items.size());
    if (at >= 0 && at < static_cast<std::int64_t>(items.size()))
      gone[static_cast<std::size_t>(at)] = 1;
  }
  Machine::List left(machine);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (gone[i] == 0) left->push_back(items[i]);
  }
  return machine.make_array(node, *left, out);
}

Flow without_fields(Machine& machine, const Node& node, const Value& object,
                    std::span<const Value> keys, Value& out) {
  std::vector<Member> left;
  // The keys are sorted, as paths are.
  for (const Member& member : object.members()) {
    const Value key = Value::string(member.key);
    const auto found =
        std::lower_bound(keys.begin(), keys.end(), key,
                         [](const Value& x, const Value& y) { return json::compare(x, y) < 0; });
    if (found == keys.end() || !same(*found, key)) left.push_back(member);
  }
  return machine.make_object(node, left, out);
}

Flow without(Machine& machine, const Node& node, const Value& holder, std::span<const Value> keys,
             Value& out) {
  out = holder;
  if (holder.is_null()) return Flow::kGo;
  if (holder.is_array()) return without_items(machine, node, holder, keys, out);
  if (holder.is_object()) {
    const auto no_name =
        std::find_if(keys.begin(), keys.end(), [](const Value& key) { return !key.is_string(); });
    if (no_name != keys.end())
      return machine.fail(node, "cannot delete {} from an object", described(*no_name));
    return without_fields(machine, node, holder, keys, out);
  }
  return machine.fail(node, "cannot delete from {}", described(holder));
}

}  // namespace

Flow collect_paths(Machine& machine, const Node& node, const Value& self, std::vector<Path>& out) {
  return machine.paths(node, {self}, [&](const PathValue& found) {
    std::size_t length = 0;
    for (const PathLink* link = found.path; link != nullptr; link = link->up)
      ++length;
    if (!machine.charge((length + 1) * sizeof(Value))) return machine.out_of_memory(node);
    const auto keys = machine.arena().array<Value>(length);
    for (const PathLink* link = found.path; link != nullptr; link = link->up)
      keys[--length] = link->key;
    out.emplace_back(keys);
    return Flow::kGo;
  });
}

Flow get_path(Machine& machine, const Node& node, const Value& root, Path path, Value& out) {
  out = root;
  for (const Value& key : path) {
    if (out.is_null()) return Flow::kGo;
    const Value holder = out;
    ND_FLOW(index_value(machine, node, holder, key, out));
  }
  return Flow::kGo;
}

Flow assign(Machine& machine, const Node& node, const Value& self, Sink sink) {
  if (node.op == Op::kUpdate) return update(machine, node, self, sink);
  return machine.run(*node.children[1], self, [&](const Value& given) {
    std::vector<Path> paths;
    ND_FLOW(collect_paths(machine, *node.children[0], self, paths));
    Editor editor(machine, node);
    Value root = self;
    for (const Path path : paths) {
      Value old;
      Value value;
      if (node.op != Op::kSet) {
        ND_FLOW(get_path(machine, node, root, path, old));
        editor.release(path, old);
      }
      ND_FLOW(combined(machine, node, old, given, value));
      ND_FLOW(editor.set(root, path, value));
    }
    return sink(root);
  });
}

Flow delete_paths(Machine& machine, const Node& node, const Value& root, std::vector<Path> paths,
                  Value& out) {
  out = root;
  if (paths.empty()) return Flow::kGo;
  std::sort(paths.begin(), paths.end(), path_less);
  if (paths.front().empty()) {
    out = Value::null();
    return Flow::kGo;
  }
  Editor editor(machine, node);
  std::vector<Value> keys;
  for (std::size_t end = paths.size(); end > 0;) {
    const Path holder_path = paths[end - 1].first(paths[end - 1].size() - 1);
    std::size_t begin = end - 1;
    // All that goes from one array goes at once, so no index moves before it is used.
    while (begin > 0 && paths[begin - 1].size() == holder_path.size() + 1 &&
           same_path(paths[begin - 1].first(holder_path.size()), holder_path)) {
      --begin;
    }
    keys.clear();
    for (std::size_t i = begin; i < end; ++i)
      keys.push_back(paths[i].back());
    end = begin;
    Value holder;
    ND_FLOW(get_path(machine, node, out, holder_path, holder));
    if (holder.is_null()) continue;
    Value left;
    ND_FLOW(without(machine, node, holder, keys, left));
    ND_FLOW(editor.set(out, holder_path, left));
  }
  return Flow::kGo;
}

void Editor::release(Path path, const Value& value) {
  // A slice is a view into the array that it is cut from.
  const bool slice = !path.empty() && path.back().is_object();
  if (value.is_nested() && (slice || own_.contains(storage(value)))) own_.clear();
}

Flow Editor::set(Value& root, Path path, const Value& value) {
  if (path.empty()) {
    root = value;
    return Flow::kGo;
  }
  Value child;
  ND_FLOW(index_value(machine_, node_, root, path.front(), child));
  ND_FLOW(set(child, path.subspan(1), value));
  return put(root, path.front(), child);
}

Flow Editor::put(Value& holder, const Value& key, const Value& value) {
  if (key.is_string() && (holder.is_object() || holder.is_null()))
    return put_field(holder, key, value);
  if (key.is_number() && (holder.is_array() || holder.is_null()))
    return put_item(holder, key, value);
  if (key.is_object() && (holder.is_array() || holder.is_null()))
    return put_slice(holder, key, value);
  return machine_.fail(node_, "cannot set " + described(key) + " of " + described(holder));
}

Flow Editor::put_field(Value& holder, const Value& key, const Value& value) {
  if (holder.is_null()) holder = Value::object({});
  const auto members = holder.members();
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const Member& m) { return m.key == key.text(); });
  const bool there = found != members.end();
  const auto at = static_cast<std::size_t>(found - members.begin());
  if (there && own_.contains(members.data())) {
    // Made by this editor, in memory that it may write to.
    const_cast<Member&>(members[at]).value = value;
    return Flow::kGo;
  }
  const std::size_t size = members.size() + (there ? 0 : 1);
  if (!machine_.charge(size * sizeof(Member))) return machine_.out_of_memory(node_);
  const auto copy = machine_.arena().array<Member>(size);
  std::copy(members.begin(), members.end(), copy.begin());
  copy[at] = Member{key.text(), value};
  holder = Value::object(copy);
  own_.insert(copy.data());
  return Flow::kGo;
}

Flow Editor::put_item(Value& holder, const Value& key, const Value& value) {
  const auto items = holder.is_null() ? std::span<const Value>() : holder.items();
  std::int64_t at = whole_index(key);
  if (at < 0) at += static_cast<std::int64_t>(items.size());
  if (at < 0 || is_nan(key)) {
    return machine_.fail(node_,
                         "the index " + described(key) + " is before the start of the array");
  }
  const auto place = static_cast<std::size_t>(at);
  if (place < items.size() && own_.contains(items.data())) {
    const_cast<Value&>(items[place]) = value;
    return Flow::kGo;
  }
  const std::size_t size = std::max(items.size(), place + 1);
  if (size > kMaxRecordBytes / sizeof(Value) || !machine_.charge(size * sizeof(Value)))
    return machine_.out_of_memory(node_);
  const auto copy = machine_.arena().array<Value>(size);
  std::fill(std::copy(items.begin(), items.end(), copy.begin()), copy.end(), Value::null());
  copy[place] = value;
  holder = Value::array(copy);
  own_.insert(copy.data());
  return Flow::kGo;
}

Flow Editor::put_slice(Value& holder, const Value& key, const Value& value) {
  if (!value.is_array()) {
    return machine_.fail(node_,
                         "a slice of an array can only become an array, not " + described(value));
  }
  const auto items = holder.is_null() ? std::span<const Value>() : holder.items();
  Range range;
  ND_FLOW(slice_range(machine_, node_, items.size(), json::find(key, "start"),
                      json::find(key, "end"), range));
  Machine::List list(machine_);
  list->assign(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(range.from));
  list->insert(list->end(), value.items().begin(), value.items().end());
  list->insert(list->end(), items.begin() + static_cast<std::ptrdiff_t>(range.to), items.end());
  return machine_.make_array(node_, *list, holder);
}

}  // namespace nd::expr
