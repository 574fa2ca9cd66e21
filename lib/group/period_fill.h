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
#include <utility>
#include <vector>

#include "base/result.h"
#include "time/period.h"

namespace nd::group {

enum class FillKind : std::uint8_t { kHour, kDay, kWeek, kMonth, kQuarter, kYear };

// Their words on the command line.
[[nodiscard]] std::vector<std::pair<std::string, std::optional<FillKind>>> fill_words();

// The value of --from or --to: a period. kUsage for an hour too, whose day is named.
[[nodiscard]] Status parse_bound(std::string_view text, std::optional<time::Period>& out);

// --fill, --from and --to.
struct Fill {
  std::optional<FillKind> kind{};  // nullopt: nothing is added
  // Periods of any kind: what is added begins no later than the first day of `from` and ends no
  // sooner than the last day of `to`.
  std::optional<time::Period> from{};
  std::optional<time::Period> to{};
};

// kUsage where a bound is given without a kind, or the last day is before the first.
[[nodiscard]] Status check(const Fill& fill);

// The encoded keys of the groups that are missing: for each combination of the other keys, every
// period from the first of all groups, or `from`, to the last, or `to`. The period is the first of
// the `columns` key columns that holds such periods (and nulls) alone; kInput if there is none.
// Hours are those of a clock, 24 a day: numbers from 0 to 23, which all appear, or texts such as
// 2024-07-31T20 and 2024-07-31T20:00:00Z. Without groups there is no other key to combine with, nor
// how an hour is written: periods are added only where they are the one key and both bounds are
// given.
// Requires: keys are sorted; fill.kind is there.
[[nodiscard]] Result<std::vector<std::string>> missing_periods(
    std::span<const std::string_view> keys, std::size_t columns, const Fill& fill);

}  // namespace nd::group
