// Linear probing (Knuth, The Art of Computer Programming, volume 3, section 6.4, algorithm L). The
// slot is the hash scaled to the size of the table, so sizes need not be powers of two.
#include "sort/fingerprint_set.h"

#include <utility>

namespace nd::sort {
namespace {

constexpr std::size_t kFirstSlots = 64;

bool is_free(Hash128 slot) {
  return slot == Hash128{};
}

}  // namespace

bool FingerprintSet::contains(Hash128 hash) const {
  hash = marked(hash);
  const Table& table = tables_[hash.high >> (64 - kTableBits)];
  if (table.slots.empty()) return false;
  for (std::size_t i = slot_of(table, hash); !is_free(table.slots[i]);) {
    if (table.slots[i] == hash) return true;
    if (++i == table.slots.size()) i = 0;
  }
  return false;
}

FingerprintSet::Added FingerprintSet::insert(Hash128 hash) {
  hash = marked(hash);
  Table& table = tables_[hash.high >> (64 - kTableBits)];
  std::size_t i = 0;
  if (!table.slots.empty()) [[likely]] {
    for (i = slot_of(table, hash); !is_free(table.slots[i]);) {
      if (table.slots[i] == hash) return Added::kSeen;
      if (++i == table.slots.size()) i = 0;
    }
  }
  if ((table.used + 1) * 5 > table.slots.size() * 4) {
    if (!grow(table)) return Added::kFull;
    i = slot_of(table, hash);
  }
  put(table, i, hash);
  ++table.used;
  ++size_;
  return Added::kNew;
}

void FingerprintSet::put(Table& table, std::size_t from, Hash128 hash) {
  while (!is_free(table.slots[from])) {
    if (++from == table.slots.size()) from = 0;
  }
  table.slots[from] = hash;
}

bool FingerprintSet::grow(Table& table) {
  const std::size_t size =
      table.slots.empty() ? kFirstSlots : table.slots.size() + table.slots.size() / 2;
  // For a moment the old and the new slots are there.
  if (bytes_ + size * sizeof(Hash128) > limit_) return false;
  Table grown{std::vector<Hash128>(size), table.used};
  for (const Hash128 hash : table.slots) {
    if (!is_free(hash)) put(grown, slot_of(grown, hash), hash);
  }
  bytes_ += (size - table.slots.size()) * sizeof(Hash128);
  table = std::move(grown);
  return true;
}

void FingerprintSet::release() {
  for (Table& table : tables_)
    table = Table();
  bytes_ = 0;
  size_ = 0;
}

}  // namespace nd::sort
