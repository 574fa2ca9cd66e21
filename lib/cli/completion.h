// What a shell completes on the command line of a tool.
#pragma once

#include <string>

#include "cli/command.h"

namespace nd::cli {

// Scripts for the shell's completion directory: option names, the words of a choice, files and
// directories. Requires (all): command.options holds the common options too.
[[nodiscard]] std::string bash_completion(const Command& command);
[[nodiscard]] std::string zsh_completion(const Command& command);
[[nodiscard]] std::string fish_completion(const Command& command);

}  // namespace nd::cli
