// Canvas: a grid of terminal columns that texts and glyphs are put on, each with an ink.
//
// Belongs here: cells, wide characters, colours as escape sequences. Does not belong here: what a
// chart consists of (text_drawing.h, text_axes.h and one file for each family of kinds).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace nd::plot {

// Where colours are shown. None of them says anything that the characters do not say too.
enum class Ink : std::uint8_t {
  kPlain,
  kStrong,
  kPale,
  kAccent,
  kSeries,  // the first of kSeriesInks
};
inline constexpr std::size_t kSeriesInks = 6;
[[nodiscard]] constexpr Ink series_ink(std::size_t index) {
  return static_cast<Ink>(static_cast<std::size_t>(Ink::kSeries) + index % kSeriesInks);
}

// Owner of its text.
class Canvas {
 public:
  Canvas(int columns, int rows);

  [[nodiscard]] int columns() const { return columns_; }
  [[nodiscard]] int rows() const { return rows_; }

  // Puts whole clusters from `column` on, over what is there; what would be off the canvas is left
  // out. Returns the columns used. Requires: no control characters.
  int text(int row, int column, std::string_view text, Ink ink = Ink::kPlain);
  // The same, so that the text ends before `end`.
  void text_before(int row, int end, std::string_view text, Ink ink = Ink::kPlain);
  // `count` times a glyph of one column.
  void repeat(int row, int column, int count, std::string_view glyph, Ink ink = Ink::kPlain);

  // Whether nothing was put there. Off the canvas nothing is.
  [[nodiscard]] bool is_empty(int row, int column) const;

  // Appends the rows as lines without blanks at their ends.
  void append_to(std::string& out, bool color) const;

 private:
  struct Cell {
    std::string glyph{};  // empty: blank, or the second column of the glyph before
    bool is_second = false;
    Ink ink = Ink::kPlain;
  };
  [[nodiscard]] bool holds(int row, int column) const {
    return row >= 0 && row < rows_ && column >= 0 && column < columns_;
  }
  [[nodiscard]] std::size_t index(int row, int column) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
           static_cast<std::size_t>(column);
  }
  void clear(int row, int column);

  int columns_;
  int rows_;
  std::vector<Cell> cells_;
};

}  // namespace nd::plot
