// TextDrawing: what every chart of text has around its drawing: title, unit, legends, notes.
//
// Belongs here: glyphs, shortening and wrapping, the frame that all kinds share. Does not belong
// here: axes (text_axes.h), what a kind draws (text_kinds.h).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plot/chart.h"
#include "plot/text_canvas.h"

namespace nd::plot {

// The characters that charts are made of, each one column wide: Unicode's, or ASCII's.
struct Glyphs {
  bool is_ascii;
  std::string_view vertical, horizontal, corner;  // axes
  std::string_view tick_left, tick_below;
  std::string_view mark_vertical, mark_horizontal;
  std::string_view earlier, later, both;  // the two values of a dumbbell
  std::string_view arrow;                 // from one number to another
  std::string_view emphasis;
  std::string_view pointer;  // up to the place of a mark
  std::string_view cut;      // at the start of a bar that does not begin at 0
  std::string_view missing;  // in a heat map, of a whole
  std::string_view ellipsis;
  std::string_view ghost_fill;
  std::array<std::string_view, 8> fills;   // of bars and parts, told apart without colour
  std::array<std::string_view, 8> levels;  // from low to high, of one row's height
  std::array<std::string_view, 4> shades;  // from pale to strong
};
[[nodiscard]] const Glyphs& glyphs(bool ascii);

// One drawing in the making.
struct TextDrawing {
  const Chart& chart;  // its texts are visible_chart()'s
  const Glyphs& glyphs;
  int width = 80;  // columns
  int height = 0;  // rows of the whole that were asked for; 0: as the kind needs
  bool color = false;
  std::string& out;
  bool says_why_missing = false;  // in words, where a number would be: value_text()

  void emit(const Canvas& canvas) const { canvas.append_to(out, color); }
  // Rows for what a kind draws, where `others` rows stand around it: never below 3.
  [[nodiscard]] int body_rows(int preset, int others) const;
};

// At most `width` columns of the text; where that is not all of it, an ellipsis is at its end.
[[nodiscard]] std::string shortened(std::string_view text, int width, const Glyphs& glyphs);
// The names, cut to `width` columns so that they keep apart (short_names.h).
[[nodiscard]] std::vector<std::string> short_names(const std::vector<std::string>& names, int width,
                                                   const Glyphs& glyphs);
// Lines of at most `width` columns: broken at spaces, beside wide characters, and within what is
// longer than a line. Requires: width >= 2.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, int width);

[[nodiscard]] int columns_of(std::string_view text);
// Of the widest one.
[[nodiscard]] int widest(const std::vector<std::string>& texts);

struct LegendEntry {
  std::string sample{};
  std::string name{};
  Ink ink = Ink::kPlain;
};

// Title, description, unit, a legend and the blank line behind them; nothing where there are none.
void draw_header(const TextDrawing& drawing, const std::vector<LegendEntry>& legend = {});
[[nodiscard]] int header_rows(const TextDrawing& drawing,
                              const std::vector<LegendEntry>& legend = {});
// The legend of flags and what else has to be explained; the notes of the chart.
void draw_footer(const TextDrawing& drawing, std::vector<LegendEntry> legend = {});
[[nodiscard]] int footer_rows(const TextDrawing& drawing, std::vector<LegendEntry> legend = {});

// One letter for each flag: "b", "p", "i", "s", "l", explained by the footer.
[[nodiscard]] std::string flag_letters(Flags flags);
// What stands behind the bar of a point: its number and the letters of its flags; in words why
// there is no number.
enum class Sign : std::uint8_t { kMinus, kAlways };
[[nodiscard]] std::string value_text(const TextDrawing& drawing, const Point& point,
                                     Sign sign = Sign::kMinus);
// "mean 12.5", of marks; those that have no place in rows of periods are told without a sample.
[[nodiscard]] std::vector<LegendEntry> mark_legend(const TextDrawing& drawing);

// The ink and the fill of a series, or of a part, by its index; ghosts are pale.
[[nodiscard]] Ink ink_of(const Chart& chart, std::size_t series);
[[nodiscard]] std::string_view fill_of(const TextDrawing& drawing, std::size_t series);
[[nodiscard]] bool has_emphasis(const Series& series);

}  // namespace nd::plot
