// Trend: counts by period and group -> the bursts of each group.
//
// Belongs here: gathering the records, rows of bins, and what is written. Does not belong here:
// what a burst is (stats/burst_finder.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "columns/key_columns.h"
#include "columns/key_fields.h"
#include "compare/bin_table.h"
#include "compare/count_table.h"
#include "compare/trend_options.h"
#include "io/output.h"
#include "json/slot_set.h"
#include "key/key_buffer.h"
#include "key/key_table.h"
#include "stats/burst_finder.h"
#include "stream/operator.h"
#include "stream/record.h"

namespace nd::compare {

// What is read of a record.
struct TrendColumns {
  columns::KeyColumns time;    // one
  columns::KeyColumns value;   // one
  columns::KeyColumns groups;  // any number
  columns::KeyColumns total;   // one, or none
};

// Blocking; memory proportional to the records. Two runs over the same records in any order write
// the same bytes.
class Trend {
 public:
  // kUsage where names or options collide.
  [[nodiscard]] static Result<Trend> make(const TrendOptions& options, TrendColumns columns);

  // kUsage (the run ends): what the options need the first record to be. kInput: no period, one of
  // another kind, what is no count.
  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out);
  // Sorted by the group's keys, then by time. kInput: two records of one group and period, a bin
  // with two totals, or with more of one group than its total.
  [[nodiscard]] Status finish(io::Output& out);
  // What is to be said of the records; lines. Requires: finish().
  [[nodiscard]] const std::string& notes() const { return notes_; }

  [[nodiscard]] Trend fork() const;
  [[nodiscard]] Status absorb(Trend&& other);
  [[nodiscard]] stream::Writes writes() const { return stream::Writes::kAtEnd; }
  [[nodiscard]] bool needs_order() const { return columns_.groups.watches_kinds(); }
  void add_lacked(json::SlotSet& out) const {
    columns_.value.add_lacked(out);
    columns_.groups.add_lacked(out);
    columns_.total.add_lacked(out);
  }

 private:
  // The bins with data, in the order of time.
  struct Calendar {
    std::vector<time::Period> periods;
    std::vector<stats::Link> links;
    std::vector<double> totals;
    std::vector<std::uint32_t> places;  // of a bin's number; kNowhere: it has no data
  };
  // The counts of one group in each bin of the calendar.
  struct Row {
    std::string_view key;
    std::vector<double> counts;
    std::vector<stats::Link> links;
    double sum = 0;
    std::size_t known = 0;  // bins that are not missing; 0 where no record has a count
  };
  struct Found {
    std::size_t group = 0;  // in the order of keys
    stats::Burst burst;
    double corrected = 0;
  };
  struct Failure {
    std::size_t group = 0;  // in the order of keys
    Error error{};
  };
  struct Waiting {
    std::size_t end = 0;  // of the key, in waiting_keys_
    std::uint64_t hash = 0;
    std::uint32_t bin = 0;
    std::uint64_t count = 0;
  };
  using Keys = key::KeyTable::Sorted;

  Trend(const TrendOptions& options, TrendColumns columns, columns::KeyFields group_fields)
      : options_(options), columns_(std::move(columns)), group_fields_(std::move(group_fields)) {}

  [[nodiscard]] bool has_totals() const { return columns_.total.size() > 0; }
  [[nodiscard]] Result<std::uint64_t> count_of(columns::KeyColumns& column,
                                               const stream::Record& record);
  void add_waiting();
  [[nodiscard]] Result<Calendar> calendar();
  [[nodiscard]] Status set_totals(Calendar& calendar, std::vector<std::uint64_t> sums) const;
  [[nodiscard]] stats::BurstFinder finder(const stats::FinderOptions& options,
                                          const Calendar& calendar) const;
  [[nodiscard]] Status fill(Row& row, const Calendar& calendar, const CountTable::Rows& rows,
                            std::uint32_t group);
  [[nodiscard]] Status check_totals(const Row& row, const Calendar& calendar);
  [[nodiscard]] std::string shown(std::string_view key);
  // The bursts of all groups, in the order of keys and time; without what may be chance.
  [[nodiscard]] Result<std::vector<Found>> find_all(const Keys& keys, const Calendar& calendar,
                                                    const CountTable::Rows& rows,
                                                    stats::BurstFinder& finder);
  // Leaves out what may be chance, of `tests` groups.
  void control(std::vector<Found>& found, std::size_t tests) const;
  [[nodiscard]] Status write_burst(io::Output& out, const Calendar& calendar, std::string_view key,
                                   const stats::Burst& burst);
  [[nodiscard]] Status write_all_series(io::Output& out, const Keys& keys, const Calendar& calendar,
                                        const CountTable::Rows& rows, stats::BurstFinder& finder,
                                        std::span<const Found> found);
  [[nodiscard]] Status write_series(io::Output& out, const Calendar& calendar, const Row& row,
                                    const stats::BurstFinder& finder,
                                    std::span<const Found> bursts);

  TrendOptions options_;
  TrendColumns columns_;
  columns::KeyFields group_fields_;
  BinTable bins_;
  key::KeyTable group_ids_;
  CountTable cells_;
  // Records whose groups' places in the table are being fetched into the cache.
  key::KeyBuffer waiting_keys_;
  std::vector<Waiting> waiting_;
  std::string notes_;
};

}  // namespace nd::compare
