// Lines by Bresenham's algorithm (J. E. Bresenham, Algorithm for computer control of a digital
// plotter, 1965): one step along the longer side at a time. Cost: the dots of the longer side.
#include "plot/text_dots.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/utf8.h"

namespace nd::plot {
namespace {

constexpr char32_t kBraille = 0x2800;
// Bits of U+2800 by row and column of the dot.
constexpr std::uint8_t kBits[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
// A row's middle lies between its second and its third dot; the second one is taken.
constexpr int kMiddleDot = 1;

constexpr Dash kDashes[] = {{1, 1}, {4, 6}, {2, 4}, {1, 2}};

}  // namespace

Dash dash_of(std::size_t series) {
  return kDashes[series % std::size(kDashes)];
}

Dots::Dots(const Area& area, std::string_view symbol)
    : area_(area),
      symbol_(symbol),
      across_(symbol.empty() ? 2 : 1),
      down_(symbol.empty() ? 4 : 1),
      cells_(static_cast<std::size_t>(area.columns) * static_cast<std::size_t>(area.rows)) {}

int Dots::dot_x(double x) const {
  return static_cast<int>(std::lround(std::clamp(x, 0.0, 1.0) * (area_.columns * across_ - 1)));
}

int Dots::dot_y(double y) const {
  const int up =
      static_cast<int>(std::lround(std::clamp(y, 0.0, 1.0) * ((area_.rows - 1) * down_)));
  return (area_.rows - 1) * down_ - up + (down_ > 1 ? kMiddleDot : 0);
}

int Dots::column_of(double x) const {
  return area_.left + dot_x(x) / across_;
}

int Dots::row_of(double y) const {
  return area_.top + dot_y(y) / down_;
}

void Dots::set(int x, int y) {
  const auto cell = static_cast<std::size_t>(y / down_) * static_cast<std::size_t>(area_.columns) +
                    static_cast<std::size_t>(x / across_);
  cells_[cell] |= symbol_.empty() ? kBits[y % down_][x % across_] : std::uint8_t{1};
}

void Dots::point(At at) {
  set(dot_x(at.x), dot_y(at.y));
}

void Dots::line(At from, At to, Dash dash) {
  int x = dot_x(from.x);
  int y = dot_y(from.y);
  const int end_x = dot_x(to.x);
  const int end_y = dot_y(to.y);
  const int wide = std::abs(end_x - x);
  const int high = std::abs(end_y - y);
  const int step_x = x < end_x ? 1 : -1;
  const int step_y = y < end_y ? 1 : -1;
  int error = wide - high;
  while (true) {
    // By the place, not by the step: the dashes of short lines that follow each other go on.
    const int along = wide >= high ? x : y;
    if (along % dash.period < dash.on) set(x, y);
    if (x == end_x && y == end_y) return;
    const int twice = 2 * error;
    if (twice > -high) {
      error -= high;
      x += step_x;
    }
    if (twice < wide) {
      error += wide;
      y += step_y;
    }
  }
}

void Dots::draw(Canvas& canvas, Ink ink, Where where) const {
  std::string glyph;
  for (int row = 0; row < area_.rows; ++row) {
    for (int column = 0; column < area_.columns; ++column) {
      const std::uint8_t bits =
          cells_[static_cast<std::size_t>(row) * static_cast<std::size_t>(area_.columns) +
                 static_cast<std::size_t>(column)];
      if (bits == 0) continue;
      const int at_row = area_.top + row;
      const int at_column = area_.left + column;
      if (where == Where::kEmpty && !canvas.is_empty(at_row, at_column)) continue;
      glyph.clear();
      if (symbol_.empty()) {
        utf8::append(glyph, kBraille + bits);
      } else {
        glyph = symbol_;
      }
      canvas.text(at_row, at_column, glyph, ink);
    }
  }
}

std::string line_sample(std::string_view symbol, Dash dash) {
  constexpr int kColumns = 3;
  std::string out;
  for (int column = 0; column < kColumns; ++column) {
    if (!symbol.empty()) {
      out += symbol;
      continue;
    }
    std::uint8_t bits = 0;
    for (int x = 0; x < 2; ++x)
      if ((2 * column + x) % dash.period < dash.on) bits |= kBits[kMiddleDot][x];
    if (bits == 0) {
      out += ' ';
    } else {
      utf8::append(out, kBraille + bits);
    }
  }
  return out;
}

}  // namespace nd::plot
