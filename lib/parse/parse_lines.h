// parse_lines(): the formats in which a line is a record: NDJSON, logfmt, text by a regular
// expression, rejects.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "parse/parse_run.h"

namespace nd::parse {

// format: kNdjson, kLogfmt, kRegex or kRejects.
[[nodiscard]] Status parse_lines(ParseRun& run, ParseFormat format,
                                 std::vector<std::string> operands);

// What can be wrong with the options of these formats, before anything is read: kUsage.
[[nodiscard]] Status check_line_options(const ParseOptions& options, ParseFormat format);

}  // namespace nd::parse
