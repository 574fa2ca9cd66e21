// KeyTable: encoded key -> dense id 0, 1, 2, ... in the order of arrival. Open addressing, seeded
// XXH3.
//
// A slot is 24 bytes and holds a key of up to 16 bytes itself, so that a look-up touches one cache
// line; longer keys lie in an arena. At most 7 of 10 slots are taken. Source of the layout:
// measured against chained and node-based maps.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/hash.h"

namespace nd::key {

class KeyTable {
 public:
  struct Found {
    std::uint32_t id = 0;
    bool inserted = false;
  };

  KeyTable() : slots_(kFirstSlots), mask_(kFirstSlots - 1) {}

  [[nodiscard]] std::uint64_t hash(std::string_view key) const { return hash64(key, seed_); }
  // Fetches the slot of a hash into the cache: call it for a batch of keys before they are looked
  // up.
  void prefetch(std::uint64_t hash) const { __builtin_prefetch(&slots_[hash & mask_]); }

  // The id of the key, a new one if it was not there. Requires: hash == this->hash(key); fewer than
  // kMaxKeys keys.
  Found find_or_insert(std::string_view key, std::uint64_t hash) {
    const Probe probe(key, hash);
    for (std::size_t i = hash & mask_;; i = (i + 1) & mask_) {
      const Slot& slot = slots_[i];
      if (slot.id_plus_1 == 0) return {insert(key, probe, i), true};
      if (matches(slot, key, probe)) [[likely]]
        return {slot.id_plus_1 - 1, false};
    }
  }
  Found find_or_insert(std::string_view key) { return find_or_insert(key, hash(key)); }

  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view key, std::uint64_t hash) const {
    const Probe probe(key, hash);
    for (std::size_t i = hash & mask_;; i = (i + 1) & mask_) {
      const Slot& slot = slots_[i];
      if (slot.id_plus_1 == 0) return std::nullopt;
      if (matches(slot, key, probe)) return slot.id_plus_1 - 1;
    }
  }
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view key) const {
    return find(key, hash(key));
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  // Bytes held from the system.
  [[nodiscard]] std::size_t bytes() const {
    return slots_.capacity() * sizeof(Slot) + long_keys_.bytes();
  }
  // The number of keys at which the next insertion grows the table.
  [[nodiscard]] std::size_t next_growth() const { return slots_.size() * 7 / 10; }
  // Bytes that would be held for a moment while the next insertion grows the table; bytes() if it
  // does not grow.
  [[nodiscard]] std::size_t bytes_at_next_insert() const {
    return full() ? bytes() + 2 * slots_.size() * sizeof(Slot) : bytes();
  }
  // Forgets all keys; the memory stays for reuse.
  void clear();
  // Room for that many keys without growing.
  void reserve(std::size_t keys);

  // The keys by id; views valid until the next insertion.
  [[nodiscard]] std::vector<std::string_view> keys() const;

  class Sorted;
  // Puts the keys into memcmp order, in place and without further memory. Afterwards only the
  // result may be used, and clear(), which ends it.
  [[nodiscard]] Sorted sort();

  static constexpr std::size_t kMaxKeys = std::numeric_limits<std::uint32_t>::max() - 1;

 private:
  static constexpr std::size_t kFirstSlots = 64;
  static constexpr std::size_t kInline = 16;

  struct Slot {
    std::uint64_t words[2];  // the key, padded with zeros; or its hash and a pointer to it
    std::uint32_t length;
    std::uint32_t id_plus_1;  // 0: the slot is free
  };
  static_assert(sizeof(Slot) == 24);

  // What a slot that holds the key holds in its words; for a long key without the pointer.
  struct Probe {
    Probe(std::string_view key, std::uint64_t hash) {
      if (key.size() <= kInline) [[likely]] {
        load_short(key);
      } else {
        words[0] = hash;
      }
    }
    void load_short(std::string_view key) {
      const char* const at = key.data();
      const std::size_t size = key.size();
      if (size >= 8) {
        std::memcpy(&words[0], at, 8);
        // The last eight bytes, shifted so that only those after the first eight remain.
        std::uint64_t tail = 0;
        std::memcpy(&tail, at + size - 8, 8);
        words[1] = size == 8 ? 0 : tail >> (8 * (16 - size));
        return;
      }
      if (size >= 4) {
        std::uint32_t head = 0;
        std::uint32_t tail = 0;
        std::memcpy(&head, at, 4);
        std::memcpy(&tail, at + size - 4, 4);
        words[0] = head | static_cast<std::uint64_t>(tail) << (8 * (size - 4));
        return;
      }
      for (std::size_t i = 0; i < size; ++i) {
        words[0] |= static_cast<std::uint64_t>(static_cast<unsigned char>(at[i])) << (8 * i);
      }
    }

    std::uint64_t words[2] = {0, 0};
  };

  static const char* long_key(const Slot& slot) {
    const char* at = nullptr;
    std::memcpy(&at, &slot.words[1], sizeof at);
    return at;
  }

  // Requires: the slot is not free. A view of the slot or of the arena.
  static std::string_view key_of(const Slot& slot) {
    return {slot.length > kInline ? long_key(slot) : reinterpret_cast<const char*>(slot.words),
            slot.length};
  }

  static bool matches(const Slot& slot, std::string_view key, const Probe& probe) {
    if (slot.words[0] != probe.words[0] || slot.length != key.size()) return false;
    if (key.size() <= kInline) [[likely]]
      return slot.words[1] == probe.words[1];
    return std::memcmp(long_key(slot), key.data(), key.size()) == 0;
  }

  [[nodiscard]] bool full() const { return (size_ + 1) * 10 > slots_.size() * 7; }
  std::uint32_t insert(std::string_view key, const Probe& probe, std::size_t at);
  void grow() { rehash(slots_.size() * 2); }
  void rehash(std::size_t slots);

  std::vector<Slot> slots_;
  std::size_t mask_;
  std::size_t size_ = 0;
  std::uint64_t seed_ = table_seed();
  Arena long_keys_;
};

// The keys of a table in order, with their ids.
class KeyTable::Sorted {
 public:
  [[nodiscard]] std::size_t size() const { return slots_.size(); }
  [[nodiscard]] std::string_view key(std::size_t i) const { return key_of(slots_[i]); }
  [[nodiscard]] std::uint32_t id(std::size_t i) const { return slots_[i].id_plus_1 - 1; }

 private:
  friend class KeyTable;
  explicit Sorted(std::span<const Slot> slots) : slots_(slots) {}

  std::span<const Slot> slots_;
};

}  // namespace nd::key
