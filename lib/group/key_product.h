// KeyProduct: the keys of a record that may belong to several groups: every combination of the
// different values of its keys, once.
//
// Belongs here: gathering a record's values, and their combinations. Does not belong here: which
// values a record gives (grouping.h).
#pragma once

#include <cstddef>
#include <vector>

#include "base/padded_view.h"
#include "key/key_buffer.h"

namespace nd::group {

// Nothing is allocated once it is warm. The combinations are made a batch at a time: the memory is
// that of the values.
class KeyProduct {
 public:
  KeyProduct() = default;
  KeyProduct(const KeyProduct&) = delete;
  KeyProduct& operator=(const KeyProduct&) = delete;

  static constexpr std::size_t kBatch = 8;

  // Begins with another record.
  void clear();
  // Where the encoding of a value goes; then end_value() is to be called.
  [[nodiscard]] key::KeyBuffer& bytes() { return bytes_; }
  void end_value() {
    values_.push_back({value_begin_, bytes_.size() - value_begin_});
    value_begin_ = bytes_.size();
  }
  // The key has no more values; those that are equal become one.
  void end_key();

  // Makes the next combinations, at most kBatch of them; 0 when all have been made. Requires:
  // end_key() was called for at least one key.
  [[nodiscard]] std::size_t next_batch();
  // One of the batch; valid until the next one.
  [[nodiscard]] PaddedView key(std::size_t i) const {
    const key::KeyBuffer& buffer = columns_.size() == 1 ? bytes_ : combined_;
    return buffer.padded().substr(batch_[i].at, batch_[i].size);
  }

 private:
  // A piece of a buffer.
  struct Part {
    std::size_t at = 0;
    std::size_t size = 0;
  };
  // The values of one key, and which of them the next combination has.
  struct Column {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t at = 0;
  };

  // Of the values from `begin` on.
  void drop_repeats(std::size_t begin);
  // The batch of a single key: its values as they stand.
  [[nodiscard]] std::size_t next_values();
  // Goes on to the next combination.
  void advance();

  key::KeyBuffer bytes_;
  std::size_t value_begin_ = 0;  // of the value that is being encoded
  std::vector<Part> values_;     // in bytes_, key after key
  std::vector<Column> columns_;
  bool done_ = false;            // all combinations have been made
  key::KeyBuffer combined_;      // the batch, where there are several keys
  Part combinations_[kBatch];    // in it
  const Part* batch_ = nullptr;  // in combined_, or in bytes_ where there is one key
};

}  // namespace nd::group
