// An instant: a point of time to the nanosecond, and its text as in RFC 3339.
//
// Belongs here: epoch numbers in any unit, exactly; RFC 3339. Does not belong here: zones
// (time/zone.h), other formats (time/civil_format.h).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/number.h"
#include "base/result.h"
#include "time/civil.h"

namespace nd::time {

// The unit of an epoch number; the value is its power of ten in seconds.
enum class EpochUnit : int { kSeconds = 0, kMillis = -3, kMicros = -6, kNanos = -9 };

// Seconds since 1970-01-01T00:00:00Z without leap seconds, as POSIX counts them. Always within the
// years 0000 to 9999 of UTC, so its calendar can always be written.
class Instant {
 public:
  // Every factory gives an input error for an instant outside the years 0000 to 9999.
  [[nodiscard]] static Result<Instant> from_epoch(std::int64_t count, EpochUnit unit);
  // An exact decimal count; what is finer than a nanosecond is cut off downwards (to the past).
  [[nodiscard]] static Result<Instant> from_epoch(const Decimal& count, EpochUnit unit);
  // The double's exact value, cut off downwards to the nanosecond; NaN and infinities are errors
  // too.
  [[nodiscard]] static Result<Instant> from_epoch_seconds(double seconds);
  // nanos: 0 to 999,999,999.
  [[nodiscard]] static Result<Instant> from_parts(std::int64_t seconds, std::int32_t nanos);

  Instant() = default;  // the epoch

  // Whole seconds, rounded down; nanos() goes forward from there.
  [[nodiscard]] std::int64_t seconds() const { return seconds_; }
  [[nodiscard]] std::int32_t nanos() const { return nanos_; }
  // The nearest double of the seconds with their fraction.
  [[nodiscard]] double to_double() const;

  friend auto operator<=>(const Instant&, const Instant&) = default;

 private:
  Instant(std::int64_t seconds, std::int32_t nanos) : seconds_(seconds), nanos_(nanos) {}

  std::int64_t seconds_ = 0;
  std::int32_t nanos_ = 0;
};

// A date and a time of day as written, before it is an instant.
struct DateTime {
  Day day;
  std::int32_t second_of_day = 0;  // 0 to 86,399; 60 as the second is 59 here with leap_second set
  std::int32_t nanos = 0;
  std::optional<std::int32_t> offset_seconds;  // east of UTC
  bool leap_second = false;
};

// RFC 3339 `2024-07-31T23:59:59.123+08:00`: `T`, `t` or one space; any number of fraction digits
// (finer than nanoseconds: cut off); `Z`, `z`, `+hh:mm` or `-hh:mm` (also `+hhmm`), or nothing,
// which leaves offset_seconds empty. `:60` is taken in the last minute of a UTC day only (in any
// minute if there is no offset). Input error on anything else.
[[nodiscard]] Result<DateTime> parse_date_time(std::string_view text);

// As parse_date_time, but an offset must be there. A leap second is the first second after it, as
// POSIX and jq count (zone.h's local_time_of_text keeps it on its day).
[[nodiscard]] Result<Instant> parse_rfc3339(std::string_view text);

enum class Fraction {
  kNone,      // whole seconds, rounded down (jq's todate)
  kAsNeeded,  // as many digits as needed to lose nothing, none for whole seconds
};

// `2024-07-31T15:59:59Z`
void append_rfc3339(std::string& out, Instant instant, Fraction fraction = Fraction::kAsNeeded);
// The seconds as an exact decimal: 1720000000.123
void append_seconds(std::string& out, Instant instant);
// `.` and the digits of a fraction of a second without trailing zeros; nothing for 0.
void append_fraction(std::string& out, std::int32_t nanos);

}  // namespace nd::time
