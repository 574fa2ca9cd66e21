// Scale: from values to places along an axis, and the round values at which an axis has ticks.
//
// Belongs here: ranges, ticks of numbers in steps of 1, 2 and 5, of logarithms in powers of ten.
// Does not belong here: ticks of time (period_ticks.h), where labels go and whether they fit.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nd::plot {

// A stretch of numbers from low to high, mapped onto 0 to 1. low < high; with `log` both are above
// 0.
struct Scale {
  double low = 0;
  double high = 1;
  bool log = false;

  // 0 for low, 1 for high, beyond them where the value is. Requires: with log, value > 0.
  [[nodiscard]] double place(double value) const;
};

// A tick of an axis.
struct Tick {
  double at = 0;
  std::string text{};  // a JSON number, or the name of a period
  // Of a period: the year, where it has to be said too, at the first tick and the first of a year.
  std::string year{};
};

// The ticks of an axis of numbers: multiples of 1, 2 or 5 x 10^n that hold low and high between
// the first and the last one; about `most` of them, at least 2. Their texts are exact decimals.
// Requires: low <= high, both finite, most >= 2.
[[nodiscard]] std::vector<Tick> number_ticks(double low, double high, int most);

// The ticks of a logarithmic axis: powers of ten that hold low and high between them; 2 and 5 times
// these where there are few; every second or further one where there are more than `most`.
// Requires: 0 < low <= high, both finite, most >= 2.
[[nodiscard]] std::vector<Tick> log_ticks(double low, double high, int most);

// The scale between the first and the last of some ticks. Requires: at least two.
[[nodiscard]] Scale scale_of(const std::vector<Tick>& ticks, bool log);

}  // namespace nd::plot
