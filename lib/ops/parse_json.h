// parse_json(): JSON files that are no NDJSON: an array of records of any size, or values one after
// another.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "ops/parse_run.h"

namespace nd::ops {

[[nodiscard]] Status parse_json(ParseRun& run, const std::vector<std::string>& operands);

}  // namespace nd::ops
