// UniqueFirst, UniqueWindow: one record for each key, as it comes.
//
// Belongs here: which records of a stream are kept and dropped. Does not belong here: how keys are
// computed (key_columns.h).
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/hash.h"
#include "base/result.h"
#include "columns/key_columns.h"
#include "columns/time_column.h"
#include "columns/window.h"
#include "io/output.h"
#include "key/key_buffer.h"
#include "sort/external_sorter.h"
#include "sort/fingerprint_set.h"
#include "sort/input_order.h"
#include "sort/unique_first_reader.h"
#include "sort/unique_options.h"
#include "sort/waiting_records.h"
#include "stream/operator.h"
#include "stream/record.h"

namespace nd::sort {

// Where records go and what may be used on the way.
struct UniqueOptions {
  std::uint64_t memory = std::uint64_t{1} << 30;
  std::string directory = "/tmp";
  unsigned jobs = 1;
  io::Output* dropped = nullptr;  // takes the other records, in the order of the input; may be null
  bool keyed = false;             // what is kept leaves as KEY, TAB, RECORD

  // For ExternalSorter: options of a part that may take 1/`part` of the memory.
  [[nodiscard]] ExternalSorter::Options share(std::uint64_t part,
                                              Duplicates duplicates = Duplicates::kKeep) const {
    return {memory / part, directory, jobs, duplicates};
  }
};

// Appends the canonical JSON array [null,KEY...] of an encoded key, and a tab.
void append_key_text(std::string& out, std::string_view key);

// Keeps the first record of each key. Streaming: about 24 bytes a key. When they have filled their
// memory, the records of keys that are not among them wait on disk and leave at the end, in the
// order of the input.
class UniqueFirst {
 public:
  UniqueFirst(columns::KeyColumns keys, UniqueOptions options);

  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out);
  [[nodiscard]] Status settle(io::Output& out);
  [[nodiscard]] Status finish(io::Output& out);
  void add_lacked(json::SlotSet& out) const { keys_.add_lacked(out); }
  [[nodiscard]] bool needs_order() const { return keys_.watches_kinds(); }

  // For stream::run_partwise.
  [[nodiscard]] UniqueFirstReader part_reader() const {
    return UniqueFirstReader(keys_.fork(), options_.keyed);
  }
  [[nodiscard]] Status take_part(const stream::FoundPart& part, io::Output& out);

 private:
  // What waits once the memory is full.
  struct Overflow {
    ExternalSorter by_key;  // hash -> place, text
    InputOrder dropped;
  };

  struct Met {
    Hash128 hash;               // of the key
    std::string_view key_text;  // encoded; used where options_.keyed
    std::string_view text;
  };

  [[nodiscard]] Status take_longest_waiting(io::Output& out) {
    const WaitingRecord& record = waiting_.leave();
    return take({record.hash, record.key_text(), record.text}, out);
  }
  [[nodiscard]] Status take(const Met& record, io::Output& out);
  [[nodiscard]] Status drop(std::string_view text);
  [[nodiscard]] Status postpone(const Met& record);

  columns::KeyColumns keys_;
  UniqueOptions options_;
  WaitingRecords waiting_;
  FingerprintSet seen_;
  std::uint64_t place_ = 0;
  std::optional<Overflow> overflow_;
  std::string scratch_;
};

// Keeps a record if its key was not met within the last N records, or the last D seconds of the
// records' own time. Streaming; memory proportional to what is within the window.
class UniqueWindow {
 public:
  // `time` is there where the window is a time, else not.
  UniqueWindow(columns::KeyColumns keys, columns::TimeColumn time, columns::Window window,
               const UniqueOptions& options);

  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out);
  [[nodiscard]] Status finish(io::Output& /*out*/) { return {}; }
  void add_lacked(json::SlotSet& out) const { keys_.add_lacked(out); }

 private:
  // Nanoseconds since the epoch, or the number of the record.
  using Moment = columns::Moment;
  struct Met {
    Hash128 hash;
    Moment when = 0;
  };
  struct SeededHash {
    std::size_t operator()(const Hash128& hash) const {
      return static_cast<std::size_t>((hash.high ^ table_seed()) * (table_seed() | 1));
    }
  };

  [[nodiscard]] Result<Moment> moment_of(const stream::Record& record);
  void forget();

  columns::KeyColumns keys_;
  columns::TimeColumn time_;
  Moment width_;
  io::Output* dropped_;
  bool keyed_;
  key::KeyBuffer key_;
  Moment now_ = 0;  // the latest moment that was met
  bool any_ = false;
  std::deque<Met> met_;  // in the order of the input
  std::unordered_map<Hash128, Moment, SeededHash> last_met_;
};

}  // namespace nd::sort
