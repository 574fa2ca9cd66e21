// RankedValues: values that come and go, in their order: how many there are, how many different
// ones, which one stands at a rank, which is the commonest.
//
// What states cannot do: a set that is merged forgets how often each value came, so nothing can be
// taken out of it, and to merge the values of a window anew for each record would cost what the
// window holds. Sorted blocks of encoded keys with their counts; to add, to remove and to find cost
// about the square root of the number of different values at most, in moves of memory side by side.
//
// Belongs here: the container. Does not belong here: what is made of it (quantiles.cc,
// collections.cc).
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nd::agg {

// Values are encoded keys (key_encoder.h), compared as bytes.
class RankedValues {
 public:
  // kCommonest: it is asked for commonest(), and keeps what that needs.
  enum class Asked : std::uint8_t { kRanks, kCommonest };

  explicit RankedValues(Asked asked = Asked::kRanks) : asked_(asked) {}

  void add(std::string_view key);
  // Requires: it was added, and has not been removed since.
  void remove(std::string_view key);

  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] std::uint64_t distinct() const { return distinct_; }
  // The key at a rank, from 0. Valid until the next change. Requires: rank < size().
  [[nodiscard]] std::string_view at(std::uint64_t rank) const;
  // Of the keys that came most often the smallest. Valid until the next change. Requires: size() >
  // 0; kCommonest.
  [[nodiscard]] std::string_view commonest() const { return by_count_.begin()->second; }

  // Every key with its count, in order: `visit(std::string_view key, std::uint64_t count)`.
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
  static constexpr std::size_t kMostInBlock = 512;

  // The block in which the key stands or belongs. Requires: there is a block.
  [[nodiscard]] std::size_t block_of(std::string_view key) const;
  void split(std::size_t block);
  void recount(const std::string& key, std::uint64_t before, std::uint64_t now);

  Asked asked_;
  std::uint64_t size_ = 0;
  std::uint64_t distinct_ = 0;
  std::vector<Block> blocks_;          // none is empty
  std::vector<std::uint64_t> counts_;  // of each block: how many values it holds
  // The complement of the count, and the key: the commonest first.
  std::set<std::pair<std::uint64_t, std::string>> by_count_;
};

}  // namespace nd::agg
