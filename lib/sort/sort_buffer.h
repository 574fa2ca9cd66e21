// SortBuffer: keyed texts held in memory and brought into the order of their keys, stably.
//
// Belongs here: one run in memory. Does not belong here: files and merging (external_sorter.h).
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "sort/loser_tree.h"

namespace nd::sort {

// A keyed text as it lies in memory and in a run file: two 32-bit lengths, the key, the text.
struct KeyedText {
  static constexpr std::size_t kHeader = 8;
  static constexpr std::size_t kMaxPacked = std::size_t{0xffff'ffff};

  std::string_view key;
  std::string_view text;

  // The size of the packed text at `at`, of which kHeader bytes can be read.
  static std::size_t packed_size_at(const char* at) {
    std::uint32_t sizes[2];
    std::memcpy(sizes, at, sizeof sizes);
    return kHeader + sizes[0] + sizes[1];
  }
  // Requires: `at` is the start of one that was packed by pack().
  static KeyedText unpack(const char* at) {
    std::uint32_t sizes[2];
    std::memcpy(sizes, at, sizeof sizes);
    return {{at + kHeader, sizes[0]}, {at + kHeader + sizes[0], sizes[1]}};
  }
  [[nodiscard]] std::size_t packed_size() const { return kHeader + key.size() + text.size(); }
  // The packed bytes. Requires: made by unpack().
  [[nodiscard]] std::string_view packed() const { return {key.data() - kHeader, packed_size()}; }
  // Requires: packed_size() writable bytes.
  void pack(char* at) const {
    const std::uint32_t sizes[2] = {static_cast<std::uint32_t>(key.size()),
                                    static_cast<std::uint32_t>(text.size())};
    std::memcpy(at, sizes, sizeof sizes);
    std::memcpy(at + kHeader, key.data(), key.size());
    std::memcpy(at + kHeader + key.size(), text.data(), text.size());
  }
};

// The bytes with which every key seen so far starts. Comparing keys behind them lets an 8-byte
// prefix decide more.
class CommonPrefix {
 public:
  void add(std::string_view key) {
    if (seen_) [[likely]] {
      while (!key.starts_with(prefix_))
        [[unlikely]] prefix_.remove_suffix(1);
      return;
    }
    storage_ = std::make_unique<char[]>(std::min(key.size(), kLimit));
    prefix_ = {storage_.get(), std::min(key.size(), kLimit)};
    std::memcpy(storage_.get(), key.data(), prefix_.size());
    seen_ = true;
  }
  [[nodiscard]] std::size_t size() const { return prefix_.size(); }

 private:
  static constexpr std::size_t kLimit = 64;

  std::unique_ptr<char[]> storage_;
  std::string_view prefix_;
  bool seen_ = false;
};

// The eight bytes of a key from `skip` on as a number that orders like them; zeros where the key is
// shorter. Requires: key.size() >= skip.
[[nodiscard]] inline std::uint64_t key_prefix(std::string_view key, std::size_t skip) {
  std::uint64_t word = 0;
  std::memcpy(&word, key.data() + skip, std::min(key.size() - skip, sizeof word));
  return __builtin_bswap64(word);
}

class SortBuffer {
 public:
  // `block_bytes`: what is taken from the system at once.
  explicit SortBuffer(std::size_t block_bytes) : block_bytes_(block_bytes) {}

  // Requires: no key is the start of another one (key::KeyEncoder); the packed size is at most
  // kMaxPacked.
  void append(std::string_view key, std::string_view text);

  [[nodiscard]] bool empty() const { return count_ == 0; }
  // Bytes held from the system once one more keyed text is in and all are sorted.
  [[nodiscard]] std::size_t bytes_with(std::size_t key_size, std::size_t text_size) const {
    const std::size_t packed = KeyedText::kHeader + key_size + text_size;
    const bool fits = packed <= room() || (packed <= block_bytes_ && current_ + 1 < blocks_.size());
    return held_ + (fits ? 0 : std::max(block_bytes_, packed)) + (count_ + 1) * sizeof(Entry);
  }

  // Orders what is held, in up to `jobs` threads. `common` has seen every key.
  void sort(const CommonPrefix& common, unsigned jobs);

  // Calls f(KeyedText) -> Status for each in the order of sort(); an error ends it and is returned.
  template <class F>
  [[nodiscard]] Status for_each(F&& f) const;

  // Forgets everything; the memory stays for reuse.
  void clear();
  // Gives the memory back.
  void release();

 private:
  // Where a keyed text lies, in the order of arrival: block, offset, and whether the prefix holds
  // the whole key.
  enum class Place : std::uint64_t {};
  struct Entry {
    std::uint64_t prefix;
    Place place;
  };
  static_assert(sizeof(Entry) == 16);
  struct FreeBlock {
    std::size_t alignment = 0;
    void operator()(char* data) const;
  };
  using Bytes = std::unique_ptr<char[], FreeBlock>;
  struct Block {
    Bytes data;
    std::size_t size = 0;
    std::size_t used = 0;
  };
  struct Slice {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  [[nodiscard]] std::size_t room() const {
    return current_ < blocks_.size() ? blocks_[current_].size - blocks_[current_].used : 0;
  }
  static Bytes allocate_block(std::size_t size);
  char* allocate(std::size_t bytes);
  void make_entries(std::size_t skip);
  [[nodiscard]] bool before(const Entry& a, const Entry& b) const {
    if (a.prefix != b.prefix) [[likely]]
      return a.prefix < b.prefix;
    return before_by_rest(a, b);
  }
  [[nodiscard]] bool before_by_rest(const Entry& a, const Entry& b) const;
  [[nodiscard]] const char* address(Place place) const {
    const auto bits = static_cast<std::uint64_t>(place);
    return blocks_[bits >> 33].data.get() + (bits >> 1 & 0xffff'ffffU);
  }

  std::size_t block_bytes_;
  std::vector<Block> blocks_;
  std::size_t current_ =
      0;  // the block that is being filled; those behind it are empty, of block_bytes_
  std::size_t held_ = 0;  // bytes of blocks_
  std::size_t count_ = 0;
  std::string_view last_key_;  // in a block
  bool in_order_ = true;       // the keys arrived in order
  std::size_t skip_ = 0;
  std::vector<Entry> entries_;
  std::vector<Slice> slices_;  // of entries_, each in order; in the order of arrival
};

template <class F>
Status SortBuffer::for_each(F&& f) const {
  // Records are met in random order in memory: fetch those that come soon.
  constexpr std::size_t kAhead = 16;
  constexpr std::size_t kLine = 64;
  const auto fetch = [&](std::size_t i) {
    const char* const at = address(entries_[i].place);
    __builtin_prefetch(at);
    __builtin_prefetch(at + kLine);
    __builtin_prefetch(at + 2 * kLine);
  };
  if (slices_.size() == 1) {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (i + kAhead < entries_.size()) fetch(i + kAhead);
      ND_TRY(f(KeyedText::unpack(address(entries_[i].place))));
    }
    return {};
  }
  std::vector<Slice> rest = slices_;
  LoserTree tree(rest.size(), [&](std::size_t a, std::size_t b) {
    const bool a_done = rest[a].begin == rest[a].end;
    const bool b_done = rest[b].begin == rest[b].end;
    if (a_done || b_done) return b_done && (!a_done || a < b);
    return before(entries_[rest[a].begin], entries_[rest[b].begin]);
  });
  for (std::size_t left = entries_.size(); left > 0; --left) {
    Slice& slice = rest[tree.winner()];
    if (slice.begin + kAhead < slice.end) fetch(slice.begin + kAhead);
    ND_TRY(f(KeyedText::unpack(address(entries_[slice.begin].place))));
    ++slice.begin;
    tree.replay();
  }
  return {};
}

}  // namespace nd::sort
