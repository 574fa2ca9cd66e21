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

// Where a text stands that begins in a line of the block; lines are counted from 1 there.
[[nodiscard]] inline Position position_of(const io::Block& block, std::uint64_t line,
                                          const char* text) {
  const char* const start = block.text.data();
  const char* begin = text;
  while (begin != start && begin[-1] != '\n')
    --begin;
  return {block.file, block.first_line + line - 1,
          block.first_byte + static_cast<std::uint64_t>(text - start),
          static_cast<std::uint64_t>(text - begin) + 1};
}

// A view, valid during Operator::consume().
struct Record {
  PaddedView
      text;  // the line without its end and without blanks around it; a '\n' or blank follows it
  json::Row row;
  const io::Block* block = nullptr;

  // Counts lines from the start of the block: for errors and rare uses.
  [[nodiscard]] Position position() const {
    const auto before = std::count(block->text.data(), text.data(), '\n');
    return position_of(*block, static_cast<std::uint64_t>(before) + 1, text.data());
  }
};

}  // namespace nd::stream
