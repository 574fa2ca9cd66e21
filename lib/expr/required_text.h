// required_text: what the text of a record must hold for a condition to be true of it, so that a
// search for bytes can pass over most records of a selective filter.
#pragma once

#include <string>

#include "expr/ast.h"

namespace nd::expr {

// Bytes that stand in every object record for which the condition has a true output, but for those
// with a backslash and 'u', which may hide any text. For an object without them and without
// backslash-u the condition is false, never an error. Empty: there is no such text. Requires: the
// tree is bound.
[[nodiscard]] std::string required_text(const Node& condition);

}  // namespace nd::expr
