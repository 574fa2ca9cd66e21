// What the path operators do to values: look up, cut, replace, remove; values are never changed,
// only made anew.
#pragma once

#include <cstdint>

#include "expr/flow.h"
#include "json/value.h"

namespace nd::expr {

class Machine;
struct Node;

// holder[key]. Missing fields and indexes are null.
[[nodiscard]] Flow index_value(Machine& machine, const Node& node, const json::Value& holder,
                               const json::Value& key, json::Value& out);

// holder[from:to] of an array or string; null bounds are the ends.
[[nodiscard]] Flow slice_value(Machine& machine, const Node& node, const json::Value& holder,
                               const json::Value& from, const json::Value& to, json::Value& out);

// The bounds of a slice as whole numbers within [0, length].
struct Range {
  std::size_t from = 0;
  std::size_t to = 0;
};
[[nodiscard]] Flow slice_range(Machine& machine, const Node& node, std::size_t length,
                               const json::Value& from, const json::Value& to, Range& out);

// A key {"start": from, "end": to}.
[[nodiscard]] Flow slice_key(Machine& machine, const Node& node, const json::Value& from,
                             const json::Value& to, json::Value& out);

// Array indexes are cut to whole numbers, towards zero.
[[nodiscard]] std::int64_t whole_index(const json::Value& number);

// What an array or object holds, in turn. Fails on anything else.
[[nodiscard]] Flow each_item(Machine& machine, const Node& node, const json::Value& holder,
                             Sink sink);
// The same with the key or index of each.
using EntrySink = FunctionRef<Flow(const json::Value& key, const json::Value& value)>;
[[nodiscard]] Flow each_entry(Machine& machine, const Node& node, const json::Value& holder,
                              EntrySink sink);

}  // namespace nd::expr
