// Records for the tests of what looks at several of them.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "base/padded_view.h"
#include "io/block_reader.h"
#include "json/projector.h"
#include "json/schema.h"
#include "stream/record.h"

namespace nd::tests {

// Gives lines as records of one block, in which they stand one after another, as those of a file
// do; their texts stay. The schema must be complete and outlive it.
class WindowRecords {
 public:
  explicit WindowRecords(const json::Schema& schema) : projector_(schema) { block_.file = "-"; }

  // Valid until the next one; its text for ever.
  stream::Record operator()(const std::string& line) {
    const std::size_t at = used_;
    REQUIRE(at + line.size() + 1 + kPadding <= memory_.size());
    std::copy(line.begin(), line.end(), memory_.begin() + static_cast<std::ptrdiff_t>(at));
    used_ += line.size();
    memory_[used_++] = '\n';
    block_.text = PaddedView(memory_.data(), used_);
    const PaddedView text = block_.text.substr(at, line.size());
    REQUIRE(projector_.project(text));
    return {text, projector_.row(), &block_};
  }

 private:
  static constexpr std::size_t kMemory = std::size_t{1} << 22;

  io::Block block_;
  json::Projector projector_;
  std::vector<char> memory_ = std::vector<char>(kMemory);
  std::size_t used_ = 0;
};

}  // namespace nd::tests
