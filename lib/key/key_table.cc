#include "key/key_table.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace nd::key {

std::uint32_t KeyTable::insert(const Probe& probe, std::size_t at) {
  const std::size_t length = probe.key_.size();
  ND_CHECK(size_ < kMaxKeys && length <= std::numeric_limits<std::uint32_t>::max());
  if (full()) {
    grow();
    for (at = probe.hash_ & mask_; slots_[at].id_plus_1 != 0;)
      at = (at + 1) & mask_;
  }
  Slot& slot = slots_[at];
  slot.words[0] = probe.words_[0];
  slot.words[1] = probe.words_[1];
  slot.length = static_cast<std::uint32_t>(length);
  if (length > kInline) {
    const char* const copy = long_keys_.copy(probe.key_).data();
    std::memcpy(&slot.words[1], &copy, sizeof copy);
  }
  slot.id_plus_1 = static_cast<std::uint32_t>(++size_);
  if (is_ascending_) {
    is_ascending_ = size_ == 1 || before(last_, slot);
    last_ = slot;
  }
  return slot.id_plus_1 - 1;
}

void KeyTable::reserve(std::size_t keys) {
  std::size_t slots = slots_.size();
  while ((keys + 1) * 10 > slots * 7)
    slots *= 2;
  if (slots != slots_.size()) rehash(slots);
}

void KeyTable::rehash(std::size_t slots) {
  Slots larger(slots);
  const std::size_t mask = larger.size() - 1;
  for (const Slot& slot : slots_) {
    if (slot.id_plus_1 == 0) continue;
    const std::uint64_t key_hash =
        slot.length > kInline ? slot.words[0] : hash_of_16(slot.words, seed_);
    std::size_t i = key_hash & mask;
    while (larger[i].id_plus_1 != 0)
      i = (i + 1) & mask;
    larger[i] = slot;
  }
  slots_ = std::move(larger);
  mask_ = mask;
}

void KeyTable::clear() {
  std::fill(slots_.begin(), slots_.end(), Slot{});
  size_ = 0;
  long_keys_.reset();
  is_ascending_ = true;
}

std::vector<std::string_view> KeyTable::keys() const {
  std::vector<std::string_view> keys(size_);
  for (const Slot& slot : slots_) {
    if (slot.id_plus_1 == 0) continue;
    keys[slot.id_plus_1 - 1] = key_of(slot);
  }
  return keys;
}

void KeyTable::place_by_id(std::span<Slot> slots) {
  for (std::size_t i = 0; i < slots.size(); ++i) {
    while (slots[i].id_plus_1 != i + 1)
      std::swap(slots[i], slots[slots[i].id_plus_1 - 1]);
  }
}

KeyTable::Sorted KeyTable::sort() {
  const auto end = std::remove_if(slots_.begin(), slots_.end(),
                                  [](const Slot& slot) { return slot.id_plus_1 == 0; });
  if (is_ascending_) {
    place_by_id({slots_.begin(), end});
  } else {
    std::sort(slots_.begin(), end, before);
  }
  return Sorted({slots_.data(), size_});
}

}  // namespace nd::key
