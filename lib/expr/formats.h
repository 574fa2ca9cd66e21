// Formats: @text @json @csv @tsv @base64 @uri.
#pragma once

#include <optional>
#include <string_view>

#include "expr/ast.h"
#include "expr/flow.h"

namespace nd::expr {

class Machine;

[[nodiscard]] std::optional<Format> find_format(std::string_view name);

// The value in a format, as a string.
[[nodiscard]] Flow format_value(Machine& machine, const Node& node, Format format,
                                const json::Value& value, json::Value& out);

}  // namespace nd::expr
