// Calls: which builtin a call means, and what a builtin that is defined in the language itself
// stands for.
#pragma once

#include <string_view>

#include "base/result.h"
#include "expr/ast.h"
#include "expr/builtin.h"

namespace nd::expr {

// The builtin of a kCall. kUsage for a name that is none, that jq has and we leave out, or that
// takes another number of arguments; `text` is the program.
[[nodiscard]] Result<const Builtin*> look_up(const Node& call, std::string_view text);

// The builtin's definition with the call's arguments in the place of its parameters, all of it at
// the call's place. Requires: a definition; the call is not bound yet.
[[nodiscard]] Result<NodePtr> expand_definition(const Builtin& builtin, const Node& call);

}  // namespace nd::expr
