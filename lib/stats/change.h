// The change of a value from one period to another: when a percentage of it may be given, and why
// not where it may not.
//
// Belongs here: the judgement, on counts of days and plain facts. Does not belong here: the exact
// arithmetic of the values and which periods are compared (compare/compare_periods.h).
#pragma once

#include <cstdint>
#include <string_view>

namespace nd::stats {

enum class ChangeState : std::uint8_t {
  kOk,          // a percentage may be given
  kNew,         // no data in the earlier period
  kGone,        // no data in the later period
  kPartial,     // too few days with data on a side, or none on both
  kSmallBase,   // the earlier value is not above 0, or below the least base that was asked for
  kSuppressed,  // a side holds a suppressed value
};

// "ok", "new", "gone", "partial", "small-base", "suppressed".
[[nodiscard]] std::string_view name_of(ChangeState state);

// How much of a period has data.
struct Coverage {
  std::int64_t days = 0;      // with data
  std::int64_t expected = 0;  // in the calendar
};

// Whether days / expected reaches `least` (0 to 1). A period of no days is covered.
[[nodiscard]] bool covers(const Coverage& coverage, double least);

struct ChangeFacts {
  Coverage current;
  Coverage previous;
  double least_coverage = 0;
  bool small_base = false;
  bool suppressed = false;
};

// The first that holds of: suppressed, new or gone (one side has no day with data), partial,
// small-base, ok.
[[nodiscard]] ChangeState judge(const ChangeFacts& facts);

}  // namespace nd::stats
