// What was probably not meant: programs that are right by the grammar and always give a wrong
// answer.
//
// Belongs here: what can be told from the program alone. Does not belong here: what other languages
// write and ours does not read (foreign.h).
#pragma once

#include <string_view>

#include "base/result.h"
#include "expr/ast.h"
#include "expr/program.h"

namespace nd::expr {

// kUsage for
//   - a condition that is an assignment: `.type = "X"`, also in select, if, any, all, and, or, not;
//   - a comparison of `type` with what is no type's name: `type == "play"`;
//   - a date without quotes, which would be subtracted or divided: 2024-01-01, 2024-07, 2024/07/31;
//   - `not .a`, which is a field of what not gives;
//   - a function alone where a field of that name must be meant: as an argument of an aggregate
//     every function, as a condition all that are always true, as a field `type`. In parentheses
//     it is meant.
// Requires: the tree is as the parser made it.
[[nodiscard]] Status check_meant(const Node& root, std::string_view text, const Bindings& bindings,
                                 Use use);

}  // namespace nd::expr
