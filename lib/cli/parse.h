// parse(): the words of a command line -> the variables that a Command's options are bound to.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "cli/command.h"

namespace nd::cli {

struct Parsed {
  std::vector<std::string> operands;  // all words that are no options, in order
  std::vector<const Option*>
      given;  // each option once for each occurrence, in order; pointers into the Command
  std::vector<std::pair<const Option*, std::string>> output_files;  // values of kOutputFile options
  std::vector<std::string> input_files;  // values of kFile options and arguments
};

// Calls the setter of every occurrence, in the order of the command line. Options may stand after
// operands; "--" ends them. kUsage on an unknown option, a value that is missing, or what a setter
// refuses. `command` must stay alive and unchanged while the result is used.
[[nodiscard]] Result<Parsed> parse(const Command& command, std::vector<std::string> words);

// What is judged only if the tool shall run: required options, leading arguments (moved from
// `parsed.operands` to their variables), operands of a tool that takes none, one file named by two
// output options, or by one and as an input (but for -o, which replaces a file only when it has
// been read).
[[nodiscard]] Status complete(const Command& command, Parsed& parsed);

// All files that a run reads, "-" for standard input.
[[nodiscard]] std::vector<std::string> inputs_of(const Command& command, const Parsed& parsed);

// Whether one of the words is, or may be, an option after which standard output has no records.
// For command lines that cannot be parsed.
[[nodiscard]] bool may_print_text(const Command& command, const std::vector<std::string>& words);

}  // namespace nd::cli
