// FingerprintSet: which keys have been met, each told apart by its 128-bit hash, in about 24 bytes
// a key and within a limit of memory.
//
// Eight open tables, chosen by the first bits of the hash, each grown by half when four of five
// slots are taken: growing one of them needs little memory on the side. Linear probing (Knuth, The
// Art of Computer Programming, volume 3, section 6.4, algorithm L); the slot is the hash scaled to
// the size of the table, so sizes need not be powers of two. Exact short of a collision of 128
// bits.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "base/large_memory.h"

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
  // Fetches what the look-up of a hash begins with into the cache.
  void prefetch(Hash128 hash) const {
    const Table& table = tables_[table_of(hash)];
    if (!table.slots.empty()) __builtin_prefetch(&table.slots[slot_of(table, hash)], 1);
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  // Bytes held from the system.
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  // Gives the memory back; the set is empty.
  void release();

 private:
  static constexpr unsigned kTableBits = 3;
  static constexpr std::size_t kFirstSlots = 64;
  static constexpr Hash128 kFree = {};
  using Slots = std::vector<Hash128, LargeAllocator<Hash128>>;
  struct Table {
    Slots slots;
    std::size_t used = 0;
  };

  // No hash is the mark of a free slot.
  static Hash128 marked(Hash128 hash) { return hash == kFree ? Hash128{0, 1} : hash; }
  static std::size_t table_of(Hash128 hash) { return hash.high >> (64 - kTableBits); }
  [[nodiscard]] std::size_t slot_of(const Table& table, Hash128 hash) const {
    // A secret odd factor: whoever chooses keys cannot choose slots.
    const std::uint64_t mixed = hash.low * secret_;
    return static_cast<std::size_t>(static_cast<unsigned __int128>(mixed) * table.slots.size() >>
                                    64);
  }
  // Where the hash is, or the free slot where it would be put. Requires: there are slots.
  [[nodiscard]] std::size_t find(const Table& table, Hash128 hash) const;
  [[nodiscard]] bool grow(Table& table);

  std::array<Table, std::size_t{1} << kTableBits> tables_;
  std::uint64_t secret_ = table_seed() | 1;
  std::uint64_t limit_;
  std::uint64_t bytes_ = 0;
  std::size_t size_ = 0;
};

inline std::size_t FingerprintSet::find(const Table& table, Hash128 hash) const {
  std::size_t i = slot_of(table, hash);
  while (table.slots[i] != kFree && table.slots[i] != hash) {
    if (++i == table.slots.size()) i = 0;
  }
  return i;
}

inline bool FingerprintSet::contains(Hash128 hash) const {
  hash = marked(hash);
  const Table& table = tables_[table_of(hash)];
  return !table.slots.empty() && table.slots[find(table, hash)] == hash;
}

inline FingerprintSet::Added FingerprintSet::insert(Hash128 hash) {
  hash = marked(hash);
  Table& table = tables_[table_of(hash)];
  std::size_t i = 0;
  if (!table.slots.empty()) [[likely]] {
    i = find(table, hash);
    if (table.slots[i] == hash) return Added::kSeen;
  }
  if ((table.used + 1) * 5 > table.slots.size() * 4) {
    if (!grow(table)) return Added::kFull;
    i = find(table, hash);
  }
  table.slots[i] = hash;
  ++table.used;
  ++size_;
  return Added::kNew;
}

inline bool FingerprintSet::grow(Table& table) {
  const std::size_t old = table.slots.size();
  std::size_t size = old == 0 ? kFirstSlots : old + old / 2;
  // Whole large pages, where that is not much less.
  constexpr std::size_t kPageSlots = kLargePage / sizeof(Hash128);
  const std::size_t whole = size / kPageSlots * kPageSlots;
  if (whole > 0 && whole >= old + old / 4) size = whole;
  // For a moment the old and the new slots are there.
  if (bytes_ + size * sizeof(Hash128) > limit_) return false;
  Table grown{Slots(size), table.used};
  for (const Hash128 hash : table.slots) {
    if (hash != kFree) grown.slots[find(grown, hash)] = hash;
  }
  bytes_ += (size - table.slots.size()) * sizeof(Hash128);
  table = std::move(grown);
  return true;
}

inline void FingerprintSet::release() {
  for (Table& table : tables_)
    table = Table();
  bytes_ = 0;
  size_ = 0;
}

}  // namespace nd::sort
