// SlidingWindow: the merge of the states within a window that moves on: one enters behind the
// others, the oldest leaves, and what they come to together is asked for.
//
// States can be merged, not taken out of a merge. So the window is two stacks, one behind the
// other: of the newer states the merge of all is kept; of the older ones, for each, its merge with
// all older ones that came after it. The oldest leaves from the top of its stack; when that is
// empty, the newer states become the older ones, in one walk from the newest. Source: the two
// stacks of Tangwongsan, Hirzel and Schneider, In-order sliding-window aggregation in
// worst-case constant time, VLDB Journal 30, 2021.
//
// A merge may be much larger than what one record gives. So the walk keeps the merge only where
// every so many states end, about the root of their number, and the merges in between are made when
// their turn comes: the window holds each state as it came and about twice that root of merges.
// Each state is merged three times, whatever the size of the window, and each question takes two
// merges: constant on average.
//
// Belongs here: which states are merged when. Does not belong here: what a state is, when it
// leaves.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

namespace nd::agg {

// States are blocks of bytes, zeros for nothing, that can be moved as bytes: those of a
// StateLayout, or a trivially copyable struct. `merge(char* into, const char* other)` adds one to
// another; what the result does not hold itself must live as long as it does.
class SlidingWindow {
 public:
  // Bytes of a state, a multiple of 8.
  explicit SlidingWindow(std::size_t bytes) : bytes_(static_cast<std::uint32_t>(bytes)) {}

  // How many states are within it.
  [[nodiscard]] std::size_t size() const { return size_; }

  template <class Merge>
  void push(const char* state, Merge&& merge) {
    if (size_ == capacity_) grow();
    std::memcpy(at(size_), state, bytes_);
    ++size_;
    merge(newer(), std::as_const(*this).at(size_ - 1));
  }

  // The oldest leaves. Requires: size() > 0.
  template <class Merge>
  void pop(Merge&& merge) {
    if (merged_ == 0) turn(merge);
    first_ = (first_ + 1) & (capacity_ - 1);
    --size_;
    if (--merged_ == 0 && waiting_ > 0) merge_part(merge);
  }

  // Merges all that are within it into a state.
  template <class Merge>
  void add_to(char* into, Merge&& merge) const {
    if (merged_ > 0) merge(into, at(0));
    if (merged_ + waiting_ < size_) merge(into, newer());
  }

  // Makes every state that is kept anew, for those whose content lies elsewhere and is to be moved:
  // `merge` adds the old one to zeros.
  template <class Merge>
  void copy(Merge&& merge) {
    std::vector<char> copy(bytes_);
    const auto remake = [&](char* state) {
      std::fill(copy.begin(), copy.end(), 0);
      merge(copy.data(), static_cast<const char*>(state));
      std::memcpy(state, copy.data(), bytes_);
    };
    for (std::size_t i = 0; i < size_; ++i)
      remake(at(i));
    if (size_ > 0) remake(newer());
    for (std::size_t at = 0; at < ends_.size(); at += bytes_)
      remake(ends_.data() + at);
  }

 private:
  // From the oldest on.
  [[nodiscard]] const char* at(std::size_t i) const {
    return states_.data() + ((first_ + i) & (capacity_ - 1)) * bytes_;
  }
  [[nodiscard]] char* at(std::size_t i) {
    return states_.data() + ((first_ + i) & (capacity_ - 1)) * bytes_;
  }
  // The merge of the newer states, behind all places.
  [[nodiscard]] const char* newer() const {
    return states_.data() + std::size_t{capacity_} * bytes_;
  }
  [[nodiscard]] char* newer() { return states_.data() + std::size_t{capacity_} * bytes_; }

  // The newer states become the older ones. Requires: there are no older ones.
  template <class Merge>
  void turn(Merge& merge) {
    part_ =
        size_ <= kSmall ? size_ : static_cast<std::uint32_t>(std::ceil(std::sqrt(double(size_))));
    char* const sum = newer();
    std::memset(sum, 0, bytes_);
    for (std::uint32_t i = size_; i-- > part_;) {
      merge(sum, std::as_const(*this).at(i));
      if (i % part_ != 0) continue;
      ends_.resize(ends_.size() + bytes_);
      merge(ends_.data() + ends_.size() - bytes_, static_cast<const char*>(sum));
    }
    std::memset(sum, 0, bytes_);
    waiting_ = size_;
    merge_part(merge);
  }

  // Makes the merges of the next part of the older states. Requires: none are left of the part
  // before.
  template <class Merge>
  void merge_part(Merge& merge) {
    merged_ = std::min(part_, waiting_);
    waiting_ -= merged_;
    if (waiting_ > 0) {
      merge(at(merged_ - 1), static_cast<const char*>(ends_.data() + ends_.size() - bytes_));
      ends_.resize(ends_.size() - bytes_);
    }
    for (std::size_t i = merged_ - 1; i-- > 0;)
      merge(at(i), std::as_const(*this).at(i + 1));
  }

  void grow() {
    const std::uint32_t capacity = capacity_ == 0 ? 2 : capacity_ * 2;
    std::vector<char> larger((std::size_t{capacity} + 1) * bytes_);
    for (std::size_t i = 0; i < size_; ++i)
      std::memcpy(larger.data() + i * bytes_, at(i), bytes_);
    if (capacity_ != 0)
      std::memcpy(larger.data() + std::size_t{capacity} * bytes_, newer(), bytes_);
    states_ = std::move(larger);
    capacity_ = capacity;
    first_ = 0;
  }

  static constexpr std::uint32_t kSmall = 32;  // so few are merged at once

  std::vector<char> states_;
  std::vector<char> ends_;  // of each part behind the next one the merge with all parts behind it;
                            // that of the next one last
  std::uint32_t bytes_;
  std::uint32_t capacity_ = 0;  // 0 or a power of two
  std::uint32_t first_ = 0;
  std::uint32_t size_ = 0;
  std::uint32_t part_ = 0;     // of the older states: how many are merged at a time
  std::uint32_t merged_ = 0;   // the oldest: each holds its merge
  std::uint32_t waiting_ = 0;  // older ones behind them, as they came
};

}  // namespace nd::agg
