// The wording that messages about a command line share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/wording.h"

namespace nd::cli {

// Which of `known` was probably meant by `word`; empty if none is near.
[[nodiscard]] std::string_view near_miss(std::string_view word,
                                         const std::vector<std::string_view>& known);

// The one of `known` that takes the fewest edits, however many; empty if there is none.
[[nodiscard]] std::string_view closest(std::string_view word,
                                       const std::vector<std::string_view>& known);

// "; did you mean 'limit'?" or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       const std::vector<std::string_view>& known);

// A message as it goes to standard error: every line starts with "TOOL: " and ends with '\n', and
// no control character of the data gets through to the terminal.
[[nodiscard]] std::string message_lines(std::string_view tool, std::string_view message);

}  // namespace nd::cli
