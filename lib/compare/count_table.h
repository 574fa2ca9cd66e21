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

// Owner. 4 bytes for each count of a bin in which most groups have one, 8 where few have, 16 for
// what is above kMostShort.
class CountTable {
 public:
  // A count that is not known.
  static constexpr std::uint64_t kUnknown = std::numeric_limits<std::uint64_t>::max();

  struct Cell {
    std::uint32_t group = 0;
    std::uint32_t bin = 0;
    std::uint64_t count = 0;
  };

  // Two cells of one group and bin are both kept.
  void add(const Cell& cell) {
    if (cell.count > kMostShort && cell.count != kUnknown) [[unlikely]] {
      listed_.push_back(cell);
      return;
    }
    // Of kUnknown it is kShortUnknown.
    const auto count = static_cast<std::uint32_t>(cell.count);
    if (cell.bin >= columns_.size()) [[unlikely]]
      columns_.resize(cell.bin + std::size_t{1});
    Column& column = columns_[cell.bin];
    if (cell.group < column.head.size() && column.head[cell.group] == kAbsent) {
      column.head[cell.group] = count;
      ++column.filled;
    } else if (cell.group == column.head.size() && column.tail.empty()) {
      if (cell.group == 0) make_room(cell.bin);
      column.head.push_back(count);
      ++column.filled;
    } else {
      add_elsewhere(column, cell, count);
    }
  }
  // Takes in the cells of another table, whose numbers of groups and bins are other ones here. Its
  // counts stay where they are; they are not copied.
  void absorb(CountTable&& other, std::vector<std::uint32_t> groups,
              std::vector<std::uint32_t> bins);

  template <class Use>
  void each(const Use& use) const {
    each_of(columns_, use);
    for (const Part& part : parts_) {
      each_of(part.columns, [&](const Cell& cell) {
        use(Cell{part.groups[cell.group], part.bins[cell.bin], cell.count});
      });
    }
    for (const Cell& cell : listed_)
      use(cell);
  }

  // Cells in the order of groups. Group numbers are below `groups`. The table is empty afterwards.
  class Rows;
  [[nodiscard]] Rows take_rows(std::size_t groups);

 private:
  // What stands for kUnknown, and for a place of a head without a count.
  static constexpr std::uint32_t kShortUnknown = std::numeric_limits<std::uint32_t>::max();
  static constexpr std::uint32_t kAbsent = kShortUnknown - 1;
  static constexpr std::uint32_t kMostShort = kAbsent - 1;

  struct Entry {
    std::uint32_t group = 0;
    std::uint32_t count = 0;
  };
  // The counts of one bin. The first groups have their places in the head, at least half of which
  // are filled; counts of other groups are listed.
  struct Column {
    std::vector<std::uint32_t> head;
    std::vector<Entry> tail;
    std::size_t filled = 0;     // places of the head
    std::uint32_t highest = 0;  // group of the tail
  };
  using Columns = std::vector<Column>;  // by bin
  // What another table gathered.
  struct Part {
    Columns columns;
    std::vector<std::uint32_t> groups;  // the numbers here of those there
    std::vector<std::uint32_t> bins;
  };

  static std::uint64_t count_of(std::uint32_t count) {
    return count == kShortUnknown ? kUnknown : count;
  }
  template <class Use>
  static void each_of(const Columns& columns, const Use& use) {
    for (std::uint32_t bin = 0; bin < columns.size(); ++bin) {
      const Column& column = columns[bin];
      for (std::uint32_t group = 0; group < column.head.size(); ++group) {
        if (column.head[group] != kAbsent) use(Cell{group, bin, count_of(column.head[group])});
      }
      for (const Entry& entry : column.tail)
        use(Cell{entry.group, bin, count_of(entry.count)});
    }
  }

  // Of a place that there is not.
  static constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();

  void make_room(std::uint32_t bin);
  void add_elsewhere(Column& column, const Cell& cell, std::uint32_t count);
  void lengthen_head(Column& column, std::uint32_t bin);

  Columns columns_;
  std::vector<Part> parts_;   // of tables that were taken in
  std::vector<Cell> listed_;  // whose places were filled, or whose counts are large
};

class CountTable::Rows {
 public:
  // use(bin, count) for each cell of the group, in no order.
  template <class Use>
  void each_of(std::uint32_t group, const Use& use) const {
    for (const Heads& part : heads_) {
      const std::size_t place = part.places.empty() ? group : part.places[group];
      for (const Head& head : part.longest_first) {
        if (place >= head.counts.size()) break;
        if (head.counts[place] != kAbsent) use(head.bin, count_of(head.counts[place]));
      }
    }
    for (std::size_t i = starts_[group]; i < starts_[group + 1]; ++i)
      use(bins_[i], counts_[i]);
  }

 private:
  friend class CountTable;

  struct Head {
    std::vector<std::uint32_t> counts;
    std::uint32_t bin = 0;
  };
  // Those of one table.
  struct Heads {
    std::vector<Head> longest_first;
    std::vector<std::uint32_t> places;  // by group; empty: the group's number
  };

  static std::vector<Head> take_heads(Columns& columns);
  void take_heads(Part& part, std::size_t groups);

  std::vector<Heads> heads_;
  // What was listed.
  std::vector<std::size_t> starts_;  // of each group, and the end
  std::vector<std::uint32_t> bins_;
  std::vector<std::uint64_t> counts_;
};

}  // namespace nd::compare
