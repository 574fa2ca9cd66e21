// TableGrid: the columns and rows of a table while they grow, before their numbers are formatted.
#pragma once

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include "format/table.h"
#include "show/flags.h"
#include "show/table_request.h"

namespace nd::show {

// The text of a number cell is its JSON text. A row may be shorter than the columns. Rows and
// columns are numbered from 0.
struct TableGrid {
  std::vector<TableColumn> columns{};
  std::vector<std::vector<format::Cell>> rows{};
  std::vector<std::size_t> totals{};            // rows that sum up the others, in order
  std::map<std::size_t, Flags> flagged_rows{};  // what is to be told of a record's values
  // Of a pivot, where each cell is a record: by row and column.
  std::map<std::pair<std::size_t, std::size_t>, Flags> flagged_cells{};
};

}  // namespace nd::show
