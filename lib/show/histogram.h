// Histogram: numbers and how often they occur -> bins, with the mean and the median.
//
// Belongs here: the bounds of bins, what falls into which, exact means. Does not belong here: what
// else a chart is (finish_chart.h).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "agg/exact_sum.h"
#include "base/arena.h"
#include "base/result.h"
#include "json/value.h"
#include "plot/chart.h"

namespace nd::show {

// Memory: proportional to the different numbers.
class Histogram {
 public:
  // kInput: a number that a double cannot hold, an amount that is no whole number from 0, more than
  // 2^64 values. Leaves the histogram as it was then. A number that is null is not counted.
  // `amount`: how often it occurs; missing: once.
  [[nodiscard]] Status add(const json::Value& number, const json::Value* amount);

  // The bins into `chart`: about `bins` (0: by the number of values) of one round width, or with
  // Chart::log of one ratio, 2 to 10 in a power of ten. A number on a bound belongs to the bin
  // above it; the last bin has both of its bounds. Marks the mean and the median, if there are any
  // values. kInput where --log meets a number that is not above 0.
  [[nodiscard]] Status fill(plot::Chart& chart, unsigned bins);

 private:
  [[nodiscard]] double value_at(std::uint64_t rank) const;
  void add_marks(plot::Chart& chart);

  std::map<double, std::uint64_t> counts_;
  std::uint64_t total_ = 0;
  agg::ExactSum sum_;
  Arena arena_;
};

}  // namespace nd::show
