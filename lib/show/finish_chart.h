// finish_chart: what was gathered, in its order, as a chart.
//
// Belongs here: whether x are periods, numbers or categories; ranking; how many are drawn. Does not
// belong here: reading records (gather_chart.h).
#pragma once

#include <cstdint>

#include "base/result.h"
#include "plot/chart.h"
#include "show/gathered.h"
#include "show/histogram.h"
#include "show/plot_request.h"

namespace nd::show {

// kInput where the values do not suit the kind of chart. Requires: the plan is no histogram's.
[[nodiscard]] Result<plot::Chart> finish_chart(Gathered gathered, const PlotPlan& plan);
// As finish_chart(), of a histogram. `withheld`: how many values it does not count, as it is to
// say.
[[nodiscard]] Result<plot::Chart> finish_histogram(Gathered gathered, Histogram histogram,
                                                   std::uint64_t withheld, const PlotPlan& plan);

}  // namespace nd::show
