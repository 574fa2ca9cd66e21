// How surprising a count is where counts are Poisson distributed: the tail, also far out.
//
// Belongs here: the tail of the distribution. Does not belong here: which mean is expected
// (baseline.h).
#pragma once

namespace nd::stats {

// -log10 P(X >= count) for X of a Poisson distribution with that mean: 0 is no surprise, 3 is one
// chance in a thousand. Relative error below 1e-8, however far out.
// Requires: count is a whole number from 0 to 2^53; mean is finite, and above 0 unless count is 0.
[[nodiscard]] double poisson_surprise(double count, double mean);

}  // namespace nd::stats
