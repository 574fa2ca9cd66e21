// Where most groups have a count in most bins, each count has its place: records mostly come in the
// order of time or of groups, and either way one is written beside the one before. What is spread
// thinly is listed, and put into the order of groups once, at the end, by counting.
#include "compare/count_table.h"

#include <algorithm>
#include <utility>

namespace nd::compare {

void CountTable::add_elsewhere(Column& column, const Cell& cell) {
  if (cell.group < column.head.size()) {
    repeated_.push_back(cell);
    return;
  }
  column.tail.push_back({cell.group, cell.count});
  column.highest = std::max(column.highest, cell.group);
  if ((column.filled + column.tail.size()) * 2 > column.highest) lengthen_head(column, cell.bin);
}

void CountTable::lengthen_head(Column& column, std::uint32_t bin) {
  column.head.resize(column.highest + std::size_t{1}, kAbsent);
  for (const Entry& entry : column.tail) {
    if (std::uint64_t& place = column.head[entry.group]; place == kAbsent) {
      place = entry.count;
      ++column.filled;
    } else {
      repeated_.push_back({entry.group, bin, entry.count});
    }
  }
  column.tail.clear();
}

void CountTable::absorb(CountTable&& other, std::span<const std::uint32_t> groups,
                        std::span<const std::uint32_t> bins) {
  std::exchange(other, {}).each([&](const Cell& cell) {
    add({groups[cell.group], bins[cell.bin], cell.count});
  });
}

CountTable::Rows CountTable::take_rows(std::size_t groups) {
  Rows rows;
  rows.starts_.assign(groups + 1, 0);
  for (std::uint32_t bin = 0; bin < columns_.size(); ++bin) {
    Column& column = columns_[bin];
    if (!column.head.empty()) rows.heads_.push_back({std::exchange(column.head, {}), bin});
  }
  std::stable_sort(
      rows.heads_.begin(), rows.heads_.end(),
      [](const Rows::Head& a, const Rows::Head& b) { return a.counts.size() > b.counts.size(); });
  each([&](const Cell& cell) { ++rows.starts_[cell.group + 1]; });
  for (std::size_t group = 0; group < groups; ++group)
    rows.starts_[group + 1] += rows.starts_[group];
  std::vector<std::size_t> next(rows.starts_.begin(), rows.starts_.end() - 1);
  rows.bins_.resize(rows.starts_.back());
  rows.counts_.resize(rows.starts_.back());
  const auto list = [&](std::uint32_t group, std::uint32_t bin, std::uint64_t count) {
    const std::size_t at = next[group]++;
    rows.bins_[at] = bin;
    rows.counts_[at] = count;
  };
  for (std::uint32_t bin = 0; bin < columns_.size(); ++bin) {
    for (const Entry& entry : std::exchange(columns_[bin].tail, {}))
      list(entry.group, bin, entry.count);
  }
  for (const Cell& cell : std::exchange(repeated_, {}))
    list(cell.group, cell.bin, cell.count);
  columns_.clear();
  return rows;
}

}  // namespace nd::compare
