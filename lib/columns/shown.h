// A value of a record as a message quotes it.
//
// Does not belong here: values as JSON (json/writer.h), the quoting of text (base/wording.h).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "json/value.h"

namespace nd::columns {

// A string as its text, anything else as its JSON; in quotes, cut to `most` bytes.
[[nodiscard]] std::string shown(const json::Value& value, std::size_t most);

// `sum(.x): "abc" is of type string, not a number`: what an aggregate or a function says of a value
// that it cannot take.
[[nodiscard]] std::string not_a_number(std::string_view function, const json::Value& value);

}  // namespace nd::columns
