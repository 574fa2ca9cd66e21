// Strict comparisons: what --strict refuses: two values of different kinds that are compared or put
// in order.
//
// Belongs here: which values may be compared. Does not belong here: how they compare (order.h).
#pragma once

#include <span>

#include "expr/ast.h"
#include "expr/flow.h"
#include "json/value.h"

namespace nd::expr {

class Machine;

// Whether null may stand beside any kind: it may where the question is whether two are the same.
enum class Nulls { kAside, kAKind };

// kFail where a comparison of the two meets values of different kinds, within arrays and objects
// too as far as it gets; an error that no `try` catches, for `//` and `?` would hide it. Without
// --strict kGo.
[[nodiscard]] Flow check_alike(Machine& machine, const Node& node, const json::Value& a,
                               const json::Value& b, Nulls nulls);

// The same for a value that is looked for among others.
[[nodiscard]] Flow check_alike(Machine& machine, const Node& node, const json::Value& wanted,
                               std::span<const json::Value> items);

}  // namespace nd::expr
