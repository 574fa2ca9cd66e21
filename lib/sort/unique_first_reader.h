// UniqueFirstReader: what UniqueFirst wants to know of the records of a chunk of a file, as bytes
// for another thread; FoundKeys: those, one after the other.
//
// Belongs here: keys and where records stand. Does not belong here: which of them stay (unique.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

#include "base/hash.h"
#include "base/result.h"
#include "columns/key_columns.h"
#include "io/block_reader.h"
#include "io/output.h"
#include "json/slot_set.h"
#include "key/key_buffer.h"
#include "stream/record.h"

namespace nd::sort {

struct FoundKey {
  Hash128 hash;              // of the key
  std::uint32_t offset = 0;  // of the record in the text of the chunk
  std::uint32_t size = 0;
};

// An operator for stream::run_partwise: writes a FoundKey for each record, with `keyed` the size of
// the key and the key behind it.
class UniqueFirstReader {
 public:
  UniqueFirstReader(columns::KeyColumns keys, bool keyed) : keys_(std::move(keys)), keyed_(keyed) {}

  [[nodiscard]] static Status start_part(std::size_t /*chunk*/, const io::Block& /*block*/,
                                         io::Output& /*out*/) {
    return {};
  }
  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out);
  [[nodiscard]] static Status finish(io::Output& /*out*/) { return {}; }
  void add_lacked(json::SlotSet& out) const { keys_.add_lacked(out); }

 private:
  columns::KeyColumns keys_;
  bool keyed_;
  key::KeyBuffer key_;
};

// Goes over what a UniqueFirstReader has written. A view.
class FoundKeys {
 public:
  FoundKeys(std::string_view found, bool keyed) : left_(found), keyed_(keyed) {}

  // Goes to the next record; false if there is none.
  [[nodiscard]] bool next() {
    if (left_.empty()) return false;
    std::memcpy(&key_, left_.data(), sizeof key_);
    left_.remove_prefix(sizeof key_);
    if (keyed_) take_key_text();
    return true;
  }
  // Of this record.
  [[nodiscard]] const FoundKey& key() const { return key_; }
  // Encoded; empty unless keyed.
  [[nodiscard]] std::string_view key_text() const { return key_text_; }

 private:
  void take_key_text();

  std::string_view left_;
  bool keyed_;
  FoundKey key_;
  std::string_view key_text_;
};

}  // namespace nd::sort
