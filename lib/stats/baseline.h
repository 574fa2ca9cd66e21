// What is expected of each bin of a series of counts: from the whole series, or from the bins
// before it; with the pattern of the week, if there is one.
//
// Belongs here: expectations. Does not belong here: how far a count must rise above its own
// (burst.h).
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace nd::stats {

// How a bin of a series follows the one before it.
enum class Link : std::uint8_t {
  kNext,     // the calendar's next
  kFirst,    // the first one, or the first after bins that are missing
  kMissing,  // it has no data: not expected, not scored, in no burst
};

struct Baseline {
  // How many bins with data before a bin say what is expected of it; 0: all of the series, itself
  // too.
  std::size_t bins = 0;
  // The least that is expected of a bin with data: that a few were empty does not show that nothing
  // will come.
  double floor = 0;
};

// Of each bin counts' sum over exposure's sum of its baseline, times its own exposure; NaN where it
// is missing, and where fewer than half of `baseline.bins` are before it. Exposure is what the
// counts would be proportional to if nothing happened. Requires: spans of one size.
void expect(std::span<const double> counts, std::span<const double> exposure,
            std::span<const Link> links, const Baseline& baseline, std::span<double> out);

// How many times the mean a day of each class (a weekday) has, found from `counts` over `exposure`.
class SeasonalFactors {
 public:
  // classes: that of each bin, below `count`.
  SeasonalFactors(std::vector<std::uint8_t> classes, std::size_t count);

  // Writes each bin's exposure times the factor of its class. In every class the tenth of its bins
  // with the highest rates and the tenth with the lowest are left out, so that bursts do not pass
  // for a pattern; what is left is drawn towards 1 by kPrior counts, so that few counts make no
  // pattern.
  void apply(std::span<const double> counts, std::span<const double> exposure,
             std::span<const Link> links, std::span<double> out);

  static constexpr double kPrior = 10;

 private:
  struct Rate {
    double rate;
    std::uint32_t bin;
    friend auto operator<=>(const Rate&, const Rate&) = default;
  };

  std::vector<std::uint8_t> classes_;
  std::vector<std::vector<Rate>> rates_;  // by class
  std::vector<std::uint32_t> kept_;       // bins of a class
  std::vector<double> factors_;
};

}  // namespace nd::stats
