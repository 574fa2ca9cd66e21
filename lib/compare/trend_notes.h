// What ndtrend has to say of its records after a run that ended well: that nothing could be
// expected, that many periods are missing.
//
// Belongs here: when it is said, and its wording. Does not belong here: what is expected and what
// is missing (trend.h).
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "compare/trend_options.h"
#include "time/period.h"

namespace nd::compare {

// `periods`: those with data, in the order of time. `most_known`: how many of them the group has
// that has most. Lines, without the end of the last one; empty if there is nothing to say.
[[nodiscard]] std::string trend_notes(const TrendOptions& options,
                                      std::span<const time::Period> periods,
                                      std::size_t most_known);

}  // namespace nd::compare
