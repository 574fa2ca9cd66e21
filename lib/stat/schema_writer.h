// The JSON Schema of the records that a PathTree has seen.
#pragma once

#include <string>

#include "stat/path_tree.h"

namespace nd::stat {

// Appends one object, of draft 2020-12: for each path its types, the keys that are always there
// (required), no others (additionalProperties: false), and the format of texts that are always
// dates (date, date-time). Schema that the same records pass (schema_check.h).
void append_schema(std::string& out, const PathTree& tree);

}  // namespace nd::stat
