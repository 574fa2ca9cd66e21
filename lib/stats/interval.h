// The interval in which a proportion lies, given how many of how many were counted.
//
// Belongs here: the quantile of the normal distribution and Wilson's interval, on plain numbers.
// Does not belong here: which counts make a proportion (agg/states.h).
#pragma once

#include <cstdint>

namespace nd::stats {

// The z below which a standard normal variable lies with probability p, to about 1 part in 1e16.
// Requires: 0 < p < 1.
[[nodiscard]] double normal_quantile(double p);

struct Interval {
  double low = 0;
  double high = 0;
};

// Wilson's score interval (E. B. Wilson, 1927), without continuity correction, of hits out of n at
// a confidence level. The ends are rounded to 12 significant digits, so that the last bits of a
// platform's mathematics do not show. Requires: hits <= n, n > 0, 0 < level < 1.
[[nodiscard]] Interval wilson(std::uint64_t hits, std::uint64_t n, double level);

}  // namespace nd::stats
