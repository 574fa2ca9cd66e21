// KeptRanks: the ranks (keep_rank.h) of many keys, eight bytes each where they are short: those of
// whole numbers up to 2^56 and of texts up to seven bytes. The bytes of longer ones lie elsewhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/arena.h"
#include "sort/unique_options.h"

namespace nd::sort {

class KeptRanks {
 public:
  struct Kept {
    std::uint64_t word = 0;  // the first bytes, as a number that compares like them; or where it is
    bool is_long = false;
  };

  // `block_bytes`: what is taken from the system at once for long ones.
  KeptRanks(Keep keep, std::size_t block_bytes)
      : block_bytes_(block_bytes), end_(keep == Keep::kMax ? '\xff' : '\0'), long_(block_bytes) {}

  [[nodiscard]] Kept keep(std::string_view rank) {
    return is_short(rank) ? Kept{first_bytes(rank), false} : keep_long(rank, rank.size());
  }
  // The rank in the place of another one.
  [[nodiscard]] Kept replace(Kept old, std::string_view rank);
  // Whether the rank comes before the kept one. Requires: neither is the start of the other.
  [[nodiscard]] bool is_before(std::string_view rank, Kept kept) const;

  // Bytes held from the system, and at most once one more rank is kept.
  [[nodiscard]] std::uint64_t bytes() const { return long_.bytes(); }
  [[nodiscard]] std::uint64_t bytes_with(std::string_view rank) const;

 private:
  // In front of a long one.
  struct Header {
    std::uint32_t room = 0;
    std::uint32_t size = 0;
  };

  // What is left out is end_, with which a short rank ends: two that agree so far are equal.
  [[nodiscard]] bool is_short(std::string_view rank) const {
    return rank.size() <= sizeof(std::uint64_t) ||
           (rank.size() == sizeof(std::uint64_t) + 1 && rank.back() == end_);
  }
  [[nodiscard]] std::uint64_t first_bytes(std::string_view rank) const {
    char bytes[sizeof(std::uint64_t)];
    std::memset(bytes, end_, sizeof bytes);
    std::memcpy(bytes, rank.data(), rank.size() < sizeof bytes ? rank.size() : sizeof bytes);
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return __builtin_bswap64(word);
  }
  [[nodiscard]] static std::string_view long_rank(Kept kept);
  [[nodiscard]] Kept keep_long(std::string_view rank, std::size_t room);

  std::size_t block_bytes_;
  char end_;  // with which the ranks of numbers and texts end
  Arena long_;
};

}  // namespace nd::sort
