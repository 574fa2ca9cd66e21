#include "agg/ranked_values.h"

#include <algorithm>
#include <iterator>

#include "base/check.h"

namespace nd::agg {
namespace {

using Offset = std::ptrdiff_t;

}  // namespace

std::size_t RankedValues::block_of(std::string_view key) const {
  const auto found = std::partition_point(
      blocks_.begin(), blocks_.end(), [&](const Block& block) { return block.back().key < key; });
  const auto i = static_cast<std::size_t>(found - blocks_.begin());
  return std::min(i, blocks_.size() - 1);
}

void RankedValues::recount(const std::string& key, std::uint64_t before, std::uint64_t now) {
  if (asked_ != Asked::kCommonest) return;
  if (before != 0) by_count_.erase({~before, key});
  if (now != 0) by_count_.emplace(~now, key);
}

void RankedValues::add(std::string_view key, std::uint64_t count) {
  size_ += count;
  if (table_) {
    const auto found = table_->keys.find_or_insert(key);
    if (found.inserted) table_->counts.push_back(0);
    std::uint64_t& known = table_->counts[found.id];
    if (known == 0) ++distinct_;
    known += count;
    return;
  }
  if (blocks_.empty()) {
    blocks_.emplace_back();
    counts_.push_back(0);
    blocks_[0].push_back({std::string(key), 0});
    ++distinct_;
  }
  const std::size_t i = block_of(key);
  Block& block = blocks_[i];
  counts_[i] += count;
  auto entry = std::partition_point(block.begin(), block.end(),
                                    [&](const Entry& other) { return other.key < key; });
  if (entry == block.end() || entry->key != key) {
    entry = block.insert(entry, {std::string(key), 0});
    ++distinct_;
  }
  entry->count += count;
  recount(entry->key, entry->count - count, entry->count);
  if (block.size() <= kMostInBlock) return;
  if (asked_ == Asked::kUnordered) {
    give_up_order();
  } else {
    split(i);
  }
}

// Requires: there is one block.
void RankedValues::give_up_order() {
  table_ = std::make_unique<Table>();
  for_each([&](std::string_view key, std::uint64_t count) { table_->add(key, count); });
  blocks_.clear();
  counts_.clear();
}

void RankedValues::drop_gone() {
  auto fresh = std::make_unique<Table>();
  const std::vector<std::string_view> keys = table_->keys.keys();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (table_->counts[i] > 0) fresh->add(keys[i], table_->counts[i]);
  }
  table_ = std::move(fresh);
}

void RankedValues::split(std::size_t i) {
  const auto half = static_cast<Offset>(blocks_[i].size() / 2);
  Block upper(std::make_move_iterator(blocks_[i].begin() + half),
              std::make_move_iterator(blocks_[i].end()));
  blocks_[i].erase(blocks_[i].begin() + half, blocks_[i].end());
  std::uint64_t moved = 0;
  for (const Entry& entry : upper)
    moved += entry.count;
  counts_[i] -= moved;
  const auto next = static_cast<Offset>(i) + 1;
  counts_.insert(counts_.begin() + next, moved);
  blocks_.insert(blocks_.begin() + next, std::move(upper));
}

void RankedValues::remove(std::string_view key, std::uint64_t count) {
  size_ -= count;
  if (table_) {
    const auto id = table_->keys.find(key);
    ND_CHECK(id && table_->counts[*id] >= count);
    table_->counts[*id] -= count;
    if (table_->counts[*id] > 0) return;
    --distinct_;
    if (table_->keys.size() > kMostInBlock + 4 * distinct_) drop_gone();
    return;
  }
  ND_CHECK(!blocks_.empty());
  const std::size_t i = block_of(key);
  Block& block = blocks_[i];
  const auto entry = std::partition_point(block.begin(), block.end(),
                                          [&](const Entry& other) { return other.key < key; });
  ND_CHECK(entry != block.end() && entry->key == key && entry->count >= count);
  counts_[i] -= count;
  entry->count -= count;
  recount(entry->key, entry->count + count, entry->count);
  if (entry->count != 0) return;
  --distinct_;
  block.erase(entry);
  if (!block.empty()) return;
  blocks_.erase(blocks_.begin() + static_cast<Offset>(i));
  counts_.erase(counts_.begin() + static_cast<Offset>(i));
}

std::string_view RankedValues::commonest_of_all() const {
  std::string_view best;
  std::uint64_t most = 0;
  const auto look = [&](std::string_view key, std::uint64_t count) {
    if (count < most || (count == most && !(key < best))) return;
    best = key;
    most = count;
  };
  if (!table_) {
    for_each(look);
    return best;
  }
  const std::vector<std::string_view> keys = table_->keys.keys();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (table_->counts[i] > 0) look(keys[i], table_->counts[i]);
  }
  return best;
}

std::string_view RankedValues::at(std::uint64_t rank) const {
  std::size_t i = 0;
  for (; counts_[i] <= rank; ++i)
    rank -= counts_[i];
  const Block& block = blocks_[i];
  // Where every value is another one the rank is the place.
  if (counts_[i] == block.size()) return block[rank].key;
  std::size_t k = 0;
  for (; block[k].count <= rank; ++k)
    rank -= block[k].count;
  return block[k].key;
}

}  // namespace nd::agg
