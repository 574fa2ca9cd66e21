#include "plot/svg_rows.h"

#include <algorithm>

#include "plot/text_width.h"

namespace nd::plot {
namespace {

constexpr double kMostNameShare = 0.36;  // of the width, beside a row
constexpr double kNameGap = 10;
constexpr double kLeastBody = 9;

}  // namespace

RowLayout lay_out_rows(const Drawing& drawing, const std::vector<std::string>& names, double top,
                       double body) {
  RowLayout rows;
  double widest = 0;
  for (const std::string& name : names)
    widest = std::max(widest, text_width(name, kText));
  const double most = (drawing.right() - drawing.left()) * kMostNameShare;
  rows.names_above = drawing.is_narrow() && widest > most;
  rows.name_height = rows.names_above ? kText * kLineHeight : 0;
  const double count = std::max<double>(1, static_cast<double>(names.size()));
  const double preset = (body + rows.name_height) * count;
  const double height = drawing.body_height(top, preset, (kLeastBody + rows.name_height) * count);
  rows.pitch = height / count;
  const double name_width = rows.names_above || widest == 0 ? 0 : std::min(widest, most) + kNameGap;
  const double left = drawing.left() + name_width;
  rows.box = {left, top, drawing.right() - left, height};
  return rows;
}

void draw_row_names(Drawing& drawing, const RowLayout& rows, const std::vector<std::string>& names,
                    const std::vector<bool>& strong) {
  // Rows lower than a line have no names of their own.
  if (rows.pitch < kSmallText - 1) return;
  const double room = rows.names_above ? rows.box.width : rows.box.x - drawing.left() - kNameGap;
  const std::vector<std::string> texts = short_names(names, kText, room);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) continue;
    const std::string_view classes = i < strong.size() && strong[i] ? "strong" : "";
    if (rows.names_above) {
      const double y = rows.box.y + rows.pitch * static_cast<double>(i) + rows.name_height - 4;
      drawing.svg.text({rows.box.x, y}, Anchor::kStart, texts[i], classes, names[i]);
      continue;
    }
    drawing.svg.text({rows.box.x - kNameGap, rows.middle(i) + 4.5}, Anchor::kEnd, texts[i], classes,
                     names[i]);
  }
}

}  // namespace nd::plot
