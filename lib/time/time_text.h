// A text that tells a time: a period, or an instant.
//
// Belongs here: telling which. Does not belong here: what may stand beside it (table/moment.h,
// columns/time_column.h).
#pragma once

#include <optional>
#include <string_view>
#include <variant>

#include "time/instant.h"
#include "time/period.h"

namespace nd::time {

using TimeText = std::variant<Period, Instant>;

// nullopt: neither a period (`2024-07-31`, `2024-W31`) nor an RFC 3339 time with its offset.
[[nodiscard]] std::optional<TimeText> parse_time_text(std::string_view text);

// What a message says of such a text, behind the text.
inline constexpr std::string_view kNoTimeText =
    "is neither a period (\"2024-07-31\") nor an RFC 3339 time with its offset";

}  // namespace nd::time
