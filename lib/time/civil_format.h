// Broken-down civil time by format strings: strftime and strptime as glibc's in the C locale,
// independent of locale and TZ.
//
// Belongs here: formats with `%`, and the fields they read and write (jq's gmtime, mktime,
// strftime, strptime). Does not belong here: RFC 3339 (time/instant.h), period texts
// (time/period.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "time/instant.h"
#include "time/zone.h"

namespace nd::time {

// The fields of `struct tm`, with the year whole and the month from 1. The fields are taken as they
// are: nothing keeps the weekday in step with the date.
struct CivilTime {
  std::int32_t year = 1900;
  std::int32_t month = 1;     // 1 to 12
  std::int32_t day = 0;       // 1 to 31; 0 where strptime met no day
  std::int32_t hour = 0;      // 0 to 23
  std::int32_t minute = 0;    // 0 to 59
  std::int32_t second = 0;    // 0 to 60
  std::int32_t nanos = 0;     // 0 to 999,999,999
  std::int32_t weekday = 0;   // 0 (Sunday) to 6
  std::int32_t year_day = 0;  // 0 to 365
  std::optional<std::int32_t> offset_seconds = std::nullopt;  // from %z, or %s (0)
  std::string_view zone_name{};  // for %Z, a view of the zone's; empty: UTC
};

// The fields that clocks in UTC show (jq's gmtime), or those of a local time.
[[nodiscard]] CivilTime civil_time_of(Instant instant);
[[nodiscard]] CivilTime civil_time_of(const LocalTime& local);

// The instant of the fields read as UTC (jq's mktime, timegm): month, day, hour, minute and second
// may lie outside their ranges and carry over; weekday, year_day and offset_seconds are not looked
// at. Input error outside the years 0000 to 9999.
[[nodiscard]] Result<Instant> instant_of(const CivilTime& fields);

// Requires: weekday 0 to 6, year_day -1 to 366, no other field beyond +-1,000,000.
// Appends the fields in `format`: a A b B c C d D e F g G h H I j k l m M n p P r R s S t T u U V w
// W x X y Y z Z %, the flags `-` (no padding), `_` (spaces), `0`, `^` (upper case), and a width; E
// and O are passed over. What is no conversion is copied. As in glibc a year is not padded. %Z is
// the zone's name or UTC, %z the offset or +0000, %s the seconds since the epoch of the fields.
void append_strftime(std::string& out, std::string_view format, const CivilTime& fields);

// Reads `text` by `format` as glibc's strptime does, where it is defined: numbers may have fewer
// digits than the field; names in any case, short or long; white space in the format takes any or
// none; %y is 1969 to 2068; %Z takes one word and means nothing. weekday and year_day follow from
// the date if it is known; %j, and %U or %W with a weekday, give the date if month and day are not
// known. `%f` after a point takes a fraction of a second (ours). Input error if the text does not
// match, goes on after the format's end, or names a day that does not exist (glibc lets 30 February
// pass).
[[nodiscard]] Result<CivilTime> parse_strptime(std::string_view text, std::string_view format);

}  // namespace nd::time
