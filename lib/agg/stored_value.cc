#include "agg/stored_value.h"

#include <cstring>

#include "base/check.h"

namespace nd::agg {

void append_encoded(key::KeyBuffer& out, const json::Value& value) {
  key::KeyEncoder encoder;
  const Status status = encoder.append(out, value);
  ND_CHECK(status.has_value());  // only raw nested values can fail
}

void encode_values(const Inputs& inputs, const Parameter& /*parameter*/, key::KeyBuffer& out) {
  for (const json::Value& value : inputs.x)
    append_encoded(out, value);
}

int StoredValue::compare(const json::Value& value, Memory& memory) const {
  if (is_integer() && value.kind() == json::Kind::kInt) {
    return integer_ < value.int_value() ? -1 : integer_ > value.int_value() ? 1 : 0;
  }
  key::KeyBuffer& scratch = memory.scratch;
  scratch.clear();
  append_encoded(scratch, value);
  const std::size_t size = scratch.size();
  if (!is_integer()) return key().compare(scratch.view());
  append_key(scratch);
  const std::string_view both = scratch.view();
  return both.substr(size).compare(both.substr(0, size));
}

int StoredValue::compare(const StoredValue& other) const {
  if (is_integer() && other.is_integer()) {
    return integer_ < other.integer_ ? -1 : integer_ > other.integer_ ? 1 : 0;
  }
  key::KeyBuffer both;
  append_key(both);
  const std::size_t size = both.size();
  other.append_key(both);
  return both.view().substr(0, size).compare(both.view().substr(size));
}

void StoredValue::set_key(std::string_view key, Memory& memory) {
  ND_CHECK(key.size() < kInteger);
  const std::size_t had = is_integer() ? 0 : capacity_;
  if (had < key.size()) {
    if (had != 0) memory.pool.release(key_, had);
    const std::size_t capacity = Pool::rounded(key.size());
    key_ = static_cast<char*>(memory.pool.allocate(capacity));
    capacity_ = static_cast<std::uint32_t>(capacity);
  }
  std::memcpy(key_, key.data(), key.size());
  size_ = static_cast<std::uint32_t>(key.size());
}

void StoredValue::set(const json::Value& value, Memory& memory) {
  if (value.kind() == json::Kind::kInt) {
    if (!is_integer() && capacity_ != 0) {
      memory.pool.release(key_, capacity_);
      capacity_ = 0;
    }
    integer_ = value.int_value();
    size_ = kInteger;
    return;
  }
  memory.scratch.clear();
  append_encoded(memory.scratch, value);
  set_key(memory.scratch.view(), memory);
}

void StoredValue::set(const StoredValue& other, Memory& memory) {
  if (other.is_integer()) {
    set(json::Value::integer(other.integer_), memory);
  } else {
    set_key(other.key(), memory);
  }
}

void StoredValue::append_key(key::KeyBuffer& out) const {
  ND_CHECK(is_set());
  if (is_integer()) {
    key::KeyEncoder::append_int(out, integer_);
  } else {
    out.append(key());
  }
}

json::Value StoredValue::value(Arena& text) const {
  if (!is_set()) return json::Value::null();
  if (is_integer()) return json::Value::integer(integer_);
  return decoded(key(), text);
}

}  // namespace nd::agg
