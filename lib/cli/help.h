// The help of a tool as text for a terminal.
#pragma once

#include <string>

#include "cli/command.h"

namespace nd::cli {

// -h: at most 24 lines of 80 columns, if the tool's two first examples leave room for it: how to
// call it, the most used of its options, the examples. Requires (both): command.options holds the
// common options too.
[[nodiscard]] std::string short_help(const Command& command);

// --help: everything that the manual page says, in the same order.
[[nodiscard]] std::string full_help(const Command& command);

}  // namespace nd::cli
