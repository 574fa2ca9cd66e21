// Record: one line with its projected row, and where it stands.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

#include "base/padded_view.h"
#include "io/block_reader.h"
#include "json/schema.h"

namespace nd::stream {

// Where a record stands.
struct Position {
  std::string_view file;
  std::uint64_t line = 0;    // from 1
  std::uint64_t byte = 0;    // of the record's first byte in the (decompressed) file
  std::uint64_t column = 1;  // of the record's first byte in its line, from 1
};

// A view, valid during Operator::consume().
struct Record {
  PaddedView
      text;  // the line without its end and without blanks around it; a '\n' or blank follows it
  json::Row row;
  const io::Block* block = nullptr;

  // Counts lines from the start of the block: for errors and rare uses.
  [[nodiscard]] Position position() const {
    const char* const start = block->text.data();
    const char* line = text.data();
    while (line != start && line[-1] != '\n')
      --line;
    const auto before = static_cast<std::uint64_t>(std::count(start, line, '\n'));
    return {block->file, block->first_line + before,
            block->first_byte + static_cast<std::uint64_t>(text.data() - start),
            static_cast<std::uint64_t>(text.data() - line) + 1};
  }
};

}  // namespace nd::stream
