// A pattern of strptime taken at its word: every part of it counts, or it is refused.
//
// Belongs here: what a pattern must have and may not have to name one time, and that time. Does not
// belong here: strptime as the C library has it (civil_format.h), zones of the tz database.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "time/civil_format.h"

namespace nd::time {

struct PatternContext {
  std::optional<std::int32_t> year = std::nullopt;  // of dates without one
  // A time without an offset is in UTC. Else a letter Z in the pattern would say what is not so.
  bool utc = true;
};

// kUsage where a part of the pattern would be read for nothing, or a part is missing: names the
// conversion. True if a date by it has its year from the context.
[[nodiscard]] Result<bool> check_time_pattern(std::string_view pattern,
                                              const PatternContext& context);

// The time that the text is by the pattern, with the first day of a month, a year or an ISO week
// where no day is told; its day is never 0. Input error where the text does not match, names a day
// that does not exist, contradicts itself (a weekday that is not the date's), or names a zone other
// than UTC and GMT. Requires: check_time_pattern() has let the pattern pass.
[[nodiscard]] Result<CivilTime> read_time(std::string_view text, std::string_view pattern,
                                          std::optional<std::int32_t> year);

}  // namespace nd::time
