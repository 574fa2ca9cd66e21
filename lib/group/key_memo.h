// KeyMemo: the last key of several columns, so that of the next one only what has changed is made
// anew: of records in the order of time the day is mostly the one before.
//
// Belongs here: what two keys in a row share. Does not belong here: what a key finds
// (group_store.h).
#pragma once

#include <cstddef>
#include <vector>

#include "base/padded_view.h"
#include "base/result.h"
#include "columns/key_columns.h"
#include "json/known_value.h"
#include "key/key_buffer.h"
#include "stream/record.h"

namespace nd::group {

class KeyMemo {
 public:
  explicit KeyMemo(std::size_t columns) : columns_(columns), compared_(columns) {}

  // Makes the key of a record. kInput as KeyColumns::append(). `repeated`: it is the last key once
  // more.
  [[nodiscard]] Status make(columns::KeyColumns& keys, const stream::Record& record,
                            bool& repeated);
  // The last one; valid until the next one is made. Requires: make() did not fail.
  [[nodiscard]] PaddedView key() const { return key_.padded(); }

 private:
  // Of the last key.
  struct Column {
    json::KnownValue value;
    std::size_t end = 0;   // of its bytes
    unsigned changes = 0;  // since it was the same twice
  };
  static constexpr unsigned kMostChanges = 64;

  std::vector<Column> columns_;
  std::size_t compared_;  // how many, from the left, it is worth while to compare
  bool is_whole_ = false;
  key::KeyBuffer key_;
};

}  // namespace nd::group
