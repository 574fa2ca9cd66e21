// KeyBuffer: a reusable byte buffer to which encoded keys are appended without a capacity check for
// every byte.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

#include "base/padded_view.h"

namespace nd::key {

class KeyBuffer {
 public:
  KeyBuffer() : data_(new char[kFirstBytes + kSlack]), capacity_(kFirstBytes) {}

  // Room for `bytes` more and kSlack bytes of scratch behind them. Write there, then call
  // advance().
  [[nodiscard]] char* reserve(std::size_t bytes) {
    if (size_ + bytes > capacity_) [[unlikely]]
      grow(bytes);
    return data_.get() + size_;
  }
  // Requires: what reserve() made room for was written.
  void advance(std::size_t bytes) { size_ += bytes; }

  void push_back(char byte) {
    *reserve(1) = byte;
    advance(1);
  }
  void append(std::string_view bytes) {
    char* const at = reserve(bytes.size());
    if (!bytes.empty()) std::memcpy(at, bytes.data(), bytes.size());
    advance(bytes.size());
  }
  void clear() { size_ = 0; }
  // Requires: size <= size().
  void truncate(std::size_t size) { size_ = size; }
  // Turns every byte from `from` on into its complement: the order of what was appended there is
  // reversed.
  void complement(std::size_t from) {
    for (std::size_t i = from; i < size_; ++i)
      data_[i] = static_cast<char>(~data_[i]);
  }

  [[nodiscard]] char* data() { return data_.get(); }
  [[nodiscard]] std::size_t size() const { return size_; }
  // Valid until the next append.
  [[nodiscard]] std::string_view view() const { return {data_.get(), size_}; }
  [[nodiscard]] PaddedView padded() const { return {data_.get(), size_}; }

  // Bytes behind the reserved room that may be read and overwritten, so that short copies can be of
  // fixed size.
  static constexpr std::size_t kSlack = kPadding;

 private:
  static constexpr std::size_t kFirstBytes = 256;

  void grow(std::size_t bytes) {
    const std::size_t wanted = (size_ + bytes) * 2;
    std::unique_ptr<char[]> larger(new char[wanted + kSlack]);
    std::memcpy(larger.get(), data_.get(), size_);
    data_ = std::move(larger);
    capacity_ = wanted;
  }

  std::unique_ptr<char[]> data_;
  std::size_t size_ = 0;
  std::size_t capacity_;
};

}  // namespace nd::key
