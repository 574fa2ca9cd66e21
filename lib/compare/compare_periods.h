// ComparePeriods: values by period -> the change of each against an earlier period.
//
// Belongs here: gathering the records, the two sides of a comparison and their exact arithmetic.
// Does not belong here: which days stand against which (period_pairing.h), when a percentage may be
// given (stats/change.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agg/exact_sum.h"
#include "base/arena.h"
#include "base/result.h"
#include "columns/key_columns.h"
#include "columns/key_fields.h"
#include "compare/period_pairing.h"
#include "io/output.h"
#include "json/value.h"
#include "key/key_buffer.h"
#include "key/key_encoder.h"
#include "key/key_table.h"
#include "stats/change.h"
#include "stream/record.h"
#include "time/period.h"

namespace nd::compare {

enum class Basis : std::uint8_t {
  kDaily,    // sum divided by the days with data
  kTotal,    // sum
  kMatched,  // as kDaily, of the input periods alone that have data on both sides
};

[[nodiscard]] Spellings<Basis> basis_words();

struct CompareOptions {
  PairingOptions pairing{};
  Basis basis = Basis::kDaily;
  std::vector<std::string> sums{};         // paths of values that may be added up over periods
  std::optional<double> least_coverage{};  // default 0.9, with kMatched 0
  std::optional<double> least_base{};
  bool both_sides_only = false;  // no record where a side has no data
  bool points = false;  // values are shares: means over input periods, and changes in points
};

// Blocking; memory proportional to the records. Two runs over the same records in any order write
// the same bytes.
class ComparePeriods {
 public:
  // time: one column; values: at least one. kUsage where names or options collide.
  [[nodiscard]] static Result<ComparePeriods> make(CompareOptions options, columns::KeyColumns time,
                                                   columns::KeyColumns values,
                                                   columns::KeyColumns groups);

  // kUsage (the run ends): what the options need the first record to be. kInput: no period, a
  // period of another kind, a value that is no number, a second record of one group and period.
  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out);
  // Sorted by the group's keys, then period, then in the order of the values.
  [[nodiscard]] Status finish(io::Output& out);
  void add_lacked(json::SlotSet& out) const {
    value_columns_.add_lacked(out);
    groups_.add_lacked(out);
  }

 private:
  // A record: its period and where its values begin in values_.
  struct Entry {
    time::Period period;
    bool suppressed = false;
    std::size_t first_value = 0;
  };
  struct Side {
    agg::ExactSum sum;
    std::int64_t days = 0;     // of input periods with data
    std::int64_t periods = 0;  // input periods with data
    std::int64_t expected = 0;
    bool suppressed = false;
  };
  // The entries of one side.
  using Entries = std::vector<const Entry*>;

  ComparePeriods(CompareOptions options, columns::KeyColumns time, columns::KeyColumns values,
                 columns::KeyColumns groups, columns::KeyFields group_fields)
      : options_(std::move(options)),
        time_(std::move(time)),
        value_columns_(std::move(values)),
        groups_(std::move(groups)),
        group_fields_(std::move(group_fields)) {}

  [[nodiscard]] Result<time::Period> period_of(const stream::Record& record);
  [[nodiscard]] Result<PeriodPairing> pairing_for(time::Period first) const;
  // Reads the record's values into row_.
  [[nodiscard]] Status read_values(const stream::Record& record);
  void keep(std::uint32_t group, time::Period period, const stream::Record& record);

  [[nodiscard]] std::vector<time::Period> periods_of(const std::vector<Entry>& entries) const;
  [[nodiscard]] static Entries within(const std::vector<Entry>& entries,
                                      const std::optional<DaySpan>& span,
                                      const PeriodPairing& pairing);
  [[nodiscard]] const json::Value& value_of(const Entry& entry, std::size_t metric) const {
    return values_[entry.first_value + metric];
  }
  void match(Entries& current, Entries& previous, std::size_t metric) const;
  [[nodiscard]] Result<Side> side_of(const Entries& entries, std::size_t metric,
                                     std::int64_t expected);
  [[nodiscard]] agg::Rational measure(const Side& side) const;
  [[nodiscard]] bool is_small_base(const agg::Rational& previous) const;
  [[nodiscard]] Status write_group(io::Output& out, std::string_view key,
                                   std::vector<Entry>& entries);
  [[nodiscard]] Status write_change(io::Output& out, time::Period period, std::size_t metric,
                                    const Side& current, const Side& previous);

  CompareOptions options_;
  std::string basis_text_;
  columns::KeyColumns time_;
  columns::KeyColumns value_columns_;
  columns::KeyColumns groups_;
  columns::KeyFields group_fields_;
  std::optional<PeriodPairing> pairing_;  // from the first record on
  key::KeyTable group_ids_;
  key::KeyTable seen_;                       // group and period of every record
  std::vector<std::vector<Entry>> entries_;  // by group
  std::vector<json::Value> values_;          // null where there is no number
  Arena texts_;                              // of values_
  std::vector<json::Value> row_;
  key::KeyBuffer key_;
  Arena scratch_;                            // of one figure
  std::string group_text_;                   // `{` and the group's fields
  std::optional<time::Period> last_period_;  // compared, of all groups
};

}  // namespace nd::compare
