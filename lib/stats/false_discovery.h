// Many tests at once: how strong a result must be, so that most of those reported are none of
// chance.
#pragma once

#include <cstddef>
#include <vector>

namespace nd::stats {

// By Benjamini and Hochberg's rule: the least score, -log10 of a p-value, that is a discovery, so
// that a share of at most `rate` of the discoveries is expected to be false; infinite if there is
// none. `scores` are those of the tests that may be discoveries, `tests` is the number of all.
// Requires: scores.size() <= tests; 0 < rate < 1.
[[nodiscard]] double least_discovery(std::vector<double> scores, std::size_t tests, double rate);

}  // namespace nd::stats
