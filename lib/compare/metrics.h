// Metrics: the values of ndyoy as states: what is merged, and what number the merged is.
//
// A plain number becomes the state of a sum, a share of --points that of a mean, a quotient of two
// fields that of a ratio of sums; the states of partials are what they are. So there is one way of
// putting periods together for all.
//
// Belongs here: the value of a period from its states. Does not belong here: which periods are put
// together (sides.h), where states come from (compare_periods.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agg/clause.h"
#include "agg/ranked_values.h"
#include "agg/rational.h"
#include "agg/states.h"
#include "base/result.h"
#include "compare/value_list.h"
#include "json/schema.h"
#include "json/value.h"

namespace nd::compare {

// What --points takes: a share, or a difference of shares.
[[nodiscard]] constexpr bool is_share(double number) {
  return number >= -1 && number <= 1;
}
constexpr std::string_view kSharesOnly = "--points takes shares, from -1 to 1";

class Metrics {
 public:
  // For records with plain numbers. points: numbers are shares, put together by their mean.
  [[nodiscard]] static Metrics of_numbers(const ValueList& values, bool points);
  struct Partials {
    const std::string& grouping;  // its name; empty: it has none
    const agg::StateLayout& layout;
  };
  // For states of partials; the layout must outlive it. kUsage where a value is none of them, and
  // where --points is asked of what is no share.
  [[nodiscard]] static Result<Metrics> of_states(const ValueList& values,
                                                 const json::Schema& schema,
                                                 const Partials& partials, bool points);

  [[nodiscard]] std::size_t size() const { return metrics_.size(); }
  [[nodiscard]] const json::FieldPath& path(std::size_t metric) const {
    return metrics_[metric].path;
  }
  // Bytes of the states of a period, a multiple of 8. Zeros have seen nothing.
  [[nodiscard]] std::size_t bytes() const { return layout_->bytes(); }
  // What dividing by days means to a value.
  enum class Kind : std::uint8_t {
    kAmount,         // a count, a sum: it grows with the days, and is divided by them
    kMeanOfRecords,  // of --points: the mean of the records' shares
    kWhole,          // a quotient, distinct people, a median: of all days together
  };
  [[nodiscard]] Kind kind(std::size_t metric) const { return metrics_[metric].kind; }
  [[nodiscard]] bool any_whole() const {
    return std::any_of(metrics_.begin(), metrics_.end(),
                       [](const Metric& metric) { return metric.kind == Kind::kWhole; });
  }

  // Adds plain numbers to the states of a metric; base is that of a quotient. Requires:
  // of_numbers().
  void add(std::size_t metric, const json::Value& number, const json::Value& base, char* states,
           agg::Memory& memory) const;
  // Merges the states of all metrics, or of one.
  void merge(char* states, const char* other, agg::Memory& memory) const {
    layout_->merge(states, other, memory);
  }
  void merge(std::size_t metric, char* states, const char* other, agg::Memory& memory) const;

  // The same where states come and go. What holds all of its values, so that a merge would be as
  // large as what is merged, is kept as ranked values; the other states are merged as ever.
  class Moving;
  [[nodiscard]] Moving moving(std::size_t metric) const;

  // Whether there is data of the metric: for a quotient, of both its sides. `text` is scratch.
  [[nodiscard]] bool has_data(std::size_t metric, const char* states, Arena& text) const;
  // The exact value; nullopt where there is none, as over a base of 0. kInput if it is no number.
  // `text` is scratch. `ranked`: of Moving.
  [[nodiscard]] Result<std::optional<agg::Rational>> value(std::size_t metric, const char* states,
                                                           Arena& text,
                                                           agg::RankedColumns ranked = {}) const;
  // Whether there is a fraction() of it.
  [[nodiscard]] bool is_fraction(std::size_t metric) const;
  // What is divided by what, where both add up over parts of the data; else nullopt.
  [[nodiscard]] std::optional<agg::Fraction> fraction(std::size_t metric, const char* states) const;

 private:
  struct Metric {
    json::FieldPath path;
    std::size_t top = 0;              // an output of the layout
    std::optional<std::size_t> base;  // the output that it is divided by
    Kind kind = Kind::kWhole;
  };

  Metrics() = default;
  // The columns of a metric, each once.
  [[nodiscard]] std::vector<std::size_t> columns(std::size_t metric) const;
  [[nodiscard]] const agg::Output& output(std::size_t place) const {
    return layout_->clauses().outputs()[place];
  }

  std::unique_ptr<agg::Clauses> own_clauses_;     // of plain numbers
  std::unique_ptr<agg::StateLayout> own_layout_;  // likewise
  const agg::StateLayout* layout_ = nullptr;
  std::vector<Metric> metrics_;
};

// The states of one metric, of the entries of a side that comes to be and goes. The metrics must
// outlive it.
class Metrics::Moving {
 public:
  // Whether there are states to be merged.
  [[nodiscard]] bool merges() const { return !merged_.empty(); }
  void merge(char* states, const char* other, agg::Memory& memory) const;
  // Takes the values of an entry's states in, or out again.
  void move(agg::RankedValues::Way way, const char* states);
  // Valid until it is moved or goes.
  [[nodiscard]] agg::RankedColumns ranked() const { return by_column_; }

 private:
  friend class Metrics;
  struct Ranked {
    std::size_t column = 0;
    agg::RankedValues values;
  };

  explicit Moving(const agg::StateLayout& layout) : layout_(&layout) {}

  const agg::StateLayout* layout_;
  std::vector<std::size_t> merged_;  // columns
  std::vector<Ranked> ranked_;       // of a fixed size
  std::vector<const agg::RankedValues*> by_column_;
};

}  // namespace nd::compare
