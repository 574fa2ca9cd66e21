// Pieces: an array that grows at its end by pieces: what is in it is never copied, and at most one
// piece is held that is not used.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <type_traits>
#include <vector>

#include "base/large_memory.h"

namespace nd::sort {

template <class T>
class Pieces {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  // `piece_bytes`: what is taken from the system at once, rounded down to a power of two of items.
  explicit Pieces(std::size_t piece_bytes)
      : bits_(static_cast<unsigned>(
            std::bit_width(std::max(piece_bytes / sizeof(T), std::size_t{1})) - 1)) {}

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] const T& operator[](std::size_t i) const { return pieces_[i >> bits_][i & mask()]; }
  [[nodiscard]] T& operator[](std::size_t i) { return pieces_[i >> bits_][i & mask()]; }
  void push_back(const T& item) {
    if (size_ == pieces_.size() << bits_) [[unlikely]]
      pieces_.emplace_back(static_cast<T*>(allocate_large(piece_bytes())), Release{piece_bytes()});
    new (&(*this)[size_++]) T(item);
  }

  // Bytes held from the system, now and once there is one item more.
  [[nodiscard]] std::uint64_t bytes() const { return pieces_.size() * piece_bytes(); }
  [[nodiscard]] std::uint64_t bytes_with_one_more() const {
    return bytes() + (size_ == pieces_.size() << bits_ ? piece_bytes() : 0);
  }

 private:
  struct Release {
    std::size_t bytes = 0;
    void operator()(T* items) const { release_large(items, bytes); }
  };

  [[nodiscard]] std::size_t piece_bytes() const { return sizeof(T) << bits_; }
  [[nodiscard]] std::size_t mask() const { return (std::size_t{1} << bits_) - 1; }

  unsigned bits_;  // of the number of items in a piece
  std::vector<std::unique_ptr<T[], Release>> pieces_;
  std::size_t size_ = 0;
};

}  // namespace nd::sort
