// The manual page of a tool.
#pragma once

#include <string>
#include <string_view>

#include "cli/command.h"

namespace nd::cli {

// A page of section 1 in the man(7) macros, without dates: the same for the same command and
// version. Requires: command.options holds the common options too.
[[nodiscard]] std::string man_page(const Command& command, std::string_view version);

}  // namespace nd::cli
