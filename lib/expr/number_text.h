// Numbers and values as jq's tojson and tostring write them.
//
// Belongs here: the text that an expression can see. Does not belong here: the text of a record
// that leaves (json/writer.h).
#pragma once

#include <string>
#include <string_view>

#include "json/value.h"

namespace nd::expr {

// A number that was not computed keeps its digits, in the form that jq gives it: 1.0, 1E+3,
// 0.00001. A computed double is the shortest digits that read back: 1e+17, 1e-05. NaN and the
// infinities are null. Requires: is_number().
void append_number_text(std::string& out, const json::Value& number);

// Compact JSON with such numbers. Requires: nested values are trees.
void append_json_text(std::string& out, const json::Value& value);

// The value for a message: its kind, and its JSON text cut to a few bytes: number (5)
[[nodiscard]] std::string described(const json::Value& value);
// A text for a message: as a JSON string, cut to a few bytes.
[[nodiscard]] std::string json_quoted(std::string_view text);

}  // namespace nd::expr
