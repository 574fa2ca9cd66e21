// The sums run along the series from its first bin to its last, so that they come out the same
// whatever order the records had.
#include "stats/baseline.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace nd::stats {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

struct Sums {
  double counts = 0;
  double exposure = 0;

  [[nodiscard]] double rate() const { return exposure > 0 ? counts / exposure : 0; }
};

void expect_of_all(std::span<const double> counts, std::span<const double> exposure,
                   std::span<const Link> links, double floor, std::span<double> out) {
  Sums all;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (links[i] == Link::kMissing) continue;
    all.counts += counts[i];
    all.exposure += exposure[i];
  }
  for (std::size_t i = 0; i < counts.size(); ++i)
    out[i] = links[i] == Link::kMissing ? kUnknown : std::max(all.rate() * exposure[i], floor);
}

}  // namespace

void expect(std::span<const double> counts, std::span<const double> exposure,
            std::span<const Link> links, const Baseline& baseline, std::span<double> out) {
  if (baseline.bins == 0) return expect_of_all(counts, exposure, links, baseline.floor, out);
  Sums before;
  std::size_t held = 0;    // bins in `before`
  std::size_t oldest = 0;  // the first of them
  for (std::size_t i = 0; i < counts.size(); ++i) {
    out[i] = kUnknown;
    if (links[i] == Link::kMissing) continue;
    if (2 * held >= baseline.bins) out[i] = std::max(before.rate() * exposure[i], baseline.floor);
    before.counts += counts[i];
    before.exposure += exposure[i];
    if (++held <= baseline.bins) continue;
    while (links[oldest] == Link::kMissing)
      ++oldest;
    before.counts -= counts[oldest];
    before.exposure -= exposure[oldest];
    ++oldest;
    --held;
  }
}

SeasonalFactors::SeasonalFactors(std::vector<std::uint8_t> classes, std::size_t count)
    : classes_(std::move(classes)), rates_(count), factors_(count) {}

void SeasonalFactors::apply(std::span<const double> counts, std::span<const double> exposure,
                            std::span<const Link> links, std::span<double> out) {
  for (auto& rates : rates_)
    rates.clear();
  for (std::uint32_t i = 0; i < counts.size(); ++i) {
    if (links[i] == Link::kMissing || exposure[i] <= 0) continue;
    rates_[classes_[i]].push_back({counts[i] / exposure[i], i});
  }
  std::vector<Sums> sums(rates_.size());
  Sums all;
  for (std::size_t c = 0; c < rates_.size(); ++c) {
    auto& rates = rates_[c];
    const auto cut = static_cast<std::ptrdiff_t>(rates.size() / 10);
    if (cut > 0) {
      std::nth_element(rates.begin(), rates.begin() + cut, rates.end());
      std::nth_element(rates.begin() + cut, rates.end() - cut, rates.end());
    }
    kept_.clear();
    for (auto at = rates.begin() + cut; at != rates.end() - cut; ++at)
      kept_.push_back(at->bin);
    std::sort(kept_.begin(), kept_.end());
    for (const std::uint32_t bin : kept_) {
      sums[c].counts += counts[bin];
      sums[c].exposure += exposure[bin];
    }
    all.counts += sums[c].counts;
    all.exposure += sums[c].exposure;
  }
  for (std::size_t c = 0; c < rates_.size(); ++c) {
    const double plain = all.rate() * sums[c].exposure;
    factors_[c] = (sums[c].counts + kPrior) / (plain + kPrior);
  }
  for (std::size_t i = 0; i < counts.size(); ++i)
    out[i] = exposure[i] * factors_[classes_[i]];
}

}  // namespace nd::stats
