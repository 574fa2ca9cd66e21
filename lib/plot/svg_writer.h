// SvgWriter: elements of an SVG drawing as text, with all escaping.
//
// gnuplot's own SVG has no title, description or role, styles every element by attributes that
// neither a dark page nor print can change, and its element names and fonts go with its version: it
// cannot be made to meet what a published chart needs, so that these few kinds are written
// directly.
//
// Belongs here: shapes, texts, escaping, the text of coordinates. Does not belong here: what is
// drawn where (svg_*.cc).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nd::plot {

// Appends data as text of XML and HTML: & < > " ' are escaped; hidden characters
// (base/display_width.h) are shown by their codes, what is no UTF-8 or no character of XML as
// U+FFFD.
void append_markup_escaped(std::string& out, std::string_view text);

struct Place2D {
  double x = 0;
  double y = 0;
};

struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
  [[nodiscard]] double right() const { return x + width; }
  [[nodiscard]] double bottom() const { return y + height; }
};

enum class Anchor { kStart, kMiddle, kEnd };

// Appends to a text that its owner keeps. Coordinates are pixels, written with at most two digits
// after the point. `classes` are names of the style sheet, separated by blanks.
class SvgWriter {
 public:
  explicit SvgWriter(std::string& out) : out_(out) {}

  void line(Place2D from, Place2D to, std::string_view classes);
  // With a text that shows when the pointer rests on it; none if empty.
  void rect(const Box& box, std::string_view classes, std::string_view tooltip = {});
  void circle(Place2D center, double radius, std::string_view classes,
              std::string_view tooltip = {});
  // Joined stretches of points; a stretch of one point draws nothing.
  void path(const std::vector<std::vector<Place2D>>& stretches, std::string_view classes);
  void polygon(const std::vector<Place2D>& corners, std::string_view classes,
               std::string_view tooltip = {});
  // `full` is the text where only a part of it is shown: it becomes the tooltip.
  void text(Place2D at, Anchor anchor, std::string_view text, std::string_view classes,
            std::string_view full = {});

  void open_group(std::string_view classes);
  void close_group() { out_ += "</g>\n"; }

 private:
  void number(double value);
  void attribute(std::string_view name, double value);
  void classes(std::string_view names);
  void end(std::string_view element, std::string_view tooltip);

  std::string& out_;
};

}  // namespace nd::plot
