// TextForms: what texts look like: a date, a time, a number, an id.
//
// Belongs here: the forms of one text, and what all texts of a field have in common. Does not
// belong here: how many texts there are (profile.h).
#pragma once

#include <cstdint>
#include <string_view>

namespace nd::stat {

// A set of forms.
using TextForms = std::uint8_t;

inline constexpr TextForms kDateForm = 1;    // 2024-07-31
inline constexpr TextForms kTimeForm = 2;    // RFC 3339
inline constexpr TextForms kPeriodForm = 4;  // 2024-07, 2024-W31, 2024-Q3
inline constexpr TextForms kNumberForm = 8;  // as JSON writes it, of at most 15 digits
// One word of at most 64 ASCII letters, digits, and - _ : . with a digit in it: u17, 0012, a
// UUID, an address, a number that no double holds.
inline constexpr TextForms kIdForm = 16;
inline constexpr TextForms kAllForms = 31;

// Which of `asked` the text has.
[[nodiscard]] TextForms forms_of(std::string_view text, TextForms asked);

// The name of the first form in the order above: date, date-time, period, number, id; empty if
// there is none.
[[nodiscard]] std::string_view name_of_first(TextForms forms);

}  // namespace nd::stat
