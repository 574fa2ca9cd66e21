// ValueCounts: how often each value came, for the aggregates that look at all values (quantile,
// mode, hist, list, set).
//
// Open addressing on 24-byte entries; an integer stands in its entry, any other value lies beside
// it as an encoded key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "agg/memory.h"
#include "json/value.h"
#include "key/key_buffer.h"

namespace nd::agg {

class ValueCounts {
 public:
  struct Entry {
    std::uint64_t word;  // the integer, or the address of the key
    std::uint32_t size;  // kInteger, or of the key; 0: free
    std::uint32_t hash;  // of the run; of a frozen one the leading bits of an unseeded one
    std::uint64_t count;

    static constexpr std::uint32_t kInteger = UINT32_MAX;
    [[nodiscard]] bool is_integer() const { return size == kInteger; }
    [[nodiscard]] std::int64_t integer() const { return static_cast<std::int64_t>(word); }
    [[nodiscard]] std::string_view key() const {
      // NOLINTNEXTLINE(performance-no-int-to-ptr): the word is one or the other
      return {reinterpret_cast<const char*>(word), size};
    }
    // What it refers to lives in `text`.
    [[nodiscard]] json::Value value(Arena& text) const;
  };

  // Requires: nested values are trees.
  void add(const json::Value& value, std::uint64_t count, Memory& memory);
  void add(std::int64_t value, std::uint64_t count, Memory& memory);
  void merge(const ValueCounts& other, Memory& memory);

  [[nodiscard]] std::size_t distinct() const { return size_; }
  // The entries in the order of values. Valid until the next add.
  [[nodiscard]] std::vector<const Entry*> sorted() const;
  // For cutting by hash: sets the hashes to unseeded ones of the encoded keys. Nothing may be added
  // or merged afterwards.
  void freeze();
  // In no order, free entries (size 0) among them.
  [[nodiscard]] std::span<const Entry> entries() const { return {entries_, capacity_}; }

 private:
  void add_key(std::string_view key, std::uint32_t hash, std::uint64_t count, Memory& memory);
  Entry& slot(std::uint64_t word, std::uint32_t size, std::uint32_t hash, std::string_view key,
              Memory& memory);
  void grow(Memory& memory);

  Entry* entries_ = nullptr;
  std::uint32_t capacity_ = 0;  // 0 or a power of two
  std::uint32_t size_ = 0;
};
static_assert(sizeof(ValueCounts) == 16);

// The order of the values of two entries.
[[nodiscard]] int compare(const ValueCounts::Entry& a, const ValueCounts::Entry& b);

}  // namespace nd::agg
