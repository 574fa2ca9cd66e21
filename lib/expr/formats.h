// Formats: @text @json @csv @tsv @base64 @uri.
#pragma once

#include <string>
#include <string_view>

#include "expr/ast.h"
#include "expr/flow.h"

namespace nd::expr {

class Machine;

// The value in the format that the node names, as a string.
[[nodiscard]] Flow format_value(Machine& machine, const Node& node, const json::Value& value,
                                json::Value& out);

// A string as it is, anything else as JSON: jq's tostring.
void append_text(std::string& out, const json::Value& value);

}  // namespace nd::expr
