// aquantile: DDSketch, 1 % relative error. Bucket i holds the numbers in (g^(i-1), g^i] with g
// = 1.01 / 0.99 and stands for 2 g^i / (g + 1), which is within 1 % of each of them; numbers below
// 0 mirror it. Buckets are never collapsed: there are at most about 71,000 for each sign. Source:
// Masson, Rim, Lee, "DDSketch" (VLDB 2019).
//
// The quantile interpolates between the estimates of the two nearest ranks, so that it is within 1
// % of the exact one.
#include <algorithm>
#include <cmath>

#include "agg/counted_values.h"
#include "agg/families.h"

namespace nd::agg {
namespace {

constexpr double kGamma = 1.01 / 0.99;
// Added to the size of a bucket's index, so that its sign is free to be the number's: 0 is the
// bucket of 0.
constexpr std::int64_t kShift = 100'000;

std::int64_t bucket_of(double number) {
  if (number == 0) return 0;
  const auto index =
      static_cast<std::int64_t>(std::ceil(std::log(std::fabs(number)) / std::log(kGamma)));
  return number > 0 ? index + kShift : -(index + kShift);
}

double estimate_of(std::int64_t bucket) {
  if (bucket == 0) return 0;
  const auto index = static_cast<double>((bucket > 0 ? bucket : -bucket) - kShift);
  // Two steps, because g^i alone is infinite for the highest bucket.
  const double half = std::pow(kGamma, index / 2);
  const double size = std::min(half * (2 / (kGamma + 1)) * half, 1.7976931348623157e308);
  return bucket > 0 ? size : -size;
}

struct ApproximateQuantileState : CountedValues<ApproximateQuantileState> {
  static constexpr CountsText kText{"p", false, Domain::kNumbers};

  void add(const Inputs& inputs, const Parameter&, Memory& memory) {
    for (const json::Value& number : inputs.x)
      counts.add(bucket_of(number.to_double()), 1, memory);
  }
  [[nodiscard]] json::Value finish(const Parameter& parameter, Arena&) const {
    const auto entries = counts.sorted();
    std::uint64_t n = 0;
    for (const ValueCounts::Entry* entry : entries)
      n += entry->count;
    if (n == 0) return json::Value::null();
    const double rank = parameter.to_double() * static_cast<double>(n - 1);
    const double low = at(entries, std::floor(rank));
    const double high = at(entries, std::ceil(rank));
    const double share = rank - std::floor(rank);
    // The way from one end of the doubles to the other is longer than a double.
    const double way = high - low;
    return json::Value::real(std::isfinite(way) ? low + way * share
                                                : low * (1 - share) + high * share);
  }
  Status parse(const json::Value& content, Memory& memory) {
    ND_TRY(parse_counts(content, kText, counts, memory));
    for (const ValueCounts::Entry& entry : counts.entries()) {
      constexpr std::int64_t kMost = 2 * kShift;
      const bool known =
          entry.is_integer() && entry.integer() >= -kMost && entry.integer() <= kMost;
      if (entry.size != 0 && !known) return input_error("the state of an aquantile is damaged");
    }
    return {};
  }

 private:
  static double at(const std::vector<const ValueCounts::Entry*>& entries, double rank) {
    std::uint64_t before = 0;
    for (const ValueCounts::Entry* entry : entries) {
      before += entry->count;
      if (static_cast<double>(before) > rank) return estimate_of(entry->integer());
    }
    return estimate_of(entries.back()->integer());
  }
};

}  // namespace

constinit const StateFunctions kApproximateQuantileFunctions =
    functions_of<ApproximateQuantileState>();

}  // namespace nd::agg
