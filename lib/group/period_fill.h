// Fill: the periods that are missing among the keys of groups, which --fill adds.
//
// Belongs here: which key holds periods, and which of them no group has. Does not belong here: what
// the added groups hold (group_writer.h).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "time/period.h"

namespace nd::group {

enum class FillKind : std::uint8_t { kHour, kDay, kWeek, kMonth, kQuarter, kYear };

// The value of --from or --to: a period. kUsage for an hour too, whose day is named.
[[nodiscard]] Status parse_bound(std::string_view text, std::optional<time::Period>& out);

// --fill, --from and --to.
struct Fill {
  std::optional<FillKind> kind{};  // nullopt: nothing is added
  std::string key{};               // the path of the key that holds the periods; empty: not said
  // Periods of any kind: what is added begins no later than the first day of `from` and ends no
  // sooner than the last day of `to`.
  std::optional<time::Period> from{};
  std::optional<time::Period> to{};
};

// `hour`, `day`, `week`, `month`, `quarter` or `year`, and perhaps `:KEY`; kUsage otherwise.
[[nodiscard]] Status parse_into(std::string_view text, Fill& out);

// kUsage where a bound is given without a kind, the last day is before the first, or no key is the
// one that was said.
[[nodiscard]] Status check(const Fill& fill, std::span<const std::string> keys);

// The encoded keys of the groups that are missing: for each combination of the other keys, every
// period from the first of all groups, or `from`, to the last, or `to`. The period is the one of
// the columns, whose names these are, that holds such periods (and nulls) alone, or the one that
// was said; kInput if there is none, or more than one (numbers count as hours or years where no
// text is one). Years are texts or numbers, not both. Hours are those of a clock, 24 a day: numbers
// from 0 to 23, which all appear, or texts such as 2024-07-31T20 and 2024-07-31T20:00:00Z, all with
// one offset from UTC or with none. Without groups there is no other key to combine with, nor how
// an hour is written: periods are added only where they are the one key and both bounds are given.
// Requires: keys are sorted; fill.kind is there.
[[nodiscard]] Result<std::vector<std::string>> missing_periods(
    std::span<const std::string_view> keys, std::span<const std::string> names, const Fill& fill);

}  // namespace nd::group
