// quantile and median: exact, from all values with their counts. Linear interpolation between the
// two nearest ranks (type 7 of Hyndman and Fan, 1996), as R, NumPy and DuckDB's quantile_cont do;
// calculated as a quotient, rounded once.
#include "agg/counted_values.h"
#include "agg/families.h"
#include "agg/stored_value.h"

namespace nd::agg {
namespace {

// Values at ranks, from 0: of n counted entries in order, or of values that come and go.
struct CountedRanks {
  std::vector<const ValueCounts::Entry*> entries;

  explicit CountedRanks(const ValueCounts& counts) : entries(counts.sorted()) {}
  [[nodiscard]] std::uint64_t size() const {
    std::uint64_t n = 0;
    for (const ValueCounts::Entry* entry : entries)
      n += entry->count;
    return n;
  }
  [[nodiscard]] json::Value at(std::uint64_t rank, Arena& text) const {
    std::size_t i = 0;
    for (; entries[i]->count <= rank; ++i)
      rank -= entries[i]->count;
    return entries[i]->value(text);
  }
};
struct MovingRanks {
  const RankedValues& values;

  [[nodiscard]] std::uint64_t size() const { return values.size(); }
  [[nodiscard]] json::Value at(std::uint64_t rank, Arena& text) const {
    return decoded(values.at(rank), text);
  }
};

template <class Ranks>
json::Value quantile_of(const Ranks& ranks, const Rational& p, Arena& text) {
  const std::uint64_t n = ranks.size();
  if (n == 0) return json::Value::null();
  // (n - 1) p = rank + fraction / denominator of p.
  const auto division = BigInteger::divide(p.numerator * BigInteger::of(n - 1), p.denominator);
  const auto words = division.quotient.words();
  const std::uint64_t rank = words.empty() ? 0 : words[0];
  const Rational from = rational_of(ranks.at(rank, text));
  if (division.remainder.is_zero()) return number_of(from, text);
  const Rational to = rational_of(ranks.at(rank + 1, text));
  // from + (to - from) x remainder / p.denominator
  const BigInteger steps = to.numerator * from.denominator - from.numerator * to.denominator;
  return number_of({from.numerator * to.denominator * p.denominator + steps * division.remainder,
                    from.denominator * to.denominator * p.denominator},
                   text);
}

Rational half() {
  return {BigInteger::of(std::int64_t{1}), BigInteger::of(std::int64_t{2})};
}

struct QuantileState : CountedValues<QuantileState> {
  static constexpr CountsText kText{"p", false, Domain::kNumbers};

  [[nodiscard]] json::Value finish(const Parameter& p, Arena& text) const {
    return quantile_of(CountedRanks(counts), rational_of(p), text);
  }
  static constexpr RankedFunctions kRanked{
      .encode = encode_values,
      .finish = [](const RankedValues& values, const Parameter& p, Arena& text) {
        return quantile_of(MovingRanks{values}, rational_of(p), text);
      }};
};

struct MedianState : CountedValues<MedianState> {
  static constexpr CountsText kText{"", false, Domain::kNumbers};

  [[nodiscard]] json::Value finish(const Parameter&, Arena& text) const {
    return quantile_of(CountedRanks(counts), half(), text);
  }
  static constexpr RankedFunctions kRanked{
      .encode = encode_values,
      .finish = [](const RankedValues& values, const Parameter&, Arena& text) {
        return quantile_of(MovingRanks{values}, half(), text);
      }};
};

}  // namespace

Status check_probability(const Parameter& parameter) {
  if (parameter.is_number() && json::compare(parameter, json::Value::integer(0)) >= 0 &&
      json::compare(parameter, json::Value::integer(1)) <= 0) {
    return {};
  }
  return usage_error("p must be a number from 0 to 1");
}

Status check_level(const Parameter& parameter) {
  const double level = parameter.is_number() ? parameter.to_double() : 0;
  if (level > 0 && level < 1) return {};
  return usage_error("the level must be a number between 0 and 1, such as 0.95");
}

constinit const StateFunctions kQuantileFunctions = functions_of<QuantileState>();
constinit const StateFunctions kMedianFunctions = functions_of<MedianState>();

}  // namespace nd::agg
