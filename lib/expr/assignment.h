// Assignment: values made anew with something changed at given paths: = |= += ..., del, pick.
#pragma once

#include <span>
#include <unordered_set>
#include <vector>

#include "expr/flow.h"
#include "json/value.h"

namespace nd::expr {

class Machine;
struct Node;

// The keys from the outside in.
using Path = std::span<const json::Value>;

// Outputs of `path OP value`, for each output of the value (|= : one). `self` is the input.
[[nodiscard]] Flow assign(Machine& machine, const Node& node, const json::Value& self, Sink sink);

// Every path that a node gives, kept in the record's memory.
[[nodiscard]] Flow collect_paths(Machine& machine, const Node& node, const json::Value& self,
                                 std::vector<Path>& out);

// What stands at a path; null where nothing does.
[[nodiscard]] Flow get_path(Machine& machine, const Node& node, const json::Value& root, Path path,
                            json::Value& out);

// root without what stands at the paths.
[[nodiscard]] Flow delete_paths(Machine& machine, const Node& node, const json::Value& root,
                                std::vector<Path> paths, json::Value& out);

// Changes one value at many paths. Arrays and objects that it has already copied are changed in
// place, so many changes to one of them cost one copy.
class Editor {
 public:
  Editor(Machine& machine, const Node& node) : machine_(machine), node_(node) {}

  // root becomes root with `value` at the path.
  [[nodiscard]] Flow set(json::Value& root, Path path, const json::Value& value);
  // To be called before the value read at a path is kept elsewhere: it is not changed in place from
  // then on.
  void release(Path path, const json::Value& value);

 private:
  [[nodiscard]] Flow put(json::Value& holder, const json::Value& key, const json::Value& value);
  [[nodiscard]] Flow put_field(json::Value& holder, const json::Value& key,
                               const json::Value& value);
  [[nodiscard]] Flow put_item(json::Value& holder, const json::Value& key,
                              const json::Value& value);
  [[nodiscard]] Flow put_slice(json::Value& holder, const json::Value& key,
                               const json::Value& value);

  Machine& machine_;
  const Node& node_;
  std::unordered_set<const void*> own_;
};

}  // namespace nd::expr
