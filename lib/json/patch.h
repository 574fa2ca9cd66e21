// Patch: set, remove or rename fields of a line's bytes without writing the rest anew.
//
// Belongs here: top-level and nested fields of one object line; what is not named keeps its bytes
// and its order.
#pragma once

#include <string>
#include <string_view>

#include "base/padded_view.h"
#include "base/result.h"

namespace nd::json {

// Appends `line` (one JSON object) to out with the top-level field `name` holding `value_text`
// (JSON): replaced in its place if there, else added last.
[[nodiscard]] Status append_with_field(std::string& out, PaddedView line, std::string_view name,
                                       std::string_view value_text);

}  // namespace nd::json
