// CountTable: counts by group and bin, as records bring them; at the end the row of each group.
//
// Belongs here: memory of many counts. Does not belong here: what groups and bins are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace nd::compare {

class CountTable {
 public:
  // A count that is not known.
  static constexpr std::uint64_t kUnknown = std::numeric_limits<std::uint64_t>::max();

  struct Cell {
    std::uint32_t group = 0;
    std::uint32_t bin = 0;
    std::uint64_t count = 0;
  };

  void add(const Cell& cell) {
    if (chunks_.empty() || chunks_.back().size() == kChunk) [[unlikely]]
      open_chunk();
    chunks_.back().push_back(cell);
  }
  // Takes in the cells of another table, whose numbers of groups and bins are other ones here.
  void absorb(CountTable&& other, std::span<const std::uint32_t> groups,
              std::span<const std::uint32_t> bins);

  template <class Use>
  void each(const Use& use) const {
    for (const auto& chunk : chunks_) {
      for (const Cell& cell : chunk)
        use(cell);
    }
  }

  // Cells in the order of groups. Group numbers are below `groups`. The table is empty afterwards.
  class Rows;
  [[nodiscard]] Rows take_rows(std::size_t groups);

 private:
  // Chunks are not copied when the table grows.
  static constexpr std::size_t kChunk = std::size_t{1} << 16;

  void open_chunk();

  std::vector<std::vector<Cell>> chunks_;
};

class CountTable::Rows {
 public:
  // use(bin, count) for each cell of the group, in no order.
  template <class Use>
  void each_of(std::uint32_t group, const Use& use) const {
    for (std::size_t i = starts_[group]; i < starts_[group + 1]; ++i)
      use(bins_[i], counts_[i]);
  }

 private:
  friend class CountTable;

  std::vector<std::size_t> starts_;  // of each group, and the end
  std::vector<std::uint32_t> bins_;
  std::vector<std::uint64_t> counts_;
};

}  // namespace nd::compare
