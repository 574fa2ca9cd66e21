// English names of weekdays and months: those of the C locale.
#pragma once

#include <array>
#include <string_view>

namespace nd::time {

// From Sunday. The short name is the first three letters.
inline constexpr std::array<std::string_view, 7> kWeekdayNames = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
// The short name is the first three letters.
inline constexpr std::array<std::string_view, 12> kMonthNames = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

}  // namespace nd::time
