// A record of ndyoy: the change of one value from one period to another.
//
// Belongs here: its fields and their order. Does not belong here: what they are computed from
// (compare_periods.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agg/rational.h"
#include "base/arena.h"
#include "base/result.h"
#include "columns/key_columns.h"
#include "columns/key_fields.h"
#include "compare/breaks.h"
#include "compare/compare_options.h"
#include "compare/mix.h"
#include "sort/final_output.h"
#include "stats/change.h"
#include "time/period.h"

namespace nd::compare {

// Null where there is no number.
struct Change {
  time::Period period;
  std::string metric;
  std::optional<agg::Rational> current;
  std::optional<agg::Rational> previous;
  std::optional<agg::Rational> delta;
  std::optional<agg::Rational> pct;
  std::string_view basis;
  stats::Coverage current_days;
  stats::Coverage previous_days;
  stats::ChangeState state{};
  std::optional<MixTerms> terms{};  // of --mix
  std::optional<bool> reversed{};   // likewise, of the whole
  std::vector<const Breaks::Break*> breaks{};
};

class ChangeWriter {
 public:
  // Groups have the keys but `without`, the one of --mix, if there is one. kUsage where a key has
  // no name, or that of a field of the record.
  [[nodiscard]] static Result<ChangeWriter> make(const columns::KeyColumns& keys,
                                                 const CompareOptions& options,
                                                 std::optional<std::size_t> without);

  // The group of the records that follow: its encoded key.
  void set_group(std::string_view key);
  // `{"city":"x"}`, for messages; empty where there are no keys.
  [[nodiscard]] std::string group() const;
  // whole: of all segments, it has `simpson`.
  [[nodiscard]] Status write(const Change& change, bool whole, sort::FinalOutput& out);

 private:
  ChangeWriter(columns::KeyFields fields, bool has_mix, bool points)
      : fields_(std::move(fields)), has_mix_(has_mix), points_(points) {}

  void put(std::string& out, std::string_view name, const std::optional<agg::Rational>& number);

  columns::KeyFields fields_;
  bool has_mix_;
  bool points_;             // pct is a difference, and the record says so
  std::string group_text_;  // `{` and the group's fields
  std::string text_;        // of one record
  Arena scratch_;           // of one number
};

}  // namespace nd::compare
