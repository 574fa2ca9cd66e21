// WaitingRecords: the latest records of a block with their keys, between the step in which the
// memory begins to fetch what is known of a key and the one that looks it up. So the memory works
// on several of them at a time.
//
// Belongs here: the ring they wait in. Does not belong here: what is looked up.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "base/hash.h"
#include "key/key_buffer.h"

namespace nd::sort {

struct WaitingRecord {
  key::KeyBuffer key;  // and the rank behind it, where there is one
  std::size_t key_size = 0;
  Hash128 hash;           // of the key
  std::string_view text;  // in the block

  [[nodiscard]] std::string_view key_text() const { return key.view().substr(0, key_size); }
  [[nodiscard]] std::string_view rank() const { return key.view().substr(key_size); }
};

class WaitingRecords {
 public:
  // The place of the next one, with an empty key. Requires: !is_full().
  [[nodiscard]] WaitingRecord& next() {
    WaitingRecord& record = at(entered_);
    record.key.clear();
    return record;
  }
  // It is filled in.
  void enter() { ++entered_; }

  [[nodiscard]] bool empty() const { return left_ == entered_; }
  [[nodiscard]] bool is_full() const { return entered_ - left_ == kMost; }
  // The one that has waited half of the way to the end, if there is one that just has: for a second
  // step that follows what the first one fetched.
  [[nodiscard]] const WaitingRecord* halfway() const {
    return entered_ - left_ > kMost / 2 ? &ring_[(entered_ - 1 - kMost / 2) % kMost] : nullptr;
  }
  // Takes out the one that has waited longest; it stays until the next one enters. Requires:
  // !empty().
  [[nodiscard]] WaitingRecord& leave() { return at(left_++); }

  // A record of many bytes does not pay to wait: what is fetched for it is a small part of its
  // work, and what may be wrong with it is told at once.
  static constexpr std::size_t kSmall = std::size_t{64} << 10;

 private:
  static constexpr std::size_t kMost = 16;  // a power of two

  [[nodiscard]] WaitingRecord& at(std::size_t number) { return ring_[number % kMost]; }

  std::array<WaitingRecord, kMost> ring_;
  std::size_t entered_ = 0;
  std::size_t left_ = 0;
};

}  // namespace nd::sort
