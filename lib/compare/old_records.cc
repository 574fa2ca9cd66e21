#include "compare/old_records.h"

#include <algorithm>
#include <cstring>

namespace nd::compare {
namespace {

constexpr std::uint64_t kSmallestBlock = std::uint64_t{4} << 10;
constexpr std::uint64_t kLargestBlock = std::uint64_t{8} << 20;

}  // namespace

OldRecords::OldRecords(std::uint64_t memory)
    : memory_(memory),
      block_bytes_(
          static_cast<std::size_t>(std::clamp(memory / 16, kSmallestBlock, kLargestBlock))) {}

std::uint64_t OldRecords::bytes_with(std::size_t key_size, std::size_t packed) const {
  const bool grows = entries_.size() == entries_.capacity();
  const std::size_t entries = entries_.capacity() * sizeof(Entry) * (grows ? 3 : 1);
  const std::size_t block = packed <= room_ ? 0 : std::max(block_bytes_, packed);
  return keys_.bytes_at_next_insert() + key_size + entries + blocks_held_ + block;
}

char* OldRecords::allocate(std::size_t packed) {
  if (packed > room_) {
    const std::size_t size = std::max(block_bytes_, packed);
    blocks_.push_back(Block(static_cast<char*>(allocate_large(size)), Release{size}));
    blocks_held_ += size;
    room_ = size;
  }
  const Block& block = blocks_.back();
  char* const at = block.get() + (block.get_deleter().size - room_);
  room_ -= packed;
  return at;
}

OldRecords::Added OldRecords::add(const Probe& probe, std::string_view key, std::string_view text,
                                  std::uint64_t line) {
  const std::size_t packed = sizeof(Lines) + text.size();
  if (bytes_with(key.size(), packed) > memory_ || keys_.size() + 1 >= key::KeyTable::kMaxKeys) {
    const auto row = keys_.find(probe);
    return row ? Added{Added::Verdict::kRepeats, *row} : Added{Added::Verdict::kFull};
  }
  const key::KeyTable::Found found = keys_.find_or_insert(probe);
  if (!found.inserted) return {Added::Verdict::kRepeats, found.id};
  char* const at = allocate(packed);
  const Lines lines{line, 0};
  std::memcpy(at, &lines, sizeof lines);
  std::memcpy(at + sizeof lines, text.data(), text.size());
  entries_.push_back({at + sizeof lines, static_cast<std::uint32_t>(text.size()), false});
  return {Added::Verdict::kAdded, found.id};
}

OldRecords::Lines OldRecords::lines_of(Row row) const {
  Lines lines;
  std::memcpy(&lines, entries_[row].text - sizeof lines, sizeof lines);
  return lines;
}

void OldRecords::meet(Row row, std::uint64_t line) {
  Entry& entry = entries_[row];
  entry.met = true;
  std::memcpy(entry.text - sizeof line, &line, sizeof line);
}

}  // namespace nd::compare
