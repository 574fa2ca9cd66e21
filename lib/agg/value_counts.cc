#include "agg/value_counts.h"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "agg/scattered.h"
#include "agg/stored_value.h"
#include "base/check.h"
#include "base/hash.h"
#include "key/key_encoder.h"

namespace nd::agg {
namespace {

std::uint32_t hash_of(std::int64_t number) {
  return static_cast<std::uint32_t>(
      hash64({reinterpret_cast<const char*>(&number), sizeof number}, table_seed()));
}

std::uint32_t hash_of(std::string_view key) {
  return static_cast<std::uint32_t>(hash64(key, table_seed()));
}

}  // namespace

json::Value ValueCounts::Entry::value(Arena& text) const {
  if (is_integer()) return json::Value::integer(integer());
  return decoded(key(), text);
}

void ValueCounts::grow(Memory& memory) {
  constexpr std::uint32_t kFirst = 4;
  ND_CHECK(capacity_ < std::uint32_t{1} << 31);
  const std::uint32_t larger = capacity_ == 0 ? kFirst : capacity_ * 2;
  auto* const entries = static_cast<Entry*>(memory.pool.allocate(larger * sizeof(Entry)));
  std::memset(static_cast<void*>(entries), 0, larger * sizeof(Entry));
  for (const Entry& entry : this->entries()) {
    if (entry.size == 0) continue;
    std::uint32_t i = entry.hash & (larger - 1);
    while (entries[i].size != 0)
      i = (i + 1) & (larger - 1);
    entries[i] = entry;
  }
  if (capacity_ != 0) memory.pool.release(entries_, capacity_ * sizeof(Entry));
  entries_ = entries;
  capacity_ = larger;
}

ValueCounts::Entry& ValueCounts::slot(std::uint64_t word, std::uint32_t size, std::uint32_t hash,
                                      std::string_view key, Memory& memory) {
  if ((std::uint64_t{size_} + 1) * 4 > std::uint64_t{capacity_} * 3) grow(memory);
  std::uint32_t i = hash & (capacity_ - 1);
  for (; entries_[i].size != 0; i = (i + 1) & (capacity_ - 1)) {
    Entry& entry = entries_[i];
    if (entry.hash != hash || entry.size != size) continue;
    if (size == Entry::kInteger ? entry.word == word : entry.key() == key) return entry;
  }
  Entry& entry = entries_[i];
  entry = {word, size, hash, 0};
  if (size != Entry::kInteger)
    entry.word = reinterpret_cast<std::uint64_t>(memory.arena.copy(key).data());
  ++size_;
  return entry;
}

void ValueCounts::add(std::int64_t value, std::uint64_t count, Memory& memory) {
  slot(static_cast<std::uint64_t>(value), Entry::kInteger, hash_of(value), {}, memory).count +=
      count;
}

void ValueCounts::add_key(std::string_view key, std::uint32_t hash, std::uint64_t count,
                          Memory& memory) {
  ND_CHECK(key.size() < Entry::kInteger);
  slot(0, static_cast<std::uint32_t>(key.size()), hash, key, memory).count += count;
}

void ValueCounts::add(const json::Value& value, std::uint64_t count, Memory& memory) {
  if (value.kind() == json::Kind::kInt) {
    add(value.int_value(), count, memory);
    return;
  }
  memory.scratch.clear();
  append_encoded(memory.scratch, value);
  const std::string_view key = memory.scratch.view();
  // 1.0 is the integer 1: an integer of 64 bits is never kept as a key.
  if (const auto integer = key::as_integer(key)) {
    add(*integer, count, memory);
    return;
  }
  add_key(key, hash_of(key), count, memory);
}

void ValueCounts::merge(const ValueCounts& other, Memory& memory) {
  for_each_scattered(other.entries(), [&](const Entry& entry) {
    if (entry.size == 0) return;
    if (entry.is_integer()) {
      add(entry.integer(), entry.count, memory);
    } else {
      add_key(entry.key(), entry.hash, entry.count, memory);
    }
  });
}

void ValueCounts::freeze() {
  key::KeyBuffer number;
  for (std::uint32_t i = 0; i < capacity_; ++i) {
    Entry& entry = entries_[i];
    if (entry.size == 0) continue;
    number.clear();
    if (entry.is_integer()) key::KeyEncoder::append_int(number, entry.integer());
    entry.hash =
        static_cast<std::uint32_t>(hash64(entry.is_integer() ? number.view() : entry.key()) >> 32);
  }
  // Slices are then next to each other.
  std::sort(entries_, entries_ + capacity_, [](const Entry& a, const Entry& b) {
    return a.size != 0 && (b.size == 0 || a.hash < b.hash);
  });
}

int compare(const ValueCounts::Entry& a, const ValueCounts::Entry& b) {
  if (a.is_integer() && b.is_integer()) {
    return a.integer() < b.integer() ? -1 : a.integer() > b.integer() ? 1 : 0;
  }
  if (!a.is_integer() && !b.is_integer()) return a.key().compare(b.key());
  key::KeyBuffer number;
  key::KeyEncoder::append_int(number, a.is_integer() ? a.integer() : b.integer());
  return a.is_integer() ? number.view().compare(b.key()) : a.key().compare(number.view());
}

std::vector<const ValueCounts::Entry*> ValueCounts::sorted() const {
  std::vector<const Entry*> sorted;
  sorted.reserve(size_);
  for (const Entry& entry : entries()) {
    if (entry.size != 0) sorted.push_back(&entry);
  }
  std::sort(sorted.begin(), sorted.end(),
            [](const Entry* a, const Entry* b) { return compare(*a, *b) < 0; });
  return sorted;
}

}  // namespace nd::agg
