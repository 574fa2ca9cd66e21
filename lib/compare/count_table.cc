// Where most groups have a count in most bins, each count has its place: records mostly come in the
// order of time or of groups, and either way one is written beside the one before. What is spread
// thinly is listed, and put into the order of groups once, at the end, by counting.
#include "compare/count_table.h"

#include <algorithm>
#include <utility>

namespace nd::compare {

// A bin is often as long as the one before; the room costs nothing where it is not used.
void CountTable::make_room(std::uint32_t bin) {
  if (bin > 0) columns_[bin].head.reserve(columns_[bin - 1].head.size());
}

void CountTable::add_elsewhere(Column& column, const Cell& cell, std::uint32_t count) {
  if (cell.group < column.head.size()) {
    listed_.push_back(cell);
    return;
  }
  column.tail.push_back({cell.group, count});
  column.highest = std::max(column.highest, cell.group);
  if ((column.filled + column.tail.size()) * 2 > column.highest) lengthen_head(column, cell.bin);
}

void CountTable::lengthen_head(Column& column, std::uint32_t bin) {
  column.head.resize(column.highest + std::size_t{1}, kAbsent);
  for (const Entry& entry : std::exchange(column.tail, {})) {
    if (std::uint32_t& place = column.head[entry.group]; place == kAbsent) {
      place = entry.count;
      ++column.filled;
    } else {
      listed_.push_back({entry.group, bin, count_of(entry.count)});
    }
  }
}

void CountTable::absorb(CountTable&& other, std::vector<std::uint32_t> groups,
                        std::vector<std::uint32_t> bins) {
  for (Cell cell : std::exchange(other.listed_, {}))
    listed_.push_back({groups[cell.group], bins[cell.bin], cell.count});
  for (Part& part : std::exchange(other.parts_, {})) {
    for (std::uint32_t& group : part.groups)
      group = groups[group];
    for (std::uint32_t& bin : part.bins)
      bin = bins[bin];
    parts_.push_back(std::move(part));
  }
  parts_.push_back({std::exchange(other.columns_, {}), std::move(groups), std::move(bins)});
}

// The heads of one table, the longest first.
std::vector<CountTable::Rows::Head> CountTable::Rows::take_heads(Columns& columns) {
  std::vector<Head> heads;
  for (std::uint32_t bin = 0; bin < columns.size(); ++bin) {
    Column& column = columns[bin];
    if (!column.head.empty()) heads.push_back({std::exchange(column.head, {}), bin});
  }
  std::stable_sort(heads.begin(), heads.end(),
                   [](const Head& a, const Head& b) { return a.counts.size() > b.counts.size(); });
  return heads;
}

void CountTable::Rows::take_heads(Part& part, std::size_t groups) {
  std::vector<Head> heads = take_heads(part.columns);
  if (heads.empty()) return;
  for (Head& head : heads)
    head.bin = part.bins[head.bin];
  std::vector<std::uint32_t> places(groups, kNowhere);
  for (std::uint32_t group = 0; group < heads.front().counts.size(); ++group)
    places[part.groups[group]] = group;
  heads_.push_back({std::move(heads), std::move(places)});
}

CountTable::Rows CountTable::take_rows(std::size_t groups) {
  Rows rows;
  rows.heads_.push_back({Rows::take_heads(columns_), {}});
  for (Part& part : parts_)
    rows.take_heads(part, groups);
  rows.starts_.assign(groups + 1, 0);
  each([&](const Cell& cell) { ++rows.starts_[cell.group + 1]; });
  for (std::size_t group = 0; group < groups; ++group)
    rows.starts_[group + 1] += rows.starts_[group];
  std::vector<std::size_t> next(rows.starts_.begin(), rows.starts_.end() - 1);
  rows.bins_.resize(rows.starts_.back());
  rows.counts_.resize(rows.starts_.back());
  each([&](const Cell& cell) {
    const std::size_t at = next[cell.group]++;
    rows.bins_[at] = cell.bin;
    rows.counts_[at] = cell.count;
  });
  *this = {};
  return rows;
}

}  // namespace nd::compare
