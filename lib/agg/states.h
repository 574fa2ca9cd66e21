// StateLayout: the states of all columns of a group side by side in one block, and what is done
// with such a block as a whole.
//
// Belongs here: anything over all columns of one group. Does not belong here: groups and their
// keys.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agg/clause.h"
#include "agg/ranked_values.h"
#include "agg/rational.h"

namespace nd::agg {

// Adds a record to the state of a count: StateFunctions::add of counts.cc.
inline void add_to_count(char* state) {
  std::uint64_t count = 0;
  std::memcpy(&count, state, sizeof count);
  ++count;
  std::memcpy(state, &count, sizeof count);
}

// Whether the column is a count or a sum.
[[nodiscard]] bool adds_up(const Column& column);

// The two states in the text of a quotient's; none where it is damaged.
[[nodiscard]] std::span<const json::Value> parts_of(const json::Value& content,
                                                    const Aggregate& aggregate);

// Adds the paths of the values that the output has: its own, or of an interval those of its fields.
void append_value_paths(const Output& output, std::vector<json::FieldPath>& out);

// By column: the values that stand for a state which does not know them, or null. Empty: there are
// none.
using RankedColumns = std::span<const RankedValues* const>;

class StateLayout {
 public:
  // The clauses must outlive the layout; complete when it is made.
  explicit StateLayout(const Clauses& clauses);

  // Bytes of a block, a multiple of 8. A block of zeros has seen no record.
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  [[nodiscard]] std::size_t offset(std::size_t column) const { return offsets_[column]; }
  [[nodiscard]] const Clauses& clauses() const { return clauses_; }

  // Adds the states of `other`, which may live in another memory.
  void merge(char* block, const char* other, Memory& memory) const;
  // The same for the columns of one output.
  void merge(const Output& output, char* block, const char* other, Memory& memory) const;

  // The value of an output; what it refers to lives in `text`.
  [[nodiscard]] json::Value finish(const Output& output, const char* block, Arena& text,
                                   RankedColumns ranked = {}) const;
  // The same number before it is rounded; of an interval that of its value. nullopt where it is no
  // number. `text` is scratch.
  [[nodiscard]] std::optional<Rational> exact(const Output& output, const char* block, Arena& text,
                                              RankedColumns ranked = {}) const;
  // What is divided by what in an output that is the quotient of two aggregates which add up:
  // ratio, share and ci of counts and sums, and mean. nullopt for the others.
  [[nodiscard]] std::optional<Fraction> fraction(const Output& output, const char* block) const;
  // Whether the output is a count or a sum: that of all is the sum of those of the parts.
  [[nodiscard]] bool adds_up(const Output& output) const;
  // The total of one that does; 0 of no values. Requires: adds_up(output).
  [[nodiscard]] Rational total(const Output& output, const char* block) const {
    return total(output.column, block);
  }
  // Whether the aggregate, or both of a quotient, have a value. `text` is scratch.
  [[nodiscard]] bool has_data(const Output& output, const char* block, Arena& text) const;
  // kInput where an interval is asked of what is no proportion; the message calls it `name`. To be
  // called before finish().
  [[nodiscard]] Status check_proportion(const Output& output, const char* block,
                                        std::string_view name) const;
  // The same for all outputs, by their names.
  [[nodiscard]] Status check_proportions(const char* block) const;
  // `{"$sum":{...}}`, the state of an output as partials hold it. Of a slice: columns that are not
  // cut stand in slice 0, and are as if they had seen no record in the others. Requires: frozen, if
  // it is not the whole.
  void append_state(const Output& output, const char* block, Slice slice, std::string& out) const;
  // Reads it back into the columns of the output. kInput if it is no such state. Requires: `block`
  // is zeros there.
  Status read_state(const Output& output, const json::Value& state, char* block,
                    Memory& memory) const;

  // The block, or a slice of it, as bytes for a spill file, and back into a block of zeros.
  void append_spilled(const char* block, Slice slice, std::string& out) const;
  Status read_spilled(std::string_view bytes, char* block, Memory& memory) const;

  // The columns that can be cut, together: see StateFunctions.
  [[nodiscard]] std::size_t least_bytes(const char* block) const;
  // Whether their text has more than `bytes`, by the values alone.
  [[nodiscard]] bool is_larger(const char* block, std::size_t bytes) const;
  void freeze(char* block, ForCut form) const;
  void add_slice_sizes(const char* block, std::span<std::uint64_t> sizes) const;
  // Columns that are not cut are merged as ever.
  void merge_disjoint(char* block, const char* slice, Memory& memory) const;

 private:
  [[nodiscard]] json::Value finish(std::size_t column, const char* block, Arena& text,
                                   RankedColumns ranked) const;
  [[nodiscard]] std::optional<Rational> exact(std::size_t column, const char* block, Arena& text,
                                              RankedColumns ranked) const;
  [[nodiscard]] std::optional<Rational> quotient_of(const Output& output, const char* block,
                                                    Arena& text, RankedColumns ranked) const;
  // Requires: the column adds up.
  [[nodiscard]] Rational total(std::size_t column, const char* block) const;
  // Requires: the column is a count.
  [[nodiscard]] std::uint64_t count_of(std::size_t column, const char* block) const;
  // The sum of what `measure` says of each column that outputs write.
  [[nodiscard]] std::size_t measured(const char* block,
                                     std::size_t (*StateFunctions::*measure)(const void*)) const;
  void append_content(std::size_t column, const char* block, Slice slice, std::string& out) const;
  Status read_content(std::size_t column, const json::Value& content, char* block,
                      Memory& memory) const;
  // kInput if the column's value is a number that a quotient cannot be made of.
  [[nodiscard]] Status check_quotient(std::size_t column, const char* block) const;
  void append_tagged(std::size_t column, const char* block, Slice slice, std::string& out) const;

  const Clauses& clauses_;
  std::vector<std::size_t> offsets_;
  std::size_t bytes_ = 0;
};

}  // namespace nd::agg
