// StoredValue: one value that a state keeps, in 16 bytes: an integer as it is, anything else as an
// encoded key.
#pragma once

#include <cstdint>
#include <string_view>

#include "agg/aggregate.h"
#include "agg/memory.h"
#include "json/value.h"
#include "key/key_buffer.h"
#include "key/key_encoder.h"

namespace nd::agg {

class StoredValue {
 public:
  [[nodiscard]] bool is_set() const { return size_ != 0; }

  // The order of values. Requires: is_set(); nested values are trees.
  [[nodiscard]] int compare(const json::Value& value, Memory& memory) const;
  [[nodiscard]] int compare(const StoredValue& other) const;

  // Keeps a copy. Requires: nested values are trees.
  void set(const json::Value& value, Memory& memory);
  void set(const StoredValue& other, Memory& memory);
  // The value in canonical form; what it refers to lives in `text`. null if nothing is kept.
  [[nodiscard]] json::Value value(Arena& text) const;
  // Appends the encoded key. Requires: is_set().
  void append_key(key::KeyBuffer& out) const;

 private:
  static constexpr std::uint32_t kInteger = UINT32_MAX;

  void set_key(std::string_view key, Memory& memory);
  [[nodiscard]] bool is_integer() const { return size_ == kInteger; }
  [[nodiscard]] std::string_view key() const { return {key_, size_}; }

  union {
    std::int64_t integer_ = 0;
    char* key_;
  };
  std::uint32_t size_ = 0;      // 0: nothing is kept; kInteger: integer_
  std::uint32_t capacity_ = 0;  // of key_ in the pool
};
static_assert(sizeof(StoredValue) == 16);

// Requires: nested values are trees.
void append_encoded(key::KeyBuffer& out, const json::Value& value);
// The values of one record, one after the other: RankedFunctions::encode of most aggregates.
void encode_values(const Inputs& inputs, const Parameter& parameter, key::KeyBuffer& out);
// The value in canonical form; what it refers to lives in `text`. Requires: one encoded value.
[[nodiscard]] inline json::Value decoded(std::string_view key, Arena& text) {
  return key::KeyDecoder(key, text).next();
}

}  // namespace nd::agg
