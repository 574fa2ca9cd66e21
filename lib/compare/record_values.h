// What a record says of a period: which one it is, and a number.
//
// Belongs here: which values of fields can be taken for them, and the errors that say why not. Does
// not belong here: what is computed of them.
#pragma once

#include <string_view>

#include "base/result.h"
#include "json/value.h"
#include "time/period.h"

namespace nd::compare {

// kInput where the value is no period: text like 2024-07, or a year as a number. `column` is the
// field as it was asked for.
[[nodiscard]] Result<time::Period> period_of(const json::Value& value, std::string_view column);

// kInput where the value of a field is neither a number nor null. kUsage for an object: it is most
// likely a partial state, and so are all others.
[[nodiscard]] Status check_number(const json::Value& value, std::string_view name);

}  // namespace nd::compare
