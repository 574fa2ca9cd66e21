// shown(): a value of a record as a message quotes it.
//
// Does not belong here: values as JSON (json/writer.h), the quoting of text (base/wording.h).
#pragma once

#include <cstddef>
#include <string>

#include "json/value.h"

namespace nd::columns {

// A string as its text, anything else as its JSON; in quotes, cut to `most` bytes.
[[nodiscard]] std::string shown(const json::Value& value, std::size_t most);

}  // namespace nd::columns
