// The functions over the states of each aggregate, by family: what registry.cc makes its list of.
#pragma once

#include "agg/aggregate.h"

namespace nd::agg {

// counts.cc: how many records; fed by the users of the state, one for each call of add.
extern const StateFunctions kCountFunctions;
// sums.cc
extern const StateFunctions kSumFunctions;
extern const StateFunctions kMeanFunctions;
// moments.cc
extern const StateFunctions kVarianceFunctions;
extern const StateFunctions kDeviationFunctions;
// extremes.cc
extern const StateFunctions kMinFunctions;
extern const StateFunctions kMaxFunctions;
// picks.cc: x where y is smallest, largest; tie: the smallest x
extern const StateFunctions kFirstFunctions;
extern const StateFunctions kLastFunctions;
// distinct.cc, sketch_hll.cc
extern const StateFunctions kDistinctFunctions;
extern const StateFunctions kApproximateDistinctFunctions;
// quantiles.cc, sketch_quantile.cc
extern const StateFunctions kQuantileFunctions;
extern const StateFunctions kMedianFunctions;
extern const StateFunctions kApproximateQuantileFunctions;
// collections.cc
extern const StateFunctions kModeFunctions;
extern const StateFunctions kHistogramFunctions;
extern const StateFunctions kListFunctions;
extern const StateFunctions kSetFunctions;

// kUsage if it is no probability, no level of confidence, no positive width.
Status check_probability(const Parameter& parameter);
Status check_level(const Parameter& parameter);
Status check_width(const Parameter& parameter);

}  // namespace nd::agg
