// OldRecords: the records of the older of two files by their keys, held in memory.
//
// Belongs here: texts, line numbers, which of them the newer file has too. Does not belong here:
// what finds no room (diff.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/large_memory.h"
#include "base/padded_view.h"
#include "base/result.h"
#include "key/key_table.h"

namespace nd::compare {

class OldRecords {
 public:
  using Row = std::uint32_t;

  // `memory`: bytes that may be held from the system.
  explicit OldRecords(std::uint64_t memory);

  struct Added {
    enum class Verdict { kAdded, kRepeats, kFull } verdict = Verdict::kAdded;
    Row row = 0;  // kRepeats: the one that has the key
  };
  // A key as the table looks for it; the key must outlive it.
  using Probe = key::KeyTable::Probe;
  [[nodiscard]] Probe probe(PaddedView key) const { return keys_.probe(key); }

  // Copies key and text, which are those of the probe; kFull: there is no room for them.
  Added add(const Probe& probe, std::string_view key, std::string_view text, std::uint64_t line);
  [[nodiscard]] std::optional<Row> find(const Probe& probe) const { return keys_.find(probe); }

  // Fetch what will be looked at into the cache: the place of a key, what is known of a row, its
  // text.
  void prefetch(const Probe& probe) const { keys_.prefetch(probe.hash()); }
  void prefetch(Row row) const { __builtin_prefetch(&entries_[row]); }
  void prefetch_text(Row row) const {
    constexpr std::size_t kCacheLine = 64;
    const char* const at = entries_[row].text - sizeof(Lines);
    __builtin_prefetch(at);
    __builtin_prefetch(at + kCacheLine);
  }

  // Rows are counted from 0 in the order of the file.
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] std::string_view text(Row row) const {
    return {entries_[row].text, entries_[row].size};
  }
  [[nodiscard]] std::uint64_t line(Row row) const { return lines_of(row).own; }
  // The line of the newer file that has the row's key; 0: none was met.
  [[nodiscard]] std::uint64_t met_in(Row row) const {
    return entries_[row].met ? lines_of(row).newer : 0;
  }
  void meet(Row row, std::uint64_t line);

  // Calls f(key, row) -> Status for every row that was not met, in no order.
  template <class F>
  [[nodiscard]] Status for_each_unmet(F&& f) const {
    return keys_.for_each([&](std::string_view key, Row row) -> Status {
      return entries_[row].met ? Status() : f(key, row);
    });
  }

 private:
  // Before each text; needed rarely.
  struct Lines {
    std::uint64_t own = 0;
    std::uint64_t newer = 0;
  };
  struct Entry {
    char* text = nullptr;
    std::uint32_t size = 0;
    bool met = false;
  };
  static_assert(sizeof(Entry) == 16);

  struct Release {
    std::size_t size = 0;
    void operator()(char* data) const { release_large(data, size); }
  };
  using Block = std::unique_ptr<char[], Release>;

  [[nodiscard]] Lines lines_of(Row row) const;
  // Bytes held from the system while one more record is added.
  [[nodiscard]] std::uint64_t bytes_with(std::size_t key_size, std::size_t packed) const;
  [[nodiscard]] char* allocate(std::size_t packed);

  std::uint64_t memory_;
  key::KeyTable keys_;
  std::vector<Entry> entries_;  // by row, which is the id of its key
  std::size_t block_bytes_;
  std::vector<Block> blocks_;      // of lines and texts
  std::uint64_t blocks_held_ = 0;  // bytes
  std::size_t room_ = 0;           // at the end of the last block
};

}  // namespace nd::compare
