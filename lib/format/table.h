// The table model: titled columns and rows of cells, as text that is ready to be escaped.
//
// Belongs here: what a table is. Does not belong here: where its cells come from (show/tabulate.h),
// how numbers look (number_format.h), how it is written (table_format.h and one file per renderer).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nd::format {

// What a cell holds. Renderers align, escape and quote by it.
enum class CellKind : std::uint8_t {
  kMissing,  // null or no such field; the text is what stands for it
  kMark,     // no value either; the text is the mark of a note that says why, from code
  kNumber,   // a formatted number: only digits, signs, separators and a unit
  kText,     // any text, from the data: may hold every character there is
  kBar,      // blocks and spaces, made by append_bar()
};

enum class ColumnKind : std::uint8_t { kText, kNumber, kBar };

// A view; whoever made the table owns the text.
struct Cell {
  std::string_view text;
  CellKind kind = CellKind::kMissing;
  // Of a number whose text is rounded or has a unit: how many bytes right behind the text are the
  // number in full, as JSON. 0: the text is all there is.
  std::uint32_t full_bytes = 0;

  [[nodiscard]] std::string_view full() const { return {text.data() + text.size(), full_bytes}; }
};

struct Column {
  std::string title;
  // kNumber: right-aligned; its texts are never cut.
  ColumnKind kind = ColumnKind::kText;
};

// What a mark in a cell (`[c]`) stands for.
struct Note {
  std::string_view mark;
  std::string_view meaning;
};

// Row-major cells. The texts that the cells view must outlive the table.
class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  [[nodiscard]] std::span<const Column> columns() const { return columns_; }
  // What the marks in its cells stand for, to be said below the rows.
  [[nodiscard]] std::span<const Note> notes() const { return notes_; }
  void add_note(const Note& note) { notes_.push_back(note); }
  [[nodiscard]] std::size_t row_count() const { return row_count_; }
  [[nodiscard]] std::span<const Cell> row(std::size_t index) const {
    return std::span<const Cell>(cells_).subspan(index * columns_.size(), columns_.size());
  }
  // Whether it is one of the rows at the end that sum up the others.
  [[nodiscard]] bool is_footer(std::size_t index) const {
    return index + footer_rows_ >= row_count_;
  }

  // Appends a row. Requires: as many cells as columns; no footer row was added before.
  void add_row(std::span<const Cell> cells) {
    cells_.insert(cells_.end(), cells.begin(), cells.end());
    ++row_count_;
  }
  void add_footer_row(std::span<const Cell> cells) {
    add_row(cells);
    ++footer_rows_;
  }

 private:
  std::vector<Column> columns_;
  std::vector<Cell> cells_;
  std::vector<Note> notes_;
  std::size_t row_count_ = 0;
  std::size_t footer_rows_ = 0;
};

}  // namespace nd::format
