// Which stretches of a series are bursts: the cheapest path through two states, or the bins above a
// threshold.
//
// Belongs here: the choice of stretches. Does not belong here: what is expected of a bin
// (baseline.h), what a tool calls a burst's score (burst_finder.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "stats/baseline.h"

namespace nd::stats {

// Bins from first to last, both included.
struct Stretch {
  std::size_t first = 0;
  std::size_t last = 0;
  friend bool operator==(const Stretch&, const Stretch&) = default;
};

// Kleinberg's automaton of two states, for counts that come in batches. By how much the costs of a
// bin with `count` of `total` are lower in the state of bursts than in the base state, in nats. In
// the base state a record is one of the group's with the chance `share`, in the other one with
// `rise` times that; minus infinity where this would be 1 or more: there is no such state.
class BatchedGain {
 public:
  // Requires: rise > 1.
  explicit BatchedGain(double rise);

  // Requires: 0 <= count <= total, 0 <= share <= 1. Fast where the share is that of the last call.
  [[nodiscard]] double of(double count, double total, double share) {
    if (share != share_) set_share(share);
    if (!is_possible_) return -std::numeric_limits<double>::infinity();
    return count * log_rise_ + (total - count) * log_rest_;
  }

 private:
  void set_share(double share);

  double rise_;
  double log_rise_;
  double share_ = 0;
  double log_rest_ = 0;  // of how much the chance of the rest falls
  bool is_possible_ = true;
};

// The path of least cost.
class BurstPath {
 public:
  // The stretches that the path spends in the state of bursts, in order: those of the highest sum
  // of gains, less `cost` for each. A missing bin ends one; a gain is NaN there and nowhere else.
  // Requires: spans of one size.
  void find(std::span<const double> gains, std::span<const Link> links, double cost,
            std::vector<Stretch>& out);

 private:
  std::vector<std::uint8_t> steps_;  // how the best path to each state of a bin comes there
};

// The longest stretches of bins with at least that score. A bin with score NaN ends one.
void stretches_above(std::span<const double> scores, std::span<const Link> links, double least,
                     std::vector<Stretch>& out);

}  // namespace nd::stats
