// The process around a tool: signals, descriptors, memory, environment. The only reader of the
// environment below tools/.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace nd::cli {

// Makes the process behave as command-line.md says, whatever started it: a closed pipe or a full
// quota is an error of write() and no signal; a standard descriptor that is closed stays unusable
// instead of becoming the first file that is opened. That running out of memory says so and is
// exit 4 holds before main() already.
void set_up_process();

// A variable's value, empty where it is not set.
[[nodiscard]] std::string environment_value(const char* name);
[[nodiscard]] std::map<std::string, std::string> environment();

// Writes all of text to standard error; what that refuses is lost.
void write_to_stderr(std::string_view text);

}  // namespace nd::cli
