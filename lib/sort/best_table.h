// BestTable: for each key the record to keep so far and how many there were, within a limit of
// memory.
//
// Belongs here: which of two records of one key stays. Does not belong here: their texts
// (record_spool.h), keys and ranks as such (key_columns.h, keep_rank.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/hash.h"
#include "sort/kept_ranks.h"
#include "sort/key_numbers.h"
#include "sort/pieces.h"
#include "sort/unique_options.h"

namespace nd::sort {

// About 44 bytes a key, 8 more where they are counted.
class BestTable {
 public:
  // The number of a key, in the order in which they were met.
  enum class KeyNumber : std::uint32_t {};
  enum class Counts { kNo, kYes };

  struct Met {
    enum class Verdict {
      kBest,   // the record is the one to keep so far
      kOther,  // another one is
      kFull,   // its key is not in the table, and there is no memory to put it there
    } verdict = Verdict::kFull;
    KeyNumber key{};
  };

  // `limit`: bytes that it may take. Where ranks are long it may go beyond it by what those of the
  // keys that are in it grow.
  BestTable(Keep keep, Counts counts, std::uint64_t limit);

  // A record. Requires: places rise, and are below 2^63.
  [[nodiscard]] Met meet(Hash128 key, std::string_view rank, std::uint64_t place);

  // Two steps, some records apart, by which meet() finds in the cache what it looks at.
  void prefetch(Hash128 key) const { numbers_.prefetch(key); }
  void prefetch_best(Hash128 key) const {
    if (const auto number = numbers_.first_candidate(key)) __builtin_prefetch(&bests_[*number], 1);
  }

  [[nodiscard]] bool is_best(KeyNumber key, std::uint64_t place) const {
    return bests_[static_cast<std::uint32_t>(key)].place() == place;
  }
  // Of the key's records. Requires: they are counted.
  [[nodiscard]] std::uint64_t count(KeyNumber key) const {
    return counts_[static_cast<std::uint32_t>(key)];
  }
  // Bytes held from the system.
  [[nodiscard]] std::uint64_t bytes() const {
    return numbers_.bytes() + bests_.bytes() + counts_.bytes() + ranks_.bytes();
  }

 private:
  class Best {
   public:
    Best(Hash128 hash, std::uint64_t place) : hash_(hash), place_and_mark_(place << 1) {}

    [[nodiscard]] const Hash128& hash() const { return hash_; }
    [[nodiscard]] std::uint64_t place() const { return place_and_mark_ >> 1; }
    void set_place(std::uint64_t place) { place_and_mark_ = place << 1 | (place_and_mark_ & 1); }
    [[nodiscard]] KeptRanks::Kept rank() const { return {rank_, (place_and_mark_ & 1) != 0}; }
    void set_rank(KeptRanks::Kept rank) {
      rank_ = rank.word;
      place_and_mark_ = (place_and_mark_ | 1) ^ (rank.is_long ? 0 : 1);
    }

   private:
    Hash128 hash_;
    std::uint64_t place_and_mark_;  // the mark: whether the rank is a long one
    std::uint64_t rank_ = 0;
  };
  static_assert(sizeof(Best) == 32);

  [[nodiscard]] bool has_ranks() const { return keep_ == Keep::kMin || keep_ == Keep::kMax; }
  [[nodiscard]] bool has_room(std::string_view rank) const;
  [[nodiscard]] Met::Verdict judge(std::uint32_t key, std::string_view rank, std::uint64_t place);

  Keep keep_;
  bool counted_;
  std::uint64_t limit_;
  bool is_full_ = false;
  KeyNumbers numbers_;
  Pieces<Best> bests_;            // by number
  Pieces<std::uint64_t> counts_;  // by number, where they are wanted
  KeptRanks ranks_;
};

}  // namespace nd::sort
