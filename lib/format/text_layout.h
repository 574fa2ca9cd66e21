// How the columns of a text table share the width of a screen.
//
// Belongs here: which columns stand side by side, and how wide each is. Does not belong here: how a
// cell is written (text_table.cc).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "format/table.h"

namespace nd::format {

// Columns between two columns of a table.
inline constexpr std::size_t kColumnGap = 2;

struct PlacedColumn {
  std::size_t column = 0;
  std::size_t width = 0;  // of the screen
};

// Columns side by side, with kColumnGap between them.
using TablePart = std::vector<PlacedColumn>;

// `widths` are those that the columns need, `limit` is that of the screen; 0 is none. Columns of
// text are cut to fit; columns of numbers and bars never are. Where all that is not enough, the
// table is parted: each part begins with the first column and has as many of the next ones as can
// be read there. A part is wider than the limit only if one column of numbers is.
[[nodiscard]] std::vector<TablePart> lay_out(std::span<const Column> columns,
                                             std::span<const std::size_t> widths,
                                             std::size_t limit);

}  // namespace nd::format
