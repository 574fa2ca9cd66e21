// Dots: a grid that is finer than that of characters, for lines: two by four dots of braille in a
// column of Unicode, one in a column of ASCII.
//
// Belongs here: lines as dots, dashed or whole. Does not belong here: axes and labels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plot/text_axes.h"

namespace nd::plot {

// Of each `period` dots along a line the first `on` are drawn.
struct Dash {
  int on = 1;
  int period = 1;
};
// The dash of a series by its index, that of a ghost: told apart without colour.
[[nodiscard]] Dash dash_of(std::size_t series);
inline constexpr Dash kGhostDash{1, 3};

// Lines of one look in an area.
class Dots {
 public:
  // `symbol`: of ASCII; empty for braille.
  Dots(const Area& area, std::string_view symbol);

  // Places from 0 to 1, from left to right and from bottom to top: the middle of the first and of
  // the last column and row.
  struct At {
    double x = 0;
    double y = 0;
  };
  void point(At at);
  void line(At from, At to, Dash dash);
  // The column and the row of the canvas where a point is.
  [[nodiscard]] int column_of(double x) const;
  [[nodiscard]] int row_of(double y) const;

  // Puts the dots on the canvas where nothing is yet; `over` what is there as well.
  enum class Where : std::uint8_t { kEmpty, kOver };
  void draw(Canvas& canvas, Ink ink, Where where) const;

 private:
  [[nodiscard]] int dot_x(double x) const;
  [[nodiscard]] int dot_y(double y) const;
  void set(int x, int y);

  Area area_;
  std::string_view symbol_;
  int across_;  // dots of a column
  int down_;    // dots of a row
  std::vector<std::uint8_t> cells_;
};

// Three columns of a line as a legend shows it.
[[nodiscard]] std::string line_sample(std::string_view symbol, Dash dash);

}  // namespace nd::plot
