// Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", 1995: of m p-values in
// order, all up to the last one with p(k) <= k/m * rate.
#include "stats/false_discovery.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace nd::stats {

double least_discovery(std::vector<double> scores, std::size_t tests, double rate) {
  std::sort(scores.begin(), scores.end(), std::greater<>());
  for (std::size_t k = scores.size(); k > 0; --k) {
    const double least = std::log10(static_cast<double>(tests) / (static_cast<double>(k) * rate));
    if (scores[k - 1] >= least) return least;
  }
  return std::numeric_limits<double>::infinity();
}

}  // namespace nd::stats
