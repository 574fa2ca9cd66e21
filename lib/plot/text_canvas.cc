#include "plot/text_canvas.h"

#include "base/display_width.h"

namespace nd::plot {
namespace {

// Of the 256 colours those of middle lightness, which stand out from a light and from a dark
// background alike.
constexpr std::string_view kInks[] = {"",         "1",       "38;5;245", "1;38;5;166", "38;5;32",
                                      "38;5;166", "38;5;29", "38;5;133", "38;5;100",   "38;5;168"};
static_assert(std::size(kInks) == static_cast<std::size_t>(Ink::kSeries) + kSeriesInks);

void append_ink(std::string& out, Ink ink) {
  out += "\x1b[0";
  const std::string_view code = kInks[static_cast<std::size_t>(ink)];
  if (!code.empty()) out.append(";").append(code);
  out += 'm';
}

}  // namespace

Canvas::Canvas(int columns, int rows)
    : columns_(columns),
      rows_(rows),
      cells_(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows)) {}

// A wide glyph of which one column is taken goes as a whole.
void Canvas::clear(int row, int column) {
  if (cells_[index(row, column)].is_second) cells_[index(row, column - 1)] = {};
  if (column + 1 < columns_ && cells_[index(row, column + 1)].is_second)
    cells_[index(row, column + 1)] = {};
  cells_[index(row, column)] = {};
}

int Canvas::text(int row, int column, std::string_view text, Ink ink) {
  const int start = column;
  for (std::size_t at = 0; at < text.size();) {
    const Cluster cluster = cluster_at(text, at);
    const std::string_view glyph = text.substr(at, cluster.size);
    at += cluster.size;
    const int width = static_cast<int>(cluster.width);
    // A mark without a base takes no column: it joins what stands before it.
    if (width == 0) {
      if (column > start && holds(row, column - 1)) {
        const bool after_wide = cells_[index(row, column - 1)].is_second;
        cells_[index(row, column - (after_wide ? 2 : 1))].glyph += glyph;
      }
      continue;
    }
    if (holds(row, column) && holds(row, column + width - 1)) {
      for (int i = 0; i < width; ++i)
        clear(row, column + i);
      Cell& cell = cells_[index(row, column)];
      cell.glyph = glyph;
      cell.ink = ink;
      if (width == 2) cells_[index(row, column + 1)].is_second = true;
    }
    column += width;
  }
  return column - start;
}

void Canvas::text_before(int row, int end, std::string_view text, Ink ink) {
  this->text(row, end - static_cast<int>(display_width(text)), text, ink);
}

void Canvas::repeat(int row, int column, int count, std::string_view glyph, Ink ink) {
  for (int i = 0; i < count; ++i)
    text(row, column + i, glyph, ink);
}

bool Canvas::is_empty(int row, int column) const {
  if (!holds(row, column)) return false;
  const Cell& cell = cells_[index(row, column)];
  return !cell.is_second && (cell.glyph.empty() || cell.glyph == " ");
}

void Canvas::append_to(std::string& out, bool color) const {
  for (int row = 0; row < rows_; ++row) {
    std::size_t blanks = 0;
    Ink ink = Ink::kPlain;
    for (int column = 0; column < columns_; ++column) {
      const Cell& cell = cells_[index(row, column)];
      if (cell.is_second) continue;
      if (is_empty(row, column)) {
        ++blanks;
        continue;
      }
      if (color && ink != Ink::kPlain && (cell.ink != ink)) append_ink(out, Ink::kPlain);
      out.append(blanks, ' ');
      blanks = 0;
      if (color && cell.ink != ink && cell.ink != Ink::kPlain) append_ink(out, cell.ink);
      ink = cell.ink;
      out += cell.glyph;
    }
    if (color && ink != Ink::kPlain) append_ink(out, Ink::kPlain);
    out += '\n';
  }
}

}  // namespace nd::plot
