// BurstFinder: a series of counts -> its bursts, each with what was expected and how surprising it
// is.
//
// Belongs here: how baseline, method and score go together. Does not belong here: records,
// calendars, what is asked over several series (false_discovery.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stats/baseline.h"
#include "stats/burst.h"

namespace nd::stats {

enum class Method : std::uint8_t {
  kKleinberg,  // the counts' share of the bins' totals, by the path of least cost
  kPoisson,    // bins that are surprising by themselves
};

struct FinderOptions {
  Method method = Method::kKleinberg;
  double rise = 2;         // Kleinberg: the share in a burst, over that of the base; Poisson: the
                           // least count of each of its bins, over what is expected
  double gamma = 1;        // Kleinberg: times ln n is the cost of a burst, for n bins
  double least_score = 0;  // of a burst; Poisson: of each of its bins too
  double least_total = 0;  // of a burst
  Baseline baseline{};
};

struct Burst {
  Stretch bins;
  std::size_t peak = 0;  // the bin of the largest count, the first of several
  double peak_value = 0;
  double total = 0;
  double expected = 0;
  double score = 0;  // -log10 of the chance of such a total, in hundredths
};

// Owner. One thread.
class BurstFinder {
 public:
  // exposure: the total of each bin, or 1 for each where counts stand for themselves; its size is
  // that of all series. season: the class of each bin, of seven; nullopt if there is no season.
  BurstFinder(const FinderOptions& options, std::vector<double> exposure,
              const std::optional<std::vector<std::uint8_t>>& season);

  // The bursts of a series, in order; valid until the next call. Requires: counts are whole numbers
  // from 0 to 2^53, with Kleinberg's method none above its bin's total.
  [[nodiscard]] std::span<const Burst> find(std::span<const double> counts,
                                            std::span<const Link> links);

  // Expects and scores every bin of a series: expected() and score() are then of it.
  void judge(std::span<const double> counts, std::span<const Link> links);
  // NaN where nothing is expected.
  [[nodiscard]] double expected(std::size_t bin) const { return expected_[bin]; }
  [[nodiscard]] double score(std::size_t bin) const { return scores_[bin]; }

  // The score of a burst as one of all stretches of a series of n bins that might have been it: its
  // chance times n (n + 1) / 2, Bonferroni's bound. At least 0.
  [[nodiscard]] static double corrected(double score, std::size_t bins);

 private:
  void expect_all(std::span<const double> counts, std::span<const Link> links);
  // Whether no stretch of the series can be a burst; a bound that is found at once.
  [[nodiscard]] bool is_hopeless(std::span<const double> counts, std::span<const Link> links) const;
  // In nats, where so many bins are scored.
  [[nodiscard]] double cost_of_burst(std::size_t scored) const;
  void follow_path(std::span<const double> counts, std::span<const Link> links);
  void look_for_surprises(std::span<const double> counts, std::span<const Link> links);
  [[nodiscard]] Burst burst_of(const Stretch& stretch, std::span<const double> counts) const;

  FinderOptions options_;
  std::vector<double> exposure_;
  std::optional<SeasonalFactors> season_;
  std::vector<double> seasonal_exposure_;
  std::vector<double> expected_;
  std::vector<double> scores_;  // or gains
  std::vector<Link> links_;     // those of bins that are scored
  BurstPath path_;
  std::vector<Stretch> stretches_;
  std::vector<Burst> bursts_;
};

}  // namespace nd::stats
