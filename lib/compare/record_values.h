// What a record says of a period, a number and itself.
//
// Belongs here: which values of fields can be taken for them, and the errors that say why not. Does
// not belong here: what is computed of them.
#pragma once

#include <string_view>

#include "base/arena.h"
#include "base/padded_view.h"
#include "base/result.h"
#include "json/value.h"
#include "time/period.h"

namespace nd::compare {

// kInput where the value is no period: text like 2024-07, or a year as a number; the message says
// how to make one of it where that is known. `column` is the field as it was asked for.
[[nodiscard]] Result<time::Period> period_of(const json::Value& value, std::string_view column);

// kBroken where a period is of another kind than that of the first record: which of the kinds was
// meant nobody said, and to go by what came first would make the answer depend on the order.
[[nodiscard]] Status check_one_kind(time::Period period, time::PeriodKind first);

// kInput where the value of a field is neither a number nor null. An object is most likely a
// partial state, which the message says.
[[nodiscard]] Status check_number(const json::Value& value, std::string_view name);

// Whether the record says that it is suppressed (ndgroup --min-group). To be asked where values are
// null, for it looks through the whole record; so does the next one.
[[nodiscard]] bool says_suppressed(PaddedView record, Arena& scratch);

// Whether it is a record of ndgroup --partial.
[[nodiscard]] bool is_partial(PaddedView record, Arena& scratch);

}  // namespace nd::compare
