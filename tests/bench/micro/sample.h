// sample: the lines that the micro-benchmarks work on: events of the synthetic platform, in memory.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/padded_view.h"

namespace nd::bench {

// Lines, each followed by '\n' and readable beyond. Owner; built once, never changed.
class Sample {
 public:
  // Requires: every line of text ends with '\n'.
  explicit Sample(std::string text);
  Sample(const Sample&) = delete;
  Sample& operator=(const Sample&) = delete;

  [[nodiscard]] const std::vector<PaddedView>& lines() const { return lines_; }
  [[nodiscard]] PaddedView text() const { return {text_.data(), size_}; }
  [[nodiscard]] std::size_t bytes() const { return size_; }

 private:
  std::string text_;  // with its padding
  std::size_t size_;
  std::vector<PaddedView> lines_;
};

// About 5 MB of events as they come.
[[nodiscard]] const Sample& events();
// The same records, the fields of each in an order of its own.
[[nodiscard]] const Sample& shuffled();
// The same records, eight to a line: {"page":…,"items":[{"event":…,"tags":[…]},…]}
[[nodiscard]] const Sample& nested();
// Records of a few long strings, some with escapes and some beyond ASCII.
[[nodiscard]] const Sample& text();

}  // namespace nd::bench
