// CountedValues: the part that all states made of sorted value counts share: merging, text, and
// cutting into slices.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "agg/aggregate.h"
#include "agg/value_counts.h"

namespace nd::agg {

// How the counts of a state are written.
struct CountsText {
  std::string_view parameter;    // the field of the parameter that stands before them; empty: none
  bool once = false;             // every count as 1: the state is a set
  Domain domain = Domain::kAny;  // kNumbers: nothing but numbers that can be calculated with
};

// {"v":[[value,count],...]} in the order of values, of one slice. Requires: frozen, if it is not
// the whole.
void append_counts(const ValueCounts& counts, CountsText form, const Parameter& parameter,
                   Slice slice, std::string& out);
// Reads it back.
[[nodiscard]] Status parse_counts(const json::Value& content, CountsText form, ValueCounts& counts,
                                  Memory& memory);
void add_slice_sizes(const ValueCounts& counts, CountsText form, std::span<std::uint64_t> sizes);
// Adds the values to others, or takes them out.
void move_values(const ValueCounts& counts, RankedValues::Way way, RankedValues& values);
[[nodiscard]] std::size_t most_text_bytes(const ValueCounts& counts);
[[nodiscard]] std::size_t text_bytes(const ValueCounts& counts, CountsText form);

// The state of quantile, median, mode, hist, list and set. Self::kText says how it is written.
template <class Self>
struct CountedValues {
  ValueCounts counts;

  void add(const Inputs& inputs, const Parameter&, Memory& memory) {
    for (const json::Value& value : inputs.x)
      counts.add(value, 1, memory);
  }
  void merge(const CountedValues& other, Memory& memory) { counts.merge(other.counts, memory); }
  void move_values(RankedValues::Way way, RankedValues& values) const {
    agg::move_values(counts, way, values);
  }
  void append(const Parameter& parameter, std::string& out) const {
    append_slice(parameter, {}, out);
  }
  Status parse(const json::Value& content, Memory& memory) {
    return parse_counts(content, Self::kText, counts, memory);
  }

  [[nodiscard]] std::size_t least_bytes() const {
    constexpr std::size_t kShortest = 6;  // [1,1],
    return counts.distinct() * kShortest;
  }
  [[nodiscard]] std::size_t most_bytes() const { return most_text_bytes(counts); }
  [[nodiscard]] std::size_t text_bytes() const { return agg::text_bytes(counts, Self::kText); }
  void freeze(ForCut) { counts.freeze(); }
  void add_slice_sizes(std::span<std::uint64_t> sizes) const {
    agg::add_slice_sizes(counts, Self::kText, sizes);
  }
  void append_slice(const Parameter& parameter, Slice slice, std::string& out) const {
    append_counts(counts, Self::kText, parameter, slice, out);
  }
  void merge_disjoint(const CountedValues& slice, Memory& memory) { merge(slice, memory); }
};

}  // namespace nd::agg
