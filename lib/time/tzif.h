// The compiled time zone files of the IANA database (TZif, RFC 8536): parse one into its changes of
// offset.
//
// Belongs here: the file format and its POSIX TZ rule. Does not belong here: finding files, looking
// times up (time/zone.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace nd::time {

// From `begin` (seconds since the epoch) until the next span, local time is UTC + offset seconds,
// and is called by one of the zone's names.
struct OffsetSpan {
  std::int64_t begin = 0;
  std::int32_t offset = 0;
  std::uint32_t name = 0;
};

inline constexpr std::int64_t kSecondsPer400Years = 146'097 * std::int64_t{86'400};

struct ZoneTable {
  // Ascending; the first begins at INT64_MIN; neighbours differ in offset or name.
  std::vector<OffsetSpan> spans;
  std::vector<std::string> names;  // CST, CEST, +0530: by OffsetSpan::name
  // Where the offset follows a yearly rule for ever: from here on, an instant has the offset of the
  // one kSecondsPer400Years earlier (the calendar's period). INT64_MAX if there is no such rule.
  std::int64_t repeats_from = 0;
};

// bytes: the file's content. Input error if it is not a TZif file, is cut, or counts leap seconds.
[[nodiscard]] Result<ZoneTable> parse_tzif(std::string_view bytes);

}  // namespace nd::time
