// FingerprintTable: what is known of each key, which is told apart by its 128-bit hash, within a
// limit of memory. FingerprintSet: which keys have been met, in about 24 bytes a key.
//
// Eight open tables, chosen by the first bits of the hash, each grown by half when four of five slots
// are taken: growing one of them needs little memory on the side. Linear probing (Knuth, The Art of
// Computer Programming, volume 3, section 6.4, algorithm L); the slot is the hash scaled to the
// size of the table, so sizes need not be powers of two. Exact short of a collision of 128 bits.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "base/large_memory.h"

namespace nd::sort {

// Slot has a member `Hash128 hash` and is free if that is all zeros, as it is in Slot().
template <class Slot>
class FingerprintTable {
 public:
  enum class Added {
    kNew,
    kSeen,
    kFull,  // it is not in the table, and there is no memory to put it there
  };

  // `limit`: bytes that the tables may take.
  explicit FingerprintTable(std::uint64_t limit) : limit_(limit) {}

  // Puts the slot in if its hash is new.
  [[nodiscard]] Added insert(Slot slot) { return find_or_insert(slot).added; }
  // The same; `slot` is the one of that hash, nullptr if it is full, and valid until the next
  // insert.
  struct Found {
    Added added = Added::kFull;
    const Slot* slot = nullptr;
  };
  [[nodiscard]] Found find_or_insert(Slot slot);
  // The slot of a hash, nullptr if there is none; valid until the next insert().
  [[nodiscard]] const Slot* find(Hash128 hash) const;
  [[nodiscard]] bool contains(Hash128 hash) const { return find(hash) != nullptr; }
  // Fetches what the look-up of a hash begins with into the cache.
  void prefetch(Hash128 hash) const {
    const Table& table = table_of(hash);
    if (!table.slots.empty()) __builtin_prefetch(&table.slots[slot_of(table, hash)], 1);
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  // Bytes held from the system.
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  // From now on. What is held already stays.
  void set_limit(std::uint64_t limit) { limit_ = limit; }
  // Gives the memory back; the table is empty.
  void release();

 private:
  static constexpr unsigned kTableBits = 3;
  static constexpr std::size_t kFirstSlots = 64;
  struct Table {
    std::vector<Slot, LargeAllocator<Slot>> slots;
    std::size_t used = 0;
  };

  static bool is_free(const Slot& slot) { return slot.hash == Hash128{}; }
  // No hash is the mark of a free slot.
  static Hash128 marked(Hash128 hash) { return hash == Hash128{} ? Hash128{0, 1} : hash; }
  [[nodiscard]] const Table& table_of(Hash128 hash) const {
    return tables_[hash.high >> (64 - kTableBits)];
  }
  [[nodiscard]] std::size_t slot_of(const Table& table, Hash128 hash) const {
    // A secret odd factor: whoever chooses keys cannot choose slots.
    const std::uint64_t mixed = hash.low * secret_;
    return static_cast<std::size_t>(static_cast<unsigned __int128>(mixed) * table.slots.size() >>
                                    64);
  }
  // Where it was put.
  static std::size_t put(Table& table, std::size_t from, Slot slot);
  [[nodiscard]] bool grow(Table& table);

  std::array<Table, std::size_t{1} << kTableBits> tables_;
  std::uint64_t secret_ = table_seed() | 1;
  std::uint64_t limit_;
  std::uint64_t bytes_ = 0;
  std::size_t size_ = 0;
};

struct Fingerprint {
  Hash128 hash;
};
using FingerprintSet = FingerprintTable<Fingerprint>;

template <class Slot>
const Slot* FingerprintTable<Slot>::find(Hash128 hash) const {
  hash = marked(hash);
  const Table& table = table_of(hash);
  if (table.slots.empty()) return nullptr;
  for (std::size_t i = slot_of(table, hash); !is_free(table.slots[i]);) {
    if (table.slots[i].hash == hash) return &table.slots[i];
    if (++i == table.slots.size()) i = 0;
  }
  return nullptr;
}

template <class Slot>
typename FingerprintTable<Slot>::Found FingerprintTable<Slot>::find_or_insert(Slot slot) {
  slot.hash = marked(slot.hash);
  Table& table = tables_[slot.hash.high >> (64 - kTableBits)];
  std::size_t i = 0;
  if (!table.slots.empty()) [[likely]] {
    for (i = slot_of(table, slot.hash); !is_free(table.slots[i]);) {
      if (table.slots[i].hash == slot.hash) return {Added::kSeen, &table.slots[i]};
      if (++i == table.slots.size()) i = 0;
    }
  }
  if ((table.used + 1) * 5 > table.slots.size() * 4) {
    if (!grow(table)) return {};
    i = slot_of(table, slot.hash);
  }
  i = put(table, i, slot);
  ++table.used;
  ++size_;
  return {Added::kNew, &table.slots[i]};
}

template <class Slot>
std::size_t FingerprintTable<Slot>::put(Table& table, std::size_t from, Slot slot) {
  while (!is_free(table.slots[from])) {
    if (++from == table.slots.size()) from = 0;
  }
  table.slots[from] = slot;
  return from;
}

template <class Slot>
bool FingerprintTable<Slot>::grow(Table& table) {
  const std::size_t size =
      table.slots.empty() ? kFirstSlots : table.slots.size() + table.slots.size() / 2;
  // For a moment the old and the new slots are there.
  if (bytes_ + size * sizeof(Slot) > limit_) return false;
  Table grown{std::vector<Slot, LargeAllocator<Slot>>(size), table.used};
  for (const Slot& slot : table.slots) {
    if (!is_free(slot)) put(grown, slot_of(grown, slot.hash), slot);
  }
  bytes_ += (size - table.slots.size()) * sizeof(Slot);
  table = std::move(grown);
  return true;
}

template <class Slot>
void FingerprintTable<Slot>::release() {
  for (Table& table : tables_)
    table = Table();
  bytes_ = 0;
  size_ = 0;
}

}  // namespace nd::sort
