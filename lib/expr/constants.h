// Constants: parts of a program whose value is known before any record is read.
#pragma once

#include "base/arena.h"
#include "expr/ast.h"
#include "expr/machine.h"

namespace nd::expr {

// Evaluates a bound node whose children are constants, over a constant input, and puts the value in
// its place, kept in the arena. false, and the node as it was, if it is not of that kind or fails
// (then it fails again for each record).
[[nodiscard]] bool fold_constant(NodePtr& node, const json::Value& input, const Setting& setting,
                                 Arena& arena);

}  // namespace nd::expr
