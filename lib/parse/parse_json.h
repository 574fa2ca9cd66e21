// parse_json(): JSON files that are no NDJSON: an array of records of any size, or values one after
// another.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "parse/parse_run.h"

namespace nd::parse {

[[nodiscard]] Status parse_json(ParseRun& run, const std::vector<std::string>& operands);

}  // namespace nd::parse
