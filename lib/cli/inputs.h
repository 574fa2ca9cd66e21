// Inputs: what a run must not read: a pipe that something else reads, and its own output.
//
// Belongs here: looking at the files behind the names before any is read. Does not belong here:
// which operands and options name inputs (parse.h).
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "cli/parse.h"
#include "io/output.h"
#include "table/tables.h"

namespace nd::cli {

// Completes what was parsed. The files of --table are read like operands. kUsage as complete(), and
// for a table whose text another reader would take.
[[nodiscard]] Status complete_with_tables(Command& command, const table::Tables& tables,
                                          Parsed& parsed);

// A tool that writes on a file which it still reads would never end, or eat its own output. What
// is named by an option is judged by its name, see complete(); this is for redirections.
[[nodiscard]] Status check_not_read(const io::Output& out, const std::vector<std::string>& inputs);

}  // namespace nd::cli
