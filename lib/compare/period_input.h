// PeriodInput: records with values of periods, or partial records -> the entries of each group.
//
// Belongs here: reading, and what the first record must be for the options to make sense. Does not
// belong here: comparing (compare_periods.h), merging partials (group/merge_partials.h).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "agg/memory.h"
#include "base/arena.h"
#include "base/result.h"
#include "columns/key_columns.h"
#include "compare/compare_options.h"
#include "compare/daily_doubt.h"
#include "compare/metrics.h"
#include "compare/period_pairing.h"
#include "compare/sides.h"
#include "compare/value_list.h"
#include "group/group_keys.h"
#include "group/merge_partials.h"
#include "io/output.h"
#include "key/key_buffer.h"
#include "key/key_table.h"
#include "stream/record.h"

namespace nd::compare {

// What is read of a record. Owner.
struct PeriodColumns {
  columns::KeyColumns time;  // one column
  ValueList values;
  columns::KeyColumns groups;
  // Merges partials, by the groups and then the time; null: there are none.
  std::unique_ptr<group::MergePartials> partials;
};

// Blocking; memory proportional to the entries and their states.
class PeriodInput {
 public:
  // The options and the schema must outlive it.
  PeriodInput(const CompareOptions& options, PeriodColumns columns, const json::Schema& schema);

  // kUsage (the run ends): what the options need the first record to be. kInput: no period, a
  // value that is no number; what group::MergePartials refuses. kBroken, for what is used must not
  // depend on the order: a period of another kind, a second plain record of one group and period, a
  // plain record among partial ones or the other way round.
  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out);
  // After the last record: makes the entries.
  [[nodiscard]] Status finish();
  void add_lacked(json::SlotSet& out) const;
  // For stream::run: with --strict nothing may be missing in it.
  [[nodiscard]] bool asks_of(PaddedView line);
  // One line about plain values that may not be meant to be divided by days; empty: there is none.
  [[nodiscard]] std::string remark() const;

  [[nodiscard]] const columns::KeyColumns& groups() const { return columns_.groups; }
  // Of the first record; no record has come where has_data() is false.
  [[nodiscard]] bool has_data() const { return pairing_.has_value() && metrics_.has_value(); }
  [[nodiscard]] const PeriodPairing& pairing() const { return *pairing_; }
  [[nodiscard]] const Metrics& metrics() const { return *metrics_; }
  // The last compared period that has an entry.
  [[nodiscard]] time::Period last_period() const { return *last_period_; }

  struct Group {
    std::string_view key;  // encoded
    const Entries* entries;
  };
  // In the order of the keys. Valid as long as this. Requires: finish().
  [[nodiscard]] std::vector<Group> sorted_groups() const;

  // A copy of the entries of several groups, those of one period merged.
  [[nodiscard]] Entries merged(const std::vector<const Entries*>& groups);

 private:
  enum class Form { kUnknown, kNumbers, kStates };
  class Gather;

  [[nodiscard]] Form form_of(PaddedView line);
  // Of a record that cannot be used. Requires: the form is known.
  [[nodiscard]] bool is_of_other_form(const stream::Record& record);
  [[nodiscard]] Result<time::Period> period_of(const json::Value& value) const;
  [[nodiscard]] Result<time::Period> checked_period(const stream::Record& record);
  [[nodiscard]] Result<PeriodPairing> pairing_for(time::Period first) const;
  // kUsage where --basis, --points or --mix makes no sense for a metric.
  [[nodiscard]] Status check_metrics(const PeriodPairing& pairing, const Metrics& metrics) const;
  // kUsage where plain numbers are not what the options are about.
  [[nodiscard]] Status check_numbers(const PeriodPairing& pairing) const;
  [[nodiscard]] Status begin_states(const std::string& grouping, const group::GroupKeys& keys,
                                    const agg::StateLayout& layout);
  [[nodiscard]] Status consume_numbers(const stream::Record& record);
  // kInput where a number of --points in row_ is no share.
  [[nodiscard]] Status check_shares() const;
  [[nodiscard]] Error second_record(time::Period period) const;
  // Reads the record's values into row_.
  [[nodiscard]] Status read_values(const stream::Record& record);
  [[nodiscard]] Entry new_entry(time::Period period);
  void add_entry(std::string_view group, const Entry& entry);
  // Sorts them, sees which have data, and merges those of one period.
  void settle(Entries& entries);
  // Of which metrics there is data, and of which some is hidden.
  void see_data(Entry& entry);
  void add_to(Entry& entry, const Entry& other);

  const CompareOptions& options_;
  PeriodColumns columns_;
  const json::Schema& schema_;
  Form form_ = Form::kUnknown;
  std::optional<PeriodPairing> pairing_;
  std::optional<PeriodPairing> proposed_;  // by a partial that has still to prove good
  std::optional<Metrics> metrics_;
  std::optional<DailyDoubt> doubt_;  // of plain numbers, where nothing is said of their basis
  key::KeyTable group_ids_;
  key::KeyTable seen_;            // group and period of every plain record
  std::vector<Entries> entries_;  // by group
  agg::Memory memory_;            // of states and entries
  std::vector<json::Value> row_;
  key::KeyBuffer key_;
  Arena scratch_;  // of one record
  std::optional<time::Period> last_period_;
};

}  // namespace nd::compare
