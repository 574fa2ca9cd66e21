// The different values of a key are found by comparing all pairs of a few, else by sorting. The
// combinations are counted through like the digits of a number, the last key fastest.
#include "group/key_product.h"

#include <algorithm>
#include <cstring>

namespace nd::group {

void KeyProduct::clear() {
  bytes_.clear();
  value_begin_ = 0;
  values_.clear();
  columns_.clear();
  done_ = false;
}

void KeyProduct::end_key() {
  const std::size_t begin = columns_.empty() ? 0 : columns_.back().end;
  if (values_.size() - begin > 1) drop_repeats(begin);
  columns_.push_back({begin, values_.size(), begin});
  done_ = done_ || begin == values_.size();
}

void KeyProduct::drop_repeats(std::size_t begin) {
  const auto compare = [this](const Part& a, const Part& b) {
    return std::memcmp(bytes_.data() + a.at, bytes_.data() + b.at, a.size);
  };
  const auto equal = [&](const Part& a, const Part& b) {
    return a.size == b.size && compare(a, b) == 0;
  };
  const auto first = values_.begin() + static_cast<std::ptrdiff_t>(begin);
  constexpr std::ptrdiff_t kFew = 8;
  if (values_.end() - first > kFew) {
    std::sort(first, values_.end(), [&](const Part& a, const Part& b) {
      return a.size != b.size ? a.size < b.size : compare(a, b) < 0;
    });
    values_.erase(std::unique(first, values_.end(), equal), values_.end());
    return;
  }
  auto kept = first;
  for (auto value = first; value != values_.end(); ++value) {
    const auto is_it = [&](const Part& other) { return equal(*value, other); };
    if (std::none_of(first, kept, is_it)) *kept++ = *value;
  }
  values_.erase(kept, values_.end());
}

std::size_t KeyProduct::next_batch() {
  if (done_) return 0;
  if (columns_.size() == 1) return next_values();
  combined_.clear();
  std::size_t count = 0;
  for (; count < kBatch && !done_; ++count) {
    const std::size_t begin = combined_.size();
    for (const Column& column : columns_) {
      const Part& value = values_[column.at];
      combined_.append({bytes_.data() + value.at, value.size});
    }
    combinations_[count] = {begin, combined_.size() - begin};
    advance();
  }
  batch_ = combinations_;
  return count;
}

std::size_t KeyProduct::next_values() {
  Column& column = columns_[0];
  batch_ = values_.data() + column.at;
  const std::size_t count = std::min(column.end - column.at, kBatch);
  column.at += count;
  done_ = column.at == column.end;
  return count;
}

void KeyProduct::advance() {
  for (auto column = columns_.rbegin(); column != columns_.rend(); ++column) {
    if (++column->at != column->end) return;
    column->at = column->begin;
  }
  done_ = true;
}

}  // namespace nd::group
