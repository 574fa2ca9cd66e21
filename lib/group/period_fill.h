// The periods that are missing among the keys of groups: what --fill adds.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "time/period.h"

namespace nd::group {

// The encoded keys of the groups that are missing: for each combination of the other keys, every
// period of `kind` between the first and the last of all groups. The period is the first of the
// `columns` key columns that holds such periods (and nulls) alone; kInput if there is none.
// Requires: keys are sorted.
[[nodiscard]] Result<std::vector<std::string>> missing_periods(
    std::span<const std::string_view> keys, std::size_t columns, time::PeriodKind kind);

}  // namespace nd::group
