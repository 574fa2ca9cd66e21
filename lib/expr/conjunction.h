// add_condition: several conditions of a command line as one.
//
// Belongs here: -w given more than once.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace nd::expr {

// -w, once more: both `all`, if it is not empty, and `one` must hold. kUsage if one of them alone
// is no expression.
[[nodiscard]] Status add_condition(std::string& all, std::string_view one);

}  // namespace nd::expr
