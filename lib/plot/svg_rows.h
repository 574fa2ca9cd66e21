// SvgRows: rows with a name at the left, or above where there is no room: bars, dumbbells, shares,
// strips.
//
// Belongs here: where names and rows stand. Does not belong here: what is drawn in a row.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "plot/svg_frame.h"

namespace nd::plot {

struct RowLayout {
  Box box;  // of all rows, without the names
  bool names_above = false;
  double pitch = 0;        // from one row to the next
  double name_height = 0;  // of a name above its row

  // The middle of what is drawn in a row.
  [[nodiscard]] double middle(std::size_t row) const {
    return box.y + pitch * static_cast<double>(row) + name_height + (pitch - name_height) / 2;
  }
  [[nodiscard]] double body() const { return pitch - name_height; }
};

// Rows from `top` on, `body` high without their names; --size may make them higher or lower.
[[nodiscard]] RowLayout lay_out_rows(const Drawing& drawing, const std::vector<std::string>& names,
                                     double top, double body);

void draw_row_names(Drawing& drawing, const RowLayout& rows, const std::vector<std::string>& names,
                    const std::vector<bool>& strong);

}  // namespace nd::plot
