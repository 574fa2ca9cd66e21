// constant_text: expressions that stand where a field is meant.
#pragma once

#include <string>

#include "base/result.h"
#include "expr/program.h"

namespace nd::expr {

// kUsage where the program is a string or a number and nothing else: every record would have the
// same value, and what was meant is a field.
[[nodiscard]] Status check_not_constant(const Program& program, const std::string& where);

}  // namespace nd::expr
