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

// Owner. 8 bytes for each count of a bin in which most groups have one, 16 where few have.
class CountTable {
 public:
  // A count that is not known.
  static constexpr std::uint64_t kUnknown = std::numeric_limits<std::uint64_t>::max();

  struct Cell {
    std::uint32_t group = 0;
    std::uint32_t bin = 0;
    std::uint64_t count = 0;  // kUnknown, or below kAbsent
  };

  // Two cells of one group and bin are both kept.
  void add(const Cell& cell) {
    if (cell.bin >= columns_.size()) [[unlikely]]
      columns_.resize(cell.bin + std::size_t{1});
    Column& column = columns_[cell.bin];
    if (cell.group < column.head.size() && column.head[cell.group] == kAbsent) {
      column.head[cell.group] = cell.count;
      ++column.filled;
    } else if (cell.group == column.head.size() && column.tail.empty()) {
      column.head.push_back(cell.count);
      ++column.filled;
    } else {
      add_elsewhere(column, cell);
    }
  }
  // Takes in the cells of another table, whose numbers of groups and bins are other ones here.
  void absorb(CountTable&& other, std::span<const std::uint32_t> groups,
              std::span<const std::uint32_t> bins);

  template <class Use>
  void each(const Use& use) const {
    for (std::uint32_t bin = 0; bin < columns_.size(); ++bin) {
      const Column& column = columns_[bin];
      for (std::uint32_t group = 0; group < column.head.size(); ++group) {
        if (column.head[group] != kAbsent) use(Cell{group, bin, column.head[group]});
      }
      for (const Entry& entry : column.tail)
        use(Cell{entry.group, bin, entry.count});
    }
    for (const Cell& cell : repeated_)
      use(cell);
  }

  // Cells in the order of groups. Group numbers are below `groups`. The table is empty afterwards.
  class Rows;
  [[nodiscard]] Rows take_rows(std::size_t groups);

 private:
  // A place of a head without a count.
  static constexpr std::uint64_t kAbsent = kUnknown - 1;

  struct Entry {
    std::uint32_t group = 0;
    std::uint64_t count = 0;
  };
  // The counts of one bin. The first groups have their places in the head, at least half of which
  // are filled; counts of other groups are listed.
  struct Column {
    std::vector<std::uint64_t> head;
    std::vector<Entry> tail;
    std::size_t filled = 0;     // places of the head
    std::uint32_t highest = 0;  // group of the tail
  };

  void add_elsewhere(Column& column, const Cell& cell);
  void lengthen_head(Column& column, std::uint32_t bin);

  std::vector<Column> columns_;  // by bin
  std::vector<Cell> repeated_;   // whose places were filled
};

class CountTable::Rows {
 public:
  // use(bin, count) for each cell of the group, in no order.
  template <class Use>
  void each_of(std::uint32_t group, const Use& use) const {
    for (const Head& head : heads_) {
      if (group >= head.counts.size()) break;
      if (head.counts[group] != kAbsent) use(head.bin, head.counts[group]);
    }
    for (std::size_t i = starts_[group]; i < starts_[group + 1]; ++i)
      use(bins_[i], counts_[i]);
  }

 private:
  friend class CountTable;

  struct Head {
    std::vector<std::uint64_t> counts;
    std::uint32_t bin = 0;
  };

  std::vector<Head> heads_;  // the longest first
  // What was listed.
  std::vector<std::size_t> starts_;  // of each group, and the end
  std::vector<std::uint32_t> bins_;
  std::vector<std::uint64_t> counts_;
};

}  // namespace nd::compare
