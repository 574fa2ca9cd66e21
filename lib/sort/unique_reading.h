// UniqueReading: what UniqueBest wants to know of a record; UniquePartReader: that, of the records
// of a chunk of a file, as bytes for another thread.
//
// Belongs here: reading records. Does not belong here: which of them stay (unique_best.h), reading
// their texts again (record_texts.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "columns/field_parents.h"
#include "columns/key_columns.h"
#include "io/block_reader.h"
#include "io/output.h"
#include "json/field_path.h"
#include "json/slot_set.h"
#include "sort/keep_rank.h"
#include "sort/record_texts.h"
#include "sort/waiting_records.h"
#include "stream/record.h"

namespace nd::sort {

// The field that says how many records there were, if it is wanted.
struct CountField {
  std::optional<json::FieldPath> path;
  columns::FieldParents parents;
};

class UniqueReading {
 public:
  UniqueReading(columns::KeyColumns keys, KeepRank rank, CountField count)
      : keys_(std::move(keys)), rank_(std::move(rank)), count_(std::move(count)) {}

  // The record's key and its rank, into an empty key. kInput where it has none, or cannot take a
  // count.
  [[nodiscard]] Status read(WaitingRecord& out, const stream::Record& record);

  [[nodiscard]] const KeepRank& rank() const { return rank_; }
  [[nodiscard]] const CountField& count() const { return count_; }
  // What comes first must be known.
  [[nodiscard]] bool needs_order() const { return keys_.watches_kinds() || rank_.watches_kinds(); }
  void add_lacked(json::SlotSet& out) const {
    keys_.add_lacked(out);
    rank_.add_lacked(out);
  }
  // For another thread; this object must outlive it. Requires: !needs_order().
  [[nodiscard]] UniqueReading fork() const { return {keys_.fork(), rank_.fork(), count_}; }

 private:
  columns::KeyColumns keys_;
  KeepRank rank_;
  CountField count_;
};

// In front of the key and the rank of a record, as a UniquePartReader writes them.
struct FoundRecord {
  TextPlace text;  // comes first: its bytes are what is kept of the text
  std::uint32_t key_size = 0;
  std::uint32_t rank_size = 0;
};

// An operator for stream::run_partwise: writes the sum of the chunk, then its records.
class UniquePartReader {
 public:
  explicit UniquePartReader(UniqueReading reading) : reading_(std::move(reading)) {}

  [[nodiscard]] Status start_part(std::size_t chunk, const io::Block& block, io::Output& out);
  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out);
  [[nodiscard]] static Status finish(io::Output& /*out*/) { return {}; }
  [[nodiscard]] bool rewrites_later() const { return reading_.count().path.has_value(); }
  void add_lacked(json::SlotSet& out) const { reading_.add_lacked(out); }

 private:
  UniqueReading reading_;
  std::uint32_t chunk_ = 0;
  WaitingRecord record_;
};

}  // namespace nd::sort
