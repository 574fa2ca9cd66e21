// RankOrder: whether records come in the order of the F of `--keep min:F` and `max:F`, the one to
// keep first.
//
// Belongs here: the ranks that were met, those of a chunk of a file that another thread has read
// too. Does not belong here: what becomes of the records (in_order.h).
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
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
    if (last_.size() != 0 && is_before(this_, last_)) [[unlikely]]
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

  // As memcmp, most often by the first 16 bytes. No rank is the start of another: two that agree
  // to the end of one are equal, whatever is behind.
  [[nodiscard]] static bool is_before(const key::KeyBuffer& a, const key::KeyBuffer& b) {
    for (std::size_t at = 0; at < 16; at += sizeof(std::uint64_t)) {
      const std::uint64_t of_a = word(a, at);
      const std::uint64_t of_b = word(b, at);
      const std::uint64_t differ = of_a ^ of_b;
      const std::size_t equal = static_cast<std::size_t>(std::countl_zero(differ)) / 8;
      if (a.size() <= at + equal) return false;
      if (differ != 0) return of_a < of_b;
    }
    return a.view() < b.view();
  }
  [[nodiscard]] static std::uint64_t word(const key::KeyBuffer& rank, std::size_t at) {
    std::uint64_t word = 0;
    std::memcpy(&word, rank.view().data() + at, sizeof word);
    return __builtin_bswap64(word);
  }
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
