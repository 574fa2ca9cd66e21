// Ring: a queue in one block of memory, which serves again once it is large enough.
//
// Does not belong here: what is queued.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace nd {

// What leaves is kept until its place is taken again: a string's memory serves the next one.
template <class T>
class Ring {
 public:
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

  // From the oldest on. Requires: i < size().
  [[nodiscard]] T& operator[](std::size_t i) {
    return places_[(first_ + i) & (places_.size() - 1)];
  }
  [[nodiscard]] T& front() { return (*this)[0]; }

  // The place behind the newest one, with whatever it held before. Valid until the next push.
  [[nodiscard]] T& push() {
    if (size_ == places_.size()) grow();
    ++size_;
    return (*this)[size_ - 1];
  }
  // Requires: !empty().
  void pop() {
    first_ = (first_ + 1) & (places_.size() - 1);
    --size_;
  }

 private:
  void grow() {
    std::vector<T> larger(places_.empty() ? 2 : places_.size() * 2);
    for (std::size_t i = 0; i < size_; ++i)
      larger[i] = std::move((*this)[i]);
    places_ = std::move(larger);
    first_ = 0;
  }

  std::vector<T> places_;  // none, or a power of two
  std::size_t first_ = 0;
  std::size_t size_ = 0;
};

}  // namespace nd
