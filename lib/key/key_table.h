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
#include "base/hash_inline.h"
#include "base/large_memory.h"
#include "base/padded_view.h"
#include "base/read_beyond.h"
#include "base/result.h"
#include "key/short_key.h"

namespace nd::key {

class KeyTable {
 public:
  struct Found {
    std::uint32_t id = 0;
    bool inserted = false;
  };

  KeyTable() : slots_(kFirstSlots), mask_(kFirstSlots - 1) {}

  // A key as the table compares it: made once, used for several calls. A key that is no ShortKey
  // must outlive it.
  class Probe {
   public:
    [[nodiscard]] std::uint64_t hash() const { return hash_; }

   private:
    friend class KeyTable;

    void set_hash(std::uint64_t hash) {
      hash_ = hash;
      if (key_.size() > kInline) [[unlikely]]
        words_[0] = hash;
    }

    std::string_view key_;
    // What a slot that holds the key holds in its words; for a long key without the pointer.
    std::uint64_t words_[2] = {0, 0};
    std::uint64_t hash_ = 0;
  };

  [[nodiscard]] Probe probe(PaddedView key) const {
    Probe probe = unhashed(key);
    probe.set_hash(hash(probe));
    return probe;
  }
  [[nodiscard]] Probe probe(const ShortKey& key) const {
    return probe(key, hash_of_16(key.words, seed_));
  }
  [[nodiscard]] Probe probe(const ShortKey& key, std::uint64_t hash) const {
    Probe probe;
    probe.key_ = {nullptr, key.size};
    probe.words_[0] = key.words[0];
    probe.words_[1] = key.words[1];
    probe.set_hash(hash);
    return probe;
  }
  // With the hash that a probe of the key had before.
  [[nodiscard]] Probe probe(PaddedView key, std::uint64_t hash) const {
    Probe probe = unhashed(key);
    probe.set_hash(hash);
    return probe;
  }
  [[nodiscard]] Probe probe(std::string_view key) const {
    if (key.size() > kInline) return probe(PaddedView(key.data(), key.size()));  // not read beyond
    char copy[kInline + kPadding];
    if (!key.empty()) std::memcpy(copy, key.data(), key.size());
    Probe probe = this->probe(PaddedView(copy, key.size()));
    probe.key_ = key;
    return probe;
  }
  // Fetches the slot of a hash into the cache: call it for a batch of keys before they are looked
  // up.
  void prefetch(std::uint64_t hash) const { __builtin_prefetch(&slots_[hash & mask_]); }

  // The id of the key, a new one if it was not there. Requires: fewer than kMaxKeys keys.
  Found find_or_insert(const Probe& probe) {
    for (std::size_t i = probe.hash_ & mask_;; i = (i + 1) & mask_) {
      const Slot& slot = slots_[i];
      if (slot.id_plus_1 == 0) return {insert(probe, i), true};
      if (matches(slot, probe)) [[likely]]
        return {slot.id_plus_1 - 1, false};
    }
  }
  Found find_or_insert(std::string_view key) { return find_or_insert(probe(key)); }

  [[nodiscard, gnu::always_inline]] std::optional<std::uint32_t> find(const Probe& probe) const {
    for (std::size_t i = probe.hash_ & mask_;; i = (i + 1) & mask_) {
      const Slot& slot = slots_[i];
      if (slot.id_plus_1 == 0) return std::nullopt;
      if (matches(slot, probe)) return slot.id_plus_1 - 1;
    }
  }
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view key) const {
    return find(probe(key));
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

  // Gives each key the id that stands at the place of its own; several may share one. Afterwards
  // only look-ups are allowed.
  void renumber(std::span<const std::uint32_t> ids) {
    for (Slot& slot : slots_) {
      if (slot.id_plus_1 != 0) slot.id_plus_1 = ids[slot.id_plus_1 - 1] + 1;
    }
  }

  // The keys by id; views valid until the next insertion.
  [[nodiscard]] std::vector<std::string_view> keys() const;

  // Calls f(key, id) -> Status for every key, in no order; an error ends it and is returned.
  template <class F>
  [[nodiscard]] Status for_each(F&& f) const {
    for (const Slot& slot : slots_) {
      if (slot.id_plus_1 != 0) ND_TRY(f(key_of(slot), slot.id_plus_1 - 1));
    }
    return {};
  }

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

  // The key's words, without its hash.
  static Probe unhashed(PaddedView key) {
    Probe probe;
    probe.key_ = key.text();
    if (key.size() <= kInline) [[likely]] {
      std::memcpy(probe.words_, key.data(), kInline);
      probe.words_[0] &= kFirstBytes[key.size()][0];
      probe.words_[1] &= kFirstBytes[key.size()][1];
    }
    return probe;
  }
  // A short key's hash is that of its words.
  [[nodiscard]] std::uint64_t hash(const Probe& probe) const {
    if (probe.key_.size() > kInline) [[unlikely]]
      return hash64(probe.key_, seed_);
    return hash_of_16(probe.words_, seed_);
  }

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

  // Whether a's key comes before b's, by memcmp.
  static bool before(const Slot& a, const Slot& b) {
    // Short keys compare by their words; the zeros behind them are below whatever a longer key has
    // there, or equal to it, when the length decides.
    if (a.length <= kInline && b.length <= kInline) [[likely]] {
      const std::uint64_t a0 = __builtin_bswap64(a.words[0]);
      const std::uint64_t b0 = __builtin_bswap64(b.words[0]);
      if (a0 != b0) return a0 < b0;
      const std::uint64_t a1 = __builtin_bswap64(a.words[1]);
      const std::uint64_t b1 = __builtin_bswap64(b.words[1]);
      return a1 != b1 ? a1 < b1 : a.length < b.length;
    }
    return key_of(a) < key_of(b);
  }

  static bool matches(const Slot& slot, const Probe& probe) {
    if (slot.words[0] != probe.words_[0] || slot.length != probe.key_.size()) return false;
    if (slot.length <= kInline) [[likely]]
      return slot.words[1] == probe.words_[1];
    return std::memcmp(long_key(slot), probe.key_.data(), probe.key_.size()) == 0;
  }

  [[nodiscard]] bool full() const { return (size_ + 1) * 10 > slots_.size() * 7; }
  std::uint32_t insert(const Probe& probe, std::size_t at);
  // Puts the slots, all of which hold keys, into the order of their ids.
  static void place_by_id(std::span<Slot> slots);
  void grow() { rehash(slots_.size() * 2); }
  void rehash(std::size_t slots);

  using Slots = std::vector<Slot, LargeAllocator<Slot>>;

  Slots slots_;
  std::size_t mask_;
  std::size_t size_ = 0;
  std::uint64_t seed_ = table_seed();
  Arena long_keys_;
  bool is_ascending_ = true;  // each key came after those that are before it: they need no sorting
  Slot last_{};               // the key that came last, while they are
};

// The keys of a table in order, with their ids.
class KeyTable::Sorted {
 public:
  [[nodiscard]] std::size_t size() const { return slots_.size(); }
  [[nodiscard]] std::string_view key(std::size_t i) const { return key_of(slots_[i]); }
  [[nodiscard]] std::uint32_t id(std::size_t i) const { return slots_[i].id_plus_1 - 1; }
  // Whether key i comes before key j of another table.
  [[nodiscard]] bool before(std::size_t i, const Sorted& other, std::size_t j) const {
    return KeyTable::before(slots_[i], other.slots_[j]);
  }

 private:
  friend class KeyTable;
  explicit Sorted(std::span<const Slot> slots) : slots_(slots) {}

  std::span<const Slot> slots_;
};

}  // namespace nd::key
