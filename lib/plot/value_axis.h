// The axis of values: which numbers it has to hold, where its ticks are, labels that keep apart.
//
// Belongs here: what all renderers decide alike about it. Does not belong here: round numbers
// (scale.h), how they are written (labels.h).
#pragma once

#include <cstdint>
#include <vector>

#include "plot/chart.h"
#include "plot/scale.h"

namespace nd::plot {

// The least and the largest of some values; 0 and 0 where there are none.
struct Range {
  double low = 0;
  double high = 0;
  bool empty = true;
  void include(double value);
};

// Of all points and marks on the value axis.
[[nodiscard]] Range value_range(const Chart& chart);

// An axis of lengths begins at 0; one of places does unless the values are far from it.
enum class Zero : std::uint8_t { kAlways, kIfNear };
// The ticks that hold them; see number_ticks() and log_ticks() for `most`.
[[nodiscard]] std::vector<Tick> value_ticks(const Chart& chart, Zero zero, int most);

// Of a histogram's counts, which have no ticks between whole numbers, and no marks.
[[nodiscard]] std::vector<Tick> count_ticks(const Chart& chart, int most);

// Moves places of labels apart, from `top` to `bottom`, each `height` high, in the order given;
// each is as near as can be to where it was. Requires: ascending.
void spread(std::vector<double>& places, double top, double bottom, double height);

}  // namespace nd::plot
