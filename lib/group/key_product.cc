// The different values of a key are found by sorting: O(n log n) comparisons of encodings. The
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
  if (values_.size() - begin > 1) {
    const auto compare = [this](const Part& a, const Part& b) {
      return std::memcmp(bytes_.data() + a.at, bytes_.data() + b.at, a.size);
    };
    const auto first = values_.begin() + static_cast<std::ptrdiff_t>(begin);
    std::sort(first, values_.end(), [&](const Part& a, const Part& b) {
      return a.size != b.size ? a.size < b.size : compare(a, b) < 0;
    });
    values_.erase(std::unique(first, values_.end(),
                              [&](const Part& a, const Part& b) {
                                return a.size == b.size && compare(a, b) == 0;
                              }),
                  values_.end());
  }
  columns_.push_back({begin, values_.size(), begin});
  done_ = done_ || begin == values_.size();
}

std::size_t KeyProduct::next_batch() {
  combined_.clear();
  std::size_t count = 0;
  for (; count < kBatch && !done_; ++count) {
    batch_[count] = combination();
    advance();
  }
  return count;
}

KeyProduct::Part KeyProduct::combination() {
  if (columns_.size() == 1) return values_[columns_[0].at];
  const std::size_t begin = combined_.size();
  for (const Column& column : columns_) {
    const Part& value = values_[column.at];
    combined_.append({bytes_.data() + value.at, value.size});
  }
  return {begin, combined_.size() - begin};
}

void KeyProduct::advance() {
  for (auto column = columns_.rbegin(); column != columns_.rend(); ++column) {
    if (++column->at != column->end) return;
    column->at = column->begin;
  }
  done_ = true;
}

}  // namespace nd::group
