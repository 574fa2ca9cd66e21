// From gathered cells to a written table: totals, bars, number formats, then the renderer.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "format/table.h"
#include "io/output.h"
#include "show/table_grid.h"
#include "show/table_request.h"

namespace nd::show {

// The columns without knowledge of their cells.
[[nodiscard]] std::vector<format::Column> table_columns(const TableGrid& grid);

// What a cell shows: a number (its JSON text) in its column's format, and in full behind it where
// that says more; any other text as it is. `digits` apply to percent, K/M/B and 万/亿, and to a
// number without a style; --int numbers are whole. `marks`, if any, stand behind the text. The text
// lives in `texts`.
[[nodiscard]] format::Cell formatted(const format::Cell& cell, const FieldStyle& style,
                                     std::optional<int> digits, Arena& texts,
                                     std::string_view marks = {});

// Writes the table; of a grid without columns, nothing. The cells' texts must live as long as
// `texts`, where new ones go.
[[nodiscard]] Status write_table(const TableLayout& layout, TableGrid grid, Arena& texts,
                                 io::Output& out);

}  // namespace nd::show
