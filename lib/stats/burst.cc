// J. Kleinberg, "Bursty and hierarchical structure in streams", KDD 2002, section 4 (batched
// arrivals), with two states: going up costs gamma * ln n, going down nothing, and the path of
// least cost is found by Viterbi's algorithm. Of the costs, which are those of binomial
// distributions, only the difference between the states matters, so the coefficients go. Cost:
// linear in the bins.
#include "stats/burst.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nd::stats {
namespace {

// Bits of a step.
constexpr std::uint8_t kCameUp = 1;    // to the state of bursts, from the base state
constexpr std::uint8_t kCameDown = 2;  // to the base state, from that of bursts

}  // namespace

BatchedGain::BatchedGain(double rise) : rise_(rise), log_rise_(std::log(rise)) {}

void BatchedGain::set_share(double share) {
  share_ = share;
  is_possible_ = rise_ * share < 1;
  if (is_possible_) log_rest_ = std::log1p(-rise_ * share) - std::log1p(-share);
}

void BurstPath::find(std::span<const double> gains, std::span<const Link> links, double cost,
                     std::vector<Stretch>& out) {
  out.clear();
  steps_.assign(gains.size() + 1, 0);
  constexpr double kNever = -std::numeric_limits<double>::infinity();
  // The best sums of paths that end in each of the states. Where they are equal, there is no burst.
  double base = 0;
  double burst = kNever;
  for (std::size_t i = 0; i < gains.size(); ++i) {
    std::uint8_t step = 0;
    const double rested = std::max(base, burst);
    if (burst > base) step |= kCameDown;
    if (links[i] != Link::kNext) {
      base = rested;
      burst = kNever;
    }
    if (links[i] == Link::kMissing) {
      steps_[i] = step;
      continue;
    }
    if (base - cost >= burst) step |= kCameUp;
    burst = std::max(burst, base - cost) + gains[i];
    base = rested;
    steps_[i] = step;
  }
  if (burst > base) steps_[gains.size()] = kCameDown;

  // Back from the end. In the base state a step may say that the path came down from a burst, whose
  // last bin is then the one before.
  for (std::size_t i = gains.size() + 1; i-- > 0;) {
    if ((steps_[i] & kCameDown) == 0) continue;
    std::size_t first = i - 1;
    while ((steps_[first] & kCameUp) == 0)
      --first;
    out.push_back({first, i - 1});
    i = first + 1;
  }
  std::reverse(out.begin(), out.end());
}

void stretches_above(std::span<const double> scores, std::span<const Link> links, double least,
                     std::vector<Stretch>& out) {
  out.clear();
  bool is_open = false;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const bool is_above = links[i] != Link::kMissing && scores[i] >= least;
    if (is_above && is_open && links[i] == Link::kNext) {
      out.back().last = i;
    } else if (is_above) {
      out.push_back({i, i});
    }
    is_open = is_above;
  }
}

}  // namespace nd::stats
