// The list of aggregates, and look-up by name.
#pragma once

#include <span>
#include <string_view>

#include "agg/aggregate.h"

namespace nd::agg {

// In the order in which the manual tells them.
[[nodiscard]] std::span<const Aggregate> aggregates();

// nullptr if there is none.
[[nodiscard]] const Aggregate* find_aggregate(std::string_view name);

// `no such aggregate 'avg'; did you mean 'mean'?`
[[nodiscard]] Error no_such_aggregate(std::string_view name);

}  // namespace nd::agg
