// FingerprintSet: which keys have been met, as 128-bit hashes, in about 24 bytes a key and never
// more than a limit.
//
// 64 open tables, chosen by the first bits of the hash, each grown by half when four of five slots
// are taken: growing one of them needs little memory on the side. Exact short of a collision of 128
// bits.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/hash.h"

namespace nd::sort {

class FingerprintSet {
 public:
  enum class Added {
    kNew,
    kSeen,
    kFull,  // it is not in the set, and there is no memory to put it there
  };

  // `limit`: bytes that the tables may take.
  explicit FingerprintSet(std::uint64_t limit) : limit_(limit) {}

  [[nodiscard]] Added insert(Hash128 hash);
  [[nodiscard]] bool contains(Hash128 hash) const;

  [[nodiscard]] std::size_t size() const { return size_; }
  // Bytes held from the system.
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  // Gives the memory back; the set is empty.
  void release();

 private:
  static constexpr unsigned kTableBits = 6;
  struct Table {
    std::vector<Hash128> slots;  // an all-zero slot is free
    std::size_t used = 0;
  };

  // No hash is the mark of a free slot.
  static Hash128 marked(Hash128 hash) { return hash == Hash128{} ? Hash128{0, 1} : hash; }
  [[nodiscard]] std::size_t slot_of(const Table& table, Hash128 hash) const {
    // A secret odd factor: whoever chooses keys cannot choose slots.
    const std::uint64_t mixed = hash.low * secret_;
    return static_cast<std::size_t>(static_cast<unsigned __int128>(mixed) * table.slots.size() >>
                                    64);
  }
  static void put(Table& table, std::size_t from, Hash128 hash);
  [[nodiscard]] bool grow(Table& table);

  std::array<Table, std::size_t{1} << kTableBits> tables_;
  std::uint64_t secret_ = table_seed() | 1;
  std::uint64_t limit_;
  std::uint64_t bytes_ = 0;
  std::size_t size_ = 0;
};

}  // namespace nd::sort
