// Diff: the records of two files, one file after the other -> what differs between them, by key.
//
// Belongs here: which records stand against each other, within bounded memory, and what leaves.
// Does not belong here: in which fields two records differ (record_difference.h), reading
// (diff_request.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "columns/key_columns.h"
#include "columns/key_fields.h"
#include "compare/diff_kinds.h"
#include "compare/old_records.h"
#include "compare/record_difference.h"
#include "io/output.h"
#include "io/streams.h"
#include "json/slot_set.h"
#include "key/key_buffer.h"
#include "sort/external_sorter.h"
#include "sort/final_output.h"
#include "stream/record.h"

namespace nd::compare {

enum class Side : char { kOld = 0, kNew = 1 };

// What is written.
enum class Told {
  kNothing,      // it is only counted
  kDifferences,  // a record for each key that differs
  kAll,          // one for each other key too
};

// Two records of one file with one key.
struct Repeat {
  Side side = Side::kOld;
  std::uint64_t first = 0;  // lines
  std::uint64_t second = 0;
  std::string key;       // as an object, for a message
  bool is_null = false;  // every part of the key is
  // How many records had been given when it was, itself included; where it was found by finish(),
  // all that were given.
  std::uint64_t given = 0;
};

// Blocking; what it writes depends on which records there are in each file, not on their order.
// Memory: the older file is held by its keys. What finds no room there, and what of the newer file
// is not found there, is sorted on disk, where records of one key meet.
class Diff {
 public:
  struct Options {
    std::uint64_t memory = std::uint64_t{1} << 30;
    std::string directory = "/tmp";
    unsigned jobs = 1;
    Told told = Told::kDifferences;
  };

  Diff(columns::KeyColumns keys, columns::KeyFields key_fields, FieldRules rules, Options options);

  // All of kOld, then all of kNew; `line` is the record's line in its file. What is given is looked
  // at soon, but not at once: see flush(). Where a key has stood in that file before, repeat() says
  // so then, and nothing more may be given. kInput where the record cannot be used.
  [[nodiscard]] Status consume(Side side, const stream::Record& record, std::uint64_t line);
  // Looks at what was given. To be called while the texts of those records are valid: at the end of
  // each block.
  [[nodiscard]] Status flush();

  // Writes what differs in the order of the keys; nothing where a key repeats, which repeat() tells
  // then. Once.
  [[nodiscard]] Status finish(io::Output& out);

  [[nodiscard]] const std::optional<Repeat>& repeat() const { return repeat_; }
  [[nodiscard]] bool any_difference() const { return added_ + removed_ + changed_ > 0; }
  // How many keys were added, removed, changed, and are the same. Requires: finish().
  [[nodiscard]] std::vector<io::Tally> tallies() const;
  // What was probably not meant, as lines without the end of the last one: keys that could not meet
  // as they are of another kind in each file, tolerances of what are no numbers. `old_file`,
  // `new_file`: their names. Requires: finish().
  [[nodiscard]] std::string notes(std::string_view old_file, std::string_view new_file) const;
  void add_lacked(json::SlotSet& out) const { keys_.add_lacked(out); }

 private:
  // What comes from the sorter for a key, in this order.
  enum class Waiting : char { kOld = 0, kNew = 1, kAnswer = 2 };
  // The records of one key, as they come from the sorter.
  struct Group {
    std::string key;
    bool any = false;            // there is one
    bool old_waits = false;      // old_text is not answered yet
    std::uint64_t old_line = 0;  // 0: none
    std::uint64_t new_line = 0;  // 0: none
    std::string old_text;
  };

  // A record that was given and is not looked at yet.
  struct Given {
    Side side = Side::kOld;
    std::size_t key_begin = 0;  // in given_keys_
    std::size_t key_size = 0;
    std::string_view text;
    std::uint64_t line = 0;
    std::uint64_t number = 0;       // among all that were given
    std::uint64_t as_expected = 0;  // how many of these had been as expected
    OldRecords::Probe probe;
    std::optional<OldRecords::Row> row;  // of kNew: what it stands against
  };
  static constexpr std::size_t kGivenAtOnce = 32;

  [[nodiscard]] std::string_view key_of(const Given& given) const {
    return given_keys_.view().substr(given.key_begin, given.key_size);
  }
  [[nodiscard]] bool is_as_expected(const stream::Record& record) const;
  void look_up();
  [[nodiscard]] Status add_old(const Given& given);
  [[nodiscard]] Status add_new(const Given& given);
  [[nodiscard]] Status wait(std::string_view key, Waiting what, std::uint64_t line,
                            std::string_view text);
  void note_repeat(Side side, std::uint64_t line, std::uint64_t other, std::string_view key);
  void note_repeat(const Given& given, std::uint64_t other);

  // They append the answer for a key to `out`; where none is told, nothing.
  void append_whole(std::string& out, std::string_view key, std::string_view change,
                    std::string_view record);
  void append_removed(std::string& out, std::string_view key, std::string_view record);
  void append_added(std::string& out, std::string_view key, std::string_view record);
  [[nodiscard]] Status append_compared(std::string& out, std::string_view key,
                                       std::string_view older, std::string_view newer);

  [[nodiscard]] Status settle(const sort::KeyedText& keyed, sort::FinalOutput& out);
  [[nodiscard]] Status close_group(sort::FinalOutput& out);
  [[nodiscard]] Status write(sort::FinalOutput& out);

  columns::KeyColumns keys_;
  columns::KeyFields key_fields_;
  RecordDifference difference_;
  Options options_;
  bool same_bytes_same_key_;  // keys are fields
  OldRecords old_;
  DiffKinds kinds_;                // as long as no key was in both files
  OldRecords::Row expected_ = 0;   // the row that the next record of kNew stands against if both
                                   // files have one order
  std::uint64_t as_expected_ = 0;  // how many did
  std::uint64_t number_ = 0;       // of the record given last
  std::vector<Given> given_;
  key::KeyBuffer given_keys_;
  key::KeyBuffer key_;            // scratch
  sort::ExternalSorter waiting_;  // key, Waiting -> line and text
  std::uint64_t may_repeat_ = 0;  // records that wait there
  Group group_;
  std::optional<Repeat> repeat_;
  std::uint64_t added_ = 0;
  std::uint64_t removed_ = 0;
  std::uint64_t changed_ = 0;
  std::uint64_t same_ = 0;
  std::string answer_;  // scratch, as are these
  std::string fields_;
  std::string waiting_text_;
};

}  // namespace nd::compare
