// UniqueBest: the last record of each key, or the one with the smallest or largest value, or the
// first one with a count.
//
// Belongs here: what is kept where the input must be seen to its end. Does not belong here: which
// of two records is better (keep_rank.h, best_table.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "columns/key_columns.h"
#include "io/chunk_reader.h"
#include "io/output.h"
#include "json/slot_set.h"
#include "sort/best_table.h"
#include "sort/external_sorter.h"
#include "sort/input_order.h"
#include "sort/keep_rank.h"
#include "sort/record_spool.h"
#include "sort/record_texts.h"
#include "sort/unique.h"
#include "sort/unique_reading.h"
#include "sort/waiting_records.h"
#include "stream/operator.h"
#include "stream/record.h"

namespace nd::sort {

// Keeps the last record of each key, or the one with the smallest or largest value (the first of
// several; null only if no other is there), or the first one with a count. Blocking; what is kept
// leaves in the order of the input. Records are kept in memory until that is full, then in a file
// that is written and read once; when the keys fill the memory too, the records of keys that are
// not among them are sorted on disk. Of records of plain files only the places are kept, and the
// files are read a second time.
class UniqueBest {
 public:
  // `count`: the field that is to say how many there were, if any, and its parents.
  UniqueBest(columns::KeyColumns keys, KeepRank rank, CountField count, UniqueOptions options);

  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out);
  [[nodiscard]] Status settle(io::Output& out);
  [[nodiscard]] Status finish(io::Output& out);
  void add_lacked(json::SlotSet& out) const { reading_.add_lacked(out); }
  [[nodiscard]] bool rewrites_later() const { return counts(); }
  [[nodiscard]] static stream::Writes writes() { return stream::Writes::kAtEnd; }
  [[nodiscard]] bool needs_order() const { return reading_.needs_order(); }

  // For stream::run_partwise.
  [[nodiscard]] UniquePartReader part_reader() const { return UniquePartReader(reading_.fork()); }
  void read_again_from(const io::ChunkedFiles& files) { texts_.emplace(files); }
  [[nodiscard]] Status take_part(const stream::FoundPart& part, io::Output& out);

 private:
  enum class Fate : char { kKept = 1, kDropped };
  // The records of one key, as they come from the sorter.
  struct Group {
    std::string key;
    std::uint64_t place = 0;  // of the record that is kept so far
    std::string text;
    std::uint64_t count = 0;  // 0: no group yet
  };

  [[nodiscard]] Status take(const WaitingRecord& record);
  [[nodiscard]] Status keep_until_the_end(BestTable::KeyNumber key, const WaitingRecord& record);
  [[nodiscard]] Status postpone(const WaitingRecord& record);
  [[nodiscard]] bool counts() const { return reading_.count().path.has_value(); }
  [[nodiscard]] Status enter(WaitingRecord& next);
  [[nodiscard]] Status write(const Spooled& spooled, io::Output& out);
  [[nodiscard]] Status write(Fate fate, std::string_view key_text, std::string_view text,
                             std::uint64_t count, io::Output& out);
  [[nodiscard]] Status append_record(std::string& out, std::string_view text, std::uint64_t count);
  [[nodiscard]] Status settle_others(InputOrder& settled);
  [[nodiscard]] Status consider(const KeyedText& keyed, InputOrder& settled);
  [[nodiscard]] Status drop(std::uint64_t place, std::string_view text, InputOrder& settled);
  [[nodiscard]] Status close_group(InputOrder& settled);

  UniqueReading reading_;
  UniqueOptions options_;
  std::optional<RecordTexts> texts_;  // where they are read again: what is kept is their places
  WaitingRecords waiting_;
  std::uint64_t place_ = 0;
  BestTable bests_;
  RecordSpool spool_;  // with keyed: the size of the key's text, that text, the record
  std::optional<ExternalSorter> others_;  // key, rank -> place, size of the key, text
  Group group_;
  std::string scratch_;
};

}  // namespace nd::sort
