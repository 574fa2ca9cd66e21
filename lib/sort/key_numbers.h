// KeyNumbers: the numbers of keys that are told apart by their 128-bit hashes: an index of 8 bytes
// a slot over hashes that lie elsewhere.
//
// Open addressing with linear probing (Knuth, The Art of Computer Programming, volume 3, section
// 6.4, algorithm L). A slot holds a number and the tag of its key, 32 bits of the hash, which say
// where the search for it begins and whether it is worth looking at the hash itself. They lie in
// the order of their tags, so that growing, by half when four of five slots are taken, goes through
// the old and the new slots once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "base/large_memory.h"

namespace nd::sort {

class KeyNumbers {
 public:
  static constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max() - 1;

  // The number for which is_it(number) holds, of those that may be the key's.
  template <class IsIt>
  [[nodiscard]] std::optional<std::uint32_t> find(Hash128 hash, IsIt&& is_it) const {
    if (slots_.empty()) [[unlikely]]
      return std::nullopt;
    const std::uint32_t tag = tag_of(hash);
    for (std::size_t i = start_of(tag, slots_.size()); slots_[i] != kFree; i = after(i)) {
      if (tag_in(slots_[i]) == tag && is_it(number_in(slots_[i]))) return number_in(slots_[i]);
    }
    return std::nullopt;
  }
  // Requires: the key is not there; number < kMost.
  void add(Hash128 hash, std::uint32_t number);

  // Fetches what find() begins with into the cache.
  void prefetch(Hash128 hash) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[start_of(tag_of(hash), slots_.size())]);
  }
  // The first number that may be the key's: what find() looks at first.
  [[nodiscard]] std::optional<std::uint32_t> first_candidate(Hash128 hash) const {
    return find(hash, [](std::uint32_t) { return true; });
  }

  // Bytes held from the system, and those held for a moment while a key is added.
  [[nodiscard]] std::uint64_t bytes() const { return slots_.size() * sizeof(Slot); }
  [[nodiscard]] std::uint64_t bytes_during_add() const {
    return bytes() + (is_full() ? grown_size() * sizeof(Slot) : 0);
  }

 private:
  using Slot = std::uint64_t;  // the tag, then the number + 1
  using Slots = std::vector<Slot, LargeAllocator<Slot>>;
  static constexpr Slot kFree = 0;
  static constexpr std::size_t kFirstSlots = 64;

  static std::uint32_t tag_in(Slot slot) { return static_cast<std::uint32_t>(slot >> 32); }
  static std::uint32_t number_in(Slot slot) { return static_cast<std::uint32_t>(slot) - 1; }
  // A secret odd factor: whoever chooses keys cannot choose slots.
  [[nodiscard]] std::uint32_t tag_of(Hash128 hash) const {
    return static_cast<std::uint32_t>(hash.low * secret_ >> 32);
  }
  static std::size_t start_of(std::uint32_t tag, std::size_t size) {
    return static_cast<std::size_t>(static_cast<unsigned __int128>(tag) * size >> 32);
  }
  [[nodiscard]] std::size_t after(std::size_t i) const {
    return i + 1 == slots_.size() ? 0 : i + 1;
  }
  [[nodiscard]] bool is_full() const { return (used_ + 1) * 5 > slots_.size() * 4; }
  [[nodiscard]] std::size_t grown_size() const {
    return slots_.empty() ? kFirstSlots : slots_.size() + slots_.size() / 2;
  }
  void put(Slot slot);
  void grow();

  Slots slots_;
  std::size_t used_ = 0;
  std::uint64_t secret_ = table_seed() | 1;
};

inline void KeyNumbers::add(Hash128 hash, std::uint32_t number) {
  if (is_full()) [[unlikely]]
    grow();
  put(Slot{tag_of(hash)} << 32 | (number + 1));
  ++used_;
}

inline void KeyNumbers::put(Slot slot) {
  std::size_t i = start_of(tag_in(slot), slots_.size());
  while (slots_[i] != kFree)
    i = after(i);
  slots_[i] = slot;
}

inline void KeyNumbers::grow() {
  const Slots old = std::exchange(slots_, Slots(grown_size()));
  for (const Slot slot : old) {
    if (slot != kFree) put(slot);
  }
}

}  // namespace nd::sort
