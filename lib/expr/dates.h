// Dates that were written without quotes, and so are numbers with operators between them.
#pragma once

#include <string_view>

namespace nd::expr {

// Whether a piece of a program reads as a date: 2024-07-31, 2024-7-1, 2024-07, 31-12-2024,
// 2024/07/31, 07/31/2024, perhaps in parentheses. With blanks within it is arithmetic.
[[nodiscard]] bool reads_as_date(std::string_view text);

}  // namespace nd::expr
