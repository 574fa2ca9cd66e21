// BestTable: for each key the record to keep so far and how many there were, within a limit of
// memory.
//
// Belongs here: which of two records of one key stays. Does not belong here: their texts
// (record_spool.h), keys and ranks as such (key_columns.h, keep_rank.h).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "sort/fingerprint_table.h"
#include "sort/unique_options.h"

namespace nd::sort {

class BestTable {
 public:
  // The number of a key, in the order in which they were met.
  enum class KeyNumber : std::uint32_t {};

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
  BestTable(Keep keep, std::uint64_t limit) : keep_(keep), limit_(limit), numbers_(limit) {}

  // A record. Requires: places rise.
  [[nodiscard]] Met meet(Hash128 key, std::string_view rank, std::uint64_t place);

  [[nodiscard]] bool is_best(KeyNumber key, std::uint64_t place) const {
    return best(key).place == place;
  }
  // Of the key's records.
  [[nodiscard]] std::uint64_t count(KeyNumber key) const { return best(key).count; }
  // Bytes held from the system.
  [[nodiscard]] std::uint64_t bytes() const { return numbers_.bytes() + bytes_of_bests(); }

 private:
  struct Numbered {
    Hash128 hash;
    KeyNumber number{};
  };
  struct Best {
    std::uint64_t place = 0;
    std::uint64_t count = 1;
    std::string rank;
  };
  static constexpr std::size_t kPieceBits = 8;
  using Piece = std::array<Best, std::size_t{1} << kPieceBits>;

  [[nodiscard]] const Best& best(KeyNumber key) const {
    const auto number = static_cast<std::uint32_t>(key);
    return (*bests_[number >> kPieceBits])[number % std::tuple_size_v<Piece>];
  }
  [[nodiscard]] Best& best(KeyNumber key) {
    return const_cast<Best&>(std::as_const(*this).best(key));
  }
  [[nodiscard]] std::uint64_t bytes_of_bests() const {
    return bests_.size() * sizeof(Piece) + long_ranks_;
  }
  [[nodiscard]] bool has_room();
  [[nodiscard]] Met::Verdict judge(Best& best, std::string_view rank, std::uint64_t place);
  void set_rank(Best& best, std::string_view rank);

  Keep keep_;
  std::uint64_t limit_;
  FingerprintTable<Numbered> numbers_;
  std::vector<std::unique_ptr<Piece>> bests_;  // by number
  std::uint64_t long_ranks_ = 0;               // bytes of ranks outside of bests_
  std::size_t short_rank_ = std::string().capacity();
};

}  // namespace nd::sort
