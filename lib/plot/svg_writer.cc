#include "plot/svg_writer.h"

#include <cmath>
#include <cstdint>

#include "base/display_width.h"
#include "base/number.h"
#include "base/utf8.h"

namespace nd::plot {
namespace {

bool is_no_xml(char32_t c) {
  return (c & 0xFFFE) == 0xFFFE;
}

// Hundredths, without trailing zeros.
void append_hundredths(std::string& out, double value) {
  constexpr double kMost = 1e12;
  const double bounded = std::isfinite(value) ? std::fmin(std::fmax(value, -kMost), kMost) : 0;
  auto hundredths = static_cast<std::int64_t>(std::floor(bounded * 100 + 0.5));
  if (hundredths < 0) out += '-';
  if (hundredths < 0) hundredths = -hundredths;
  append_int(out, hundredths / 100);
  const std::int64_t rest = hundredths % 100;
  if (rest == 0) return;
  out += '.';
  out += static_cast<char>('0' + rest / 10);
  if (rest % 10 != 0) out += static_cast<char>('0' + rest % 10);
}

}  // namespace

void append_markup_escaped(std::string& out, std::string_view text) {
  char32_t previous = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    const bool hides = is_hidden(c, previous);
    switch (c) {
      case '&':
        out += "&amp;";
        continue;
      case '<':
        out += "&lt;";
        continue;
      case '>':
        out += "&gt;";
        continue;
      case '"':
        out += "&quot;";
        continue;
      case '\'':
        out += "&#39;";
        continue;
      default:
        break;
    }
    if (hides) {
      append_escaped_control(out, c);
    } else {
      utf8::append(out, is_no_xml(c) ? utf8::kReplacement : c);
    }
  }
}

void SvgWriter::number(double value) {
  append_hundredths(out_, value);
}

void SvgWriter::attribute(std::string_view name, double value) {
  out_ += ' ';
  out_ += name;
  out_ += "=\"";
  number(value);
  out_ += '"';
}

void SvgWriter::classes(std::string_view names) {
  if (names.empty()) return;
  out_ += " class=\"";
  out_ += names;
  out_ += '"';
}

void SvgWriter::end(std::string_view element, std::string_view tooltip) {
  if (tooltip.empty()) {
    out_ += "/>\n";
    return;
  }
  out_ += "><title>";
  append_markup_escaped(out_, tooltip);
  out_ += "</title></";
  out_ += element;
  out_ += ">\n";
}

void SvgWriter::line(Place2D from, Place2D to, std::string_view names) {
  out_ += "<line";
  classes(names);
  attribute("x1", from.x);
  attribute("y1", from.y);
  attribute("x2", to.x);
  attribute("y2", to.y);
  end("line", {});
}

void SvgWriter::rect(const Box& box, std::string_view names, std::string_view tooltip) {
  out_ += "<rect";
  classes(names);
  attribute("x", box.x);
  attribute("y", box.y);
  attribute("width", std::fmax(box.width, 0));
  attribute("height", std::fmax(box.height, 0));
  end("rect", tooltip);
}

void SvgWriter::circle(Place2D center, double radius, std::string_view names,
                       std::string_view tooltip) {
  out_ += "<circle";
  classes(names);
  attribute("cx", center.x);
  attribute("cy", center.y);
  attribute("r", radius);
  end("circle", tooltip);
}

void SvgWriter::path(const std::vector<std::vector<Place2D>>& stretches, std::string_view names) {
  std::string d;
  for (const auto& stretch : stretches) {
    if (stretch.size() < 2) continue;
    for (std::size_t i = 0; i < stretch.size(); ++i) {
      d += i == 0 ? 'M' : i == 1 ? 'L' : ' ';
      append_hundredths(d, stretch[i].x);
      d += ' ';
      append_hundredths(d, stretch[i].y);
    }
  }
  if (d.empty()) return;
  out_ += "<path";
  classes(names);
  out_ += " d=\"" + d + "\"/>\n";
}

void SvgWriter::polygon(const std::vector<Place2D>& corners, std::string_view names,
                        std::string_view tooltip) {
  out_ += "<polygon";
  classes(names);
  out_ += " points=\"";
  for (std::size_t i = 0; i < corners.size(); ++i) {
    if (i > 0) out_ += ' ';
    number(corners[i].x);
    out_ += ',';
    number(corners[i].y);
  }
  out_ += '"';
  end("polygon", tooltip);
}

void SvgWriter::text(Place2D at, Anchor anchor, std::string_view text, std::string_view names,
                     std::string_view full) {
  if (text.empty()) return;
  out_ += "<text";
  classes(names);
  attribute("x", at.x);
  attribute("y", at.y);
  if (anchor == Anchor::kMiddle) out_ += " text-anchor=\"middle\"";
  if (anchor == Anchor::kEnd) out_ += " text-anchor=\"end\"";
  out_ += '>';
  append_markup_escaped(out_, text);
  if (!full.empty() && full != text) {
    out_ += "<title>";
    append_markup_escaped(out_, full);
    out_ += "</title>";
  }
  out_ += "</text>\n";
}

void SvgWriter::open_group(std::string_view names) {
  out_ += "<g";
  classes(names);
  out_ += ">\n";
}

}  // namespace nd::plot
