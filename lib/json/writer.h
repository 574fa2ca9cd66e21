// Append values as JSON text: compact, UTF-8, numbers as the shortest text that reads back.
//
// Does not belong here: buffering (io/output.h).
#pragma once

#include <string>
#include <string_view>

#include "json/value.h"

namespace nd::json {

// A missing value is null; NaN and the infinities are null; kNumberText and raw nested values leave
// as they came.
void append_value(std::string& out, const Value& value);

// With its quotes; escapes `"`, `\` and control characters (\b \f \n \r \t, else \u00XX). Bytes
// that are no UTF-8 become U+FFFD.
void append_string(std::string& out, std::string_view text);

// `"name":` with the comma before it unless it is the first thing after a '{'.
void append_key(std::string& out, std::string_view name);

// The number's normal form, the one text that all equal numbers share: 1.0, 1e0 and 1 are 1; -0 is
// 0; NaN is null. Requires: is_number().
void append_canonical_number(std::string& out, const Value& number);

// Canonical JSON, the one text that all equal values share: canonical numbers, keys sorted by code
// point. Requires: nested values are trees.
void append_canonical(std::string& out, const Value& value);

}  // namespace nd::json
