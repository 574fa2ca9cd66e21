// Parts: the values of one series as shares of a whole.
//
// Belongs here: what a share is of, the rest, its text. Does not belong here: how they are drawn.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "plot/chart.h"

namespace nd::plot {

struct Part {
  std::size_t x = 0;     // of the chart
  bool is_rest = false;  // what is left of Chart::whole
  bool missing = false;
  double share = 0;     // 0 to 1
  std::string label{};  // "59.4%"; of a missing one its flags
};

// In the order of x, then the rest where there is any. None where the whole is 0. Requires: no
// value is below 0.
[[nodiscard]] std::vector<Part> parts_of(const Chart& chart, const Series& series);

}  // namespace nd::plot
