// Sort, SortCheck and merge_sorted: records in the order of their keys.
//
// Belongs here: what ndsort does with each record. Does not belong here: how many records are
// sorted in bounded memory (external_sorter.h).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "columns/key_columns.h"
#include "io/output.h"
#include "io/streams.h"
#include "json/schema.h"
#include "key/key_buffer.h"
#include "sort/external_sorter.h"
#include "stream/record.h"

namespace nd::sort {

// Blocking: copies every record, writes them in order at the end, byte for byte.
class Sort {
 public:
  Sort(columns::KeyColumns keys, ExternalSorter::Options options)
      : keys_(std::move(keys)), sorter_(std::move(options)) {}

  [[nodiscard]] Status consume(const stream::Record& record, io::Output& /*out*/) {
    key_.clear();
    ND_TRY(keys_.append(key_, record));
    return sorter_.add(key_.view(), record.text.text());
  }
  [[nodiscard]] Status finish(io::Output& out) {
    return sorter_.drain([&](const KeyedText& keyed) { return out.record(keyed.text); });
  }
  void add_lacked(json::SlotSet& out) const { keys_.add_lacked(out); }

 private:
  columns::KeyColumns keys_;
  ExternalSorter sorter_;
  key::KeyBuffer key_;
};

// Streaming, writes nothing: finds the first record that is out of order; with kDropLater also one
// with the key of the record before it.
class SortCheck {
 public:
  SortCheck(columns::KeyColumns keys, Duplicates duplicates)
      : keys_(std::move(keys)), duplicates_(duplicates) {}

  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out);
  [[nodiscard]] Status finish(io::Output& /*out*/) { return {}; }
  [[nodiscard]] bool done() const { return !disorder_.empty(); }
  void add_lacked(json::SlotSet& out) const { keys_.add_lacked(out); }

  // "FILE:LINE: ..." of the record that is out of order; empty: the records are sorted.
  [[nodiscard]] const std::string& disorder() const { return disorder_; }

 private:
  columns::KeyColumns keys_;
  Duplicates duplicates_;
  key::KeyBuffer key_;
  std::string last_key_;
  bool any_ = false;
  std::string disorder_;
};

// Whether `key` may follow `last` in a sorted sequence.
[[nodiscard]] inline bool may_follow(std::string_view last, std::string_view key,
                                     Duplicates duplicates) {
  const int order = last.compare(key);
  return order < 0 || (order == 0 && duplicates == Duplicates::kKeep);
}

// The most files that merge_sorted() takes: they are open at once.
inline constexpr std::size_t kMostMerged = 256;

// Merges the operands, each of them sorted already, into streams.sinks.out; memory is one block for
// each file. A record that is out of order in its file is a bad record. Requires: at most
// kMostMerged operands.
[[nodiscard]] Status merge_sorted(io::Streams& streams, const json::Schema& schema,
                                  columns::KeyColumns& keys, Duplicates duplicates);

}  // namespace nd::sort
