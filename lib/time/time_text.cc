#include "time/time_text.h"

namespace nd::time {

std::optional<TimeText> parse_time_text(std::string_view text) {
  // No RFC 3339 time is as short as the longest period.
  constexpr std::size_t kLongestPeriod = 10;
  if (text.size() <= kLongestPeriod) {
    if (const auto period = Period::parse(text)) return *period;
  } else if (const auto instant = parse_rfc3339(text)) {
    return *instant;
  }
  return std::nullopt;
}

}  // namespace nd::time
