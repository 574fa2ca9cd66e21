// CsvReader: CSV or TSV operands -> rows of cells, by RFC 4180.
//
// Belongs here: quotes, line ends inside cells, where a row starts and what is wrong with it. Does
// not belong here: the header row, the type of a cell, the expected number of cells
// (parse/parse_rows.h).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "io/block_reader.h"

namespace nd::io {

struct CsvOptions {
  char delimiter = ',';
  // Quotes may enclose a cell, as in RFC 4180; else they are data, as in TSV.
  bool quotes = true;
  // Lines that begin with it, where a row may begin, are passed over.
  std::optional<char> comment;
  // As many lines at the start of each file are passed over.
  std::uint64_t skip_lines = 0;
  // A row longer than this is a bad record. It bounds the memory that a quote without its partner
  // can cost.
  std::size_t max_row = std::size_t{64} << 20;
  ReadOptions read;  // its max_line is not used
};

// A view of a cell's text, without its quotes.
struct CsvCell {
  std::string_view text;
  bool quoted = false;
  bool doubled = false;  // `text` has "" where the cell has "
};

// A view, valid until the next call of next().
struct CsvRow {
  std::span<const CsvCell> cells;  // empty for a bad row
  std::string_view raw;            // without its line end
  std::string_view file;
  std::uint64_t line = 0;  // where it starts, from 1
  std::uint64_t byte = 0;  // the same, from 0
  bool first = false;      // of its file
  // Nothing follows it in its file, not even a line end, and there is none before it.
  bool only_line = false;
  // kInput: why the row cannot be used, with the offset in raw. Null for a good one.
  const Error* error = nullptr;
};

// Rows end with LF or CRLF; a CR elsewhere is data, as is any other byte. Blank lines are skipped,
// unless give_blank_lines() says otherwise.
//
// A bad row costs as little as can be: where its quotes are wrong it ends with the line in which
// the wrong cell starts, so the reading goes on at the next line, not at the next quote.
class CsvReader {
 public:
  // The next block, false after the last one, as BlockReader::next().
  using Blocks = std::function<Result<bool>(Block&)>;

  // An empty list is standard input.
  CsvReader(std::vector<std::string> operands, CsvOptions options);
  // The first block starts with a row. Blocks are those of one file, in their order, and know their
  // bytes; the first one knows its line.
  CsvReader(Blocks blocks, CsvOptions options);
  ~CsvReader();
  CsvReader(CsvReader&&) noexcept;
  CsvReader& operator=(CsvReader&&) noexcept;

  // false at the end of the last operand. Errors are those of BlockReader.
  [[nodiscard]] Result<bool> next(CsvRow& row);

  // Blank lines of the current file are rows of one empty cell from here on.
  void give_blank_lines();

  // The reader underneath, for progress and counts. Requires: made of operands.
  [[nodiscard]] const BlockReader& blocks() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace nd::io
