// Records for the tests of what looks at several of them.
#pragma once

#include <deque>
#include <string>

#include <doctest/doctest.h>

#include "base/padded_view.h"
#include "io/block_reader.h"
#include "json/projector.h"
#include "json/schema.h"
#include "stream/record.h"

namespace nd::tests {

// Gives lines as records of one block; their texts stay. The schema must be complete and outlive
// it.
class WindowRecords {
 public:
  explicit WindowRecords(const json::Schema& schema) : projector_(schema) { block_.file = "-"; }

  // Valid until the next one; its text for ever.
  stream::Record operator()(const std::string& line) {
    const PaddedString& padded = lines_.emplace_back(line + "\n");
    const PaddedView text = padded.view().substr(0, line.size());
    REQUIRE(projector_.project(text));
    return {text, projector_.row(), &block_};
  }

 private:
  io::Block block_;
  json::Projector projector_;
  std::deque<PaddedString> lines_;
};

}  // namespace nd::tests
