// Puts the marks of observation flags beside the values of a table.
//
// Belongs here: which cell of a flagged record has which mark. Does not belong here: the flags and
// their marks (flags.h).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/arena.h"
#include "format/table.h"
#include "show/table_grid.h"

namespace nd::show {

// What marking a grid has come to.
struct Marked {
  Flags used = 0;  // their marks stand somewhere and have to be explained
  // Rows, in order, with flags that no cell and no column tells of; they get a column of their own.
  std::vector<std::pair<std::size_t, Flags>> beside{};
};

// In a record whose flags explain a null, the empty cells of its values become marks: of columns of
// numbers behind the first, but not of those in which a suppressed record has a value, which are
// keys. A cell that is a mark already is one of a withheld value. A column of nothing but marks
// becomes one of numbers. Requires: every row has a cell for each column, and `kinds` is of the
// same columns.
[[nodiscard]] Marked mark_cells(TableGrid& grid, std::vector<format::ColumnKind>& kinds);

// The marks of flags, one space apart.
[[nodiscard]] std::string marks_of(Flags flags);

}  // namespace nd::show
