// Most series of a large input have no burst, so what can be said at once is said first.
#include "stats/burst_finder.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

#include "stats/poisson.h"

namespace nd::stats {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kWeekdays = 7;

// In hundredths, so that no difference of libraries in the last digits shows.
double rounded(double score) {
  constexpr double kHundredths = 100;
  return std::round(score * kHundredths) / kHundredths;
}

double score_of(double count, double expected) {
  // Nothing came where nothing was expected.
  return count > 0 ? rounded(poisson_surprise(count, expected)) : 0;
}

std::size_t bins_with_data(std::span<const Link> links) {
  return links.size() -
         static_cast<std::size_t>(std::count(links.begin(), links.end(), Link::kMissing));
}

}  // namespace

BurstFinder::BurstFinder(const FinderOptions& options, std::vector<double> exposure,
                         const std::optional<std::vector<std::uint8_t>>& season)
    : options_(options),
      exposure_(std::move(exposure)),
      seasonal_exposure_(exposure_),
      expected_(exposure_.size()),
      scores_(exposure_.size()) {
  if (season) season_.emplace(*season, kWeekdays);
}

double BurstFinder::corrected(double score, std::size_t bins) {
  const auto n = static_cast<double>(bins);
  return std::max(0.0, score - std::log10(std::max(1.0, n * (n + 1) / 2)));
}

void BurstFinder::expect_all(std::span<const double> counts, std::span<const Link> links) {
  if (season_) season_->apply(counts, exposure_, links, seasonal_exposure_);
  expect(counts, seasonal_exposure_, links, options_.baseline, expected_);
}

bool BurstFinder::is_hopeless(std::span<const double> counts, std::span<const Link> links) const {
  double sum = 0;
  double highest = 0;
  for (const double count : counts) {
    sum += count;
    highest = std::max(highest, count);
  }
  if (sum <= 0 || sum < options_.least_total) return true;
  // Of the first bins, which have less than half of a baseline before them, nothing is expected.
  const std::size_t first = (options_.baseline.bins + 1) / 2;
  const std::size_t known = bins_with_data(links);
  if (known <= first) return true;
  if (options_.method == Method::kKleinberg)
    return sum * std::log(options_.rise) <= cost_of_burst(known - first);
  const double floor = options_.baseline.floor;
  return floor > 0 && score_of(highest, floor) < options_.least_score;
}

double BurstFinder::cost_of_burst(std::size_t scored) const {
  return options_.gamma * std::log(static_cast<double>(scored));
}

void BurstFinder::follow_path(std::span<const double> counts, std::span<const Link> links) {
  links_.assign(links.begin(), links.end());
  // Where the whole series says what is expected, all bins have one share.
  const bool is_constant = options_.baseline.bins == 0 && !season_;
  BatchedGain gain(options_.rise);
  std::size_t scored = 0;
  double share = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (std::isnan(expected_[i])) {
      links_[i] = Link::kMissing;
      continue;
    }
    ++scored;
    const double total = exposure_[i];
    if (total > 0 && !(is_constant && share > 0)) share = std::min(1.0, expected_[i] / total);
    scores_[i] = gain.of(counts[i], total, share);
  }
  path_.find(scores_, links_, cost_of_burst(scored), stretches_);
}

// A count is more likely than exp(-(count - expected)^2 / expected) / (e sqrt(count)), by
// Stirling's formula, so that its score is only found where it may reach the least.
void BurstFinder::look_for_surprises(std::span<const double> counts, std::span<const Link> links) {
  const double highest = *std::max_element(counts.begin(), counts.end());
  const double slack = options_.least_score * std::numbers::ln10 - 1 - 0.5 * std::log(highest) - 1;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    scores_[i] = std::isnan(expected_[i]) ? kUnknown : -1;
    const double above = counts[i] - expected_[i];
    if (!(above > 0) || counts[i] < options_.rise * expected_[i] ||
        above * above < slack * expected_[i])
      continue;
    scores_[i] = score_of(counts[i], expected_[i]);
  }
  stretches_above(scores_, links, options_.least_score, stretches_);
}

Burst BurstFinder::burst_of(const Stretch& stretch, std::span<const double> counts) const {
  Burst burst{.bins = stretch, .peak = stretch.first};
  for (std::size_t i = stretch.first; i <= stretch.last; ++i) {
    burst.total += counts[i];
    burst.expected += expected_[i];
    if (counts[i] > counts[burst.peak]) burst.peak = i;
  }
  burst.peak_value = counts[burst.peak];
  burst.score = score_of(burst.total, burst.expected);
  return burst;
}

std::span<const Burst> BurstFinder::find(std::span<const double> counts,
                                         std::span<const Link> links) {
  bursts_.clear();
  if (is_hopeless(counts, links)) return bursts_;
  expect_all(counts, links);
  if (options_.method == Method::kKleinberg) {
    follow_path(counts, links);
  } else {
    look_for_surprises(counts, links);
  }
  for (const Stretch& stretch : stretches_) {
    const Burst burst = burst_of(stretch, counts);
    if (burst.total < options_.least_total || burst.score < options_.least_score) continue;
    bursts_.push_back(burst);
  }
  return bursts_;
}

void BurstFinder::judge(std::span<const double> counts, std::span<const Link> links) {
  expect_all(counts, links);
  for (std::size_t i = 0; i < counts.size(); ++i)
    scores_[i] = std::isnan(expected_[i]) ? kUnknown : score_of(counts[i], expected_[i]);
}

}  // namespace nd::stats
