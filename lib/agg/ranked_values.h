// RankedValues: values that come and go, in their order: how many there are, how many different
// ones, which one stands at a rank, which is the commonest.
//
// What states cannot do: a set that is merged forgets how often each value came, so nothing can be
// taken out of it, and to merge the values of a window anew for each record would cost what the
// window holds. Sorted blocks of encoded keys with their counts; to add, to remove and to find cost
// about the square root of the number of different values at most, in moves of memory side by side.
//
// Where no rank is asked for, the order is given up once there are more than a few: a hash table
// with counts, made anew when most of its keys have gone.
//
// Belongs here: the container. Does not belong here: what is made of it (quantiles.cc,
// collections.cc).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "key/key_table.h"

namespace nd::agg {

// Values are encoded keys (key_encoder.h), compared as bytes.
class RankedValues {
 public:
  enum class Asked : std::uint8_t {
    kRanks,
    kCommonest,  // commonest() too, often: what it needs is kept
    kUnordered,  // size(), distinct() and, once for many changes, commonest(), which looks at all
  };
  enum class Way : std::uint8_t { kIn, kOut };

  explicit RankedValues(Asked asked = Asked::kRanks) : asked_(asked) {}

  void add(std::string_view key, std::uint64_t count = 1);
  // Requires: as many were added and have not been removed since.
  void remove(std::string_view key, std::uint64_t count = 1);
  void move(Way way, std::string_view key, std::uint64_t count) {
    if (way == Way::kIn) {
      add(key, count);
    } else {
      remove(key, count);
    }
  }

  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] std::uint64_t distinct() const { return distinct_; }
  // The key at a rank, from 0. Valid until the next change. Requires: rank < size().
  [[nodiscard]] std::string_view at(std::uint64_t rank) const;
  // Of the keys that came most often the smallest. Valid until the next change. Requires: size() >
  // 0; not kRanks.
  [[nodiscard]] std::string_view commonest() const {
    return asked_ == Asked::kCommonest ? by_count_.begin()->second : commonest_of_all();
  }

  // Every key with its count, in order: `visit(std::string_view key, std::uint64_t count)`.
  // Requires: not kUnordered.
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (const Block& block : blocks_) {
      for (const Entry& entry : block)
        visit(std::string_view(entry.key), entry.count);
    }
  }

 private:
  struct Entry {
    std::string key;
    std::uint64_t count = 0;
  };
  using Block = std::vector<Entry>;
  static constexpr std::size_t kMostInBlock = 128;
  // Without order. Keys that have gone stay, with a count of 0.
  struct Table {
    key::KeyTable keys;
    std::vector<std::uint64_t> counts;  // by the key's number

    void add(std::string_view key, std::uint64_t count) {
      const auto found = keys.find_or_insert(key);
      if (found.inserted) counts.push_back(0);
      counts[found.id] += count;
    }
  };

  // The block in which the key stands or belongs. Requires: there is a block.
  [[nodiscard]] std::size_t block_of(std::string_view key) const;
  void split(std::size_t block);
  void recount(const std::string& key, std::uint64_t before, std::uint64_t now);
  [[nodiscard]] std::string_view commonest_of_all() const;
  void give_up_order();
  void drop_gone();

  Asked asked_;
  std::uint64_t size_ = 0;
  std::uint64_t distinct_ = 0;
  std::vector<Block> blocks_;          // none is empty
  std::vector<std::uint64_t> counts_;  // of each block: how many values it holds
  // The complement of the count, and the key: the commonest first.
  std::set<std::pair<std::uint64_t, std::string>> by_count_;
  std::unique_ptr<Table> table_;  // kUnordered: once there are more than a few, instead of blocks
};

}  // namespace nd::agg
