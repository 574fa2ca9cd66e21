// Numbers where a time or a period is wanted: which of them are years, and which could be meant as
// several things.
//
// Belongs here: what a number says by its digits alone, and how to write what it does not say. Does
// not belong here: which times a tool takes (time_column.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "json/value.h"
#include "time/period.h"

namespace nd::columns {

// The year that a number is: a whole one from 1000 to 9999, however it is written; nullopt for any
// other value.
[[nodiscard]] std::optional<time::Period> year_of(const json::Value& value);

// Whether the digits of a number are a month or a day of the years 1900 to 2099: 202407, 20240731.
// As seconds since 1970 they are of that year, which few data are about.
[[nodiscard]] bool is_date_without_hyphens(const json::Value& value);

// The expression that makes a period of a field's numbers or times, by one of its values: of dates
// without hyphens, of seconds, of milliseconds, of RFC 3339 text; empty where nothing is known to
// do it. `field`: as it was asked for, a path or an expression.
[[nodiscard]] std::string period_expression(const json::Value& value, std::string_view field);

}  // namespace nd::columns
