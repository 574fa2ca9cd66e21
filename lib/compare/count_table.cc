// Cells are written one after the other and put into the order of groups once, by counting: random
// memory is touched once for each cell, and only at the end.
#include "compare/count_table.h"

#include <utility>

namespace nd::compare {

void CountTable::open_chunk() {
  chunks_.emplace_back().reserve(kChunk);
}

void CountTable::absorb(CountTable&& other, std::span<const std::uint32_t> groups,
                        std::span<const std::uint32_t> bins) {
  for (auto& chunk : other.chunks_) {
    for (Cell& cell : chunk) {
      cell.group = groups[cell.group];
      cell.bin = bins[cell.bin];
    }
    // In front, so that the last one goes on being filled.
    chunks_.insert(chunks_.begin(), std::move(chunk));
  }
  other.chunks_.clear();
}

CountTable::Rows CountTable::take_rows(std::size_t groups) {
  Rows rows;
  rows.starts_.assign(groups + 1, 0);
  each([&](const Cell& cell) { ++rows.starts_[cell.group + 1]; });
  for (std::size_t group = 0; group < groups; ++group)
    rows.starts_[group + 1] += rows.starts_[group];
  std::vector<std::size_t> next(rows.starts_.begin(), rows.starts_.end() - 1);
  rows.bins_.resize(rows.starts_.back());
  rows.counts_.resize(rows.starts_.back());
  for (auto& chunk : chunks_) {
    for (const Cell& cell : chunk) {
      const std::size_t at = next[cell.group]++;
      rows.bins_[at] = cell.bin;
      rows.counts_[at] = cell.count;
    }
    chunk = {};
  }
  chunks_.clear();
  return rows;
}

}  // namespace nd::compare
