// RankOrder: whether records come in the order of the F of `--keep min:F` and `max:F`, the one to
// keep first.
//
// Belongs here: the ranks that were met, those of a chunk of a file that another thread has read
// too. Does not belong here: what becomes of the records (in_order.h).
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "json/slot_set.h"
#include "key/key_buffer.h"
#include "sort/keep_rank.h"
#include "stream/record.h"

namespace nd::sort {

class RankOrder {
 public:
  explicit RankOrder(KeepRank rank) : rank_(std::move(rank)) {}

  // The next record. kInput where it has no rank, kBroken where it steps back.
  [[nodiscard]] Status look(const stream::Record& record) {
    this_.clear();
    ND_TRY(rank_.append(this_, record));
    if (this_.view() < last_.view()) [[unlikely]]
      return steps_back();
    if (!advanced_) [[unlikely]]
      note_least();
    return {};
  }
  // The record that was looked at last is used.
  void advance() {
    std::swap(this_, last_);
    advanced_ = true;
  }

  [[nodiscard]] const KeepRank& rank() const { return rank_; }
  void add_lacked(json::SlotSet& out) const { rank_.add_lacked(out); }
  // For another thread, with the same last record; this object must outlive it. Requires: kinds are
  // not watched.
  [[nodiscard]] RankOrder fork() const;

  // The rank of the last record used; empty before the first one.
  [[nodiscard]] std::string_view last() const { return last_.view(); }

  // A chunk begins, behind a record of this rank.
  void start_behind(std::string_view last);
  // Appends the least rank up to that of the first record used, and the last one: with which the
  // chunk begins and ends.
  void write_ends(std::string& out) const;

  // Whether what ends with write_ends() of a chunk goes on from here without a step back.
  [[nodiscard]] bool goes_on(std::string_view found) const;
  // Goes on to the end of such a chunk, and takes what write_ends() wrote away.
  void take_ends(std::string_view& found);

 private:
  struct Ends {
    std::string_view least;  // empty: no record has a rank
    std::string_view last;   // empty: no record was used
    std::string_view rest;   // what precedes them
  };

  [[nodiscard]] static Ends ends_of(std::string_view found);
  void note_least();
  [[nodiscard]] Status steps_back() const;

  KeepRank rank_;
  key::KeyBuffer this_;
  key::KeyBuffer last_;
  std::string least_;  // of the records looked at, up to the first one used
  bool advanced_ = false;
};

}  // namespace nd::sort
