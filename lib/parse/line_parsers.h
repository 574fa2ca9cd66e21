// LineParser: one line of a text format -> one JSON record; one class for each format.
//
// Belongs here: logfmt and regular expressions. Does not belong here: reading, NDJSON
// (parse_lines.cc).
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "parse/flat_plan.h"
#include "parse/parse_run.h"

namespace nd::parse {

class LineParser {
 public:
  virtual ~LineParser() = default;
  // Appends the record's members, without braces. kInput with the offset in the line; `out` then
  // has a part of them. Requires: line is valid UTF-8 and not empty.
  [[nodiscard]] virtual Status append_members(std::string& out, std::string_view line) = 0;
};

// key=value pairs, separated by blanks; a value may be quoted, with the escapes of JSON; a key
// alone is true.
[[nodiscard]] std::unique_ptr<LineParser> make_logfmt_parser(FlatPlan plan,
                                                             CellConverter& converter);

// The named groups of an RE2 pattern that is found in the line; a group that took no part is null.
// kUsage for a pattern that is none or names no group.
[[nodiscard]] Result<std::unique_ptr<LineParser>> make_regex_parser(const std::string& pattern,
                                                                    FlatPlan plan,
                                                                    CellConverter& converter);

}  // namespace nd::parse
