// quantile and median: exact, from all values with their counts. Linear interpolation between the
// two nearest ranks (type 7 of Hyndman and Fan, 1996), as R, NumPy and DuckDB's quantile_cont do;
// calculated as a quotient, rounded once.
#include "agg/counted_values.h"
#include "agg/families.h"

namespace nd::agg {
namespace {

// The value at a rank, from 0, in entries in order. Requires: rank < the sum of the counts.
struct Ranked {
  const std::vector<const ValueCounts::Entry*>& entries;
  Arena& text;

  // `next`: the value at the following rank; the same where there is none.
  void at(std::uint64_t rank, json::Value& value, json::Value& next) const {
    std::uint64_t before = 0;
    std::size_t i = 0;
    for (; before + entries[i]->count <= rank; ++i)
      before += entries[i]->count;
    value = entries[i]->value(text);
    const bool last = before + entries[i]->count == rank + 1 && i + 1 < entries.size();
    next = last ? entries[i + 1]->value(text) : value;
  }
};

json::Value quantile_of(const ValueCounts& counts, const Rational& p, Arena& text) {
  const auto entries = counts.sorted();
  std::uint64_t n = 0;
  for (const ValueCounts::Entry* entry : entries)
    n += entry->count;
  if (n == 0) return json::Value::null();
  // (n - 1) p = rank + fraction / denominator of p.
  const auto rank = BigInteger::divide(p.numerator * BigInteger::of(n - 1), p.denominator);
  json::Value low;
  json::Value high;
  const auto words = rank.quotient.words();
  Ranked{entries, text}.at(words.empty() ? 0 : words[0], low, high);
  const Rational from = rational_of(low);
  if (rank.remainder.is_zero()) return number_of(from, text);
  const Rational to = rational_of(high);
  // from + (to - from) x remainder / p.denominator
  const BigInteger steps = to.numerator * from.denominator - from.numerator * to.denominator;
  return number_of({from.numerator * to.denominator * p.denominator + steps * rank.remainder,
                    from.denominator * to.denominator * p.denominator},
                   text);
}

struct QuantileState : CountedValues<QuantileState> {
  static constexpr CountsText kText{"p", false, Domain::kNumbers};

  [[nodiscard]] json::Value finish(const Parameter& p, Arena& text) const {
    return quantile_of(counts, rational_of(p), text);
  }
};

struct MedianState : CountedValues<MedianState> {
  static constexpr CountsText kText{"", false, Domain::kNumbers};

  [[nodiscard]] json::Value finish(const Parameter&, Arena& text) const {
    return quantile_of(counts, {BigInteger::of(std::int64_t{1}), BigInteger::of(std::int64_t{2})},
                       text);
  }
};

}  // namespace

Status check_probability(const Parameter& parameter) {
  if (parameter.is_number() && json::compare(parameter, json::Value::integer(0)) >= 0 &&
      json::compare(parameter, json::Value::integer(1)) <= 0) {
    return {};
  }
  return usage_error("p must be a number from 0 to 1");
}

constinit const StateFunctions kQuantileFunctions = functions_of<QuantileState>();
constinit const StateFunctions kMedianFunctions = functions_of<MedianState>();

}  // namespace nd::agg
