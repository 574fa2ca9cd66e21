// LineParser: one line of a text format -> one JSON record; one class for each format.
//
// Belongs here: logfmt, regular expressions, and the log formats that are some. Does not belong
// here: reading, NDJSON (parse_lines.cc).
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

// Lines of syslog: those of RFC 5424, and those that have a time, a host and a program, as RFC 3164
// tells and as they stand in /var/log. Both have the fields priority, time, host, app, pid, msgid,
// data and message; null where a line has none. kUsage where the plan names another one.
[[nodiscard]] Result<std::unique_ptr<LineParser>> make_syslog_parser(const FlatPlan& plan,
                                                                     CellConverter& converter);

// The options for the format kCombined, by those for kRegex: the lines that web servers write
// (NCSA, "combined" or "common"). Of what the options say themselves nothing is changed.
[[nodiscard]] ParseOptions with_known_format(ParseOptions options);

}  // namespace nd::parse
