// bind_path: the left of an assignment, and what is deleted or picked: names there stay names.
//
// Belongs here: what is a path. Does not belong here: values (binder.h), walking a path
// (machine.h).
#pragma once

#include <string_view>

#include "base/result.h"
#include "expr/ast.h"
#include "expr/flow.h"
#include "expr/variables.h"

namespace nd::expr {

struct PathScope {
  std::string_view text;
  Variables& variables;
  // Binds an operand, which is a value.
  FunctionRef<Status(NodePtr&)> value;
};

// kUsage for anything that is no path.
[[nodiscard]] Status bind_path(NodePtr& node, const PathScope& scope);

}  // namespace nd::expr
