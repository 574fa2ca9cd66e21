#include "plot/svg_frame.h"

#include <algorithm>
#include <cmath>

#include "plot/labels.h"
#include "plot/period_ticks.h"
#include "plot/text_width.h"
#include "plot/words.h"

namespace nd::plot {
namespace {

constexpr double kLegendGap = 18;
constexpr double kSwatch = 22;
constexpr std::size_t kTitleLines = 4;
constexpr std::size_t kNoteLines = 4;
constexpr std::size_t kSeriesStyles = 6;

void draw_swatch(SvgWriter& svg, const LegendItem& item, double x, double y) {
  const double middle = x + 8;
  switch (item.shape) {
    case LegendItem::Shape::kLine:
      svg.line({x, y}, {x + 18, y}, item.classes);
      break;
    case LegendItem::Shape::kBox:
      svg.rect({x + 2, y - 6, 12, 12}, item.classes);
      break;
    case LegendItem::Shape::kDot:
    case LegendItem::Shape::kRing:
      svg.circle({middle, y}, 4.5, item.classes);
      break;
    case LegendItem::Shape::kFlag:
      draw_flag(svg, item.flag, {middle, y}, 5);
      break;
  }
}

// Items side by side, in as many rows as they need; draws where `svg` is given. Returns the height.
double legend(SvgWriter* svg, const std::vector<LegendItem>& items, double left, double right,
              double top, double size) {
  if (items.empty()) return 0;
  const double height = size * 1.6;
  double x = left;
  double y = top;
  for (const LegendItem& item : items) {
    const std::string name = shortened(item.name, size, right - left - kSwatch);
    const double width = kSwatch + text_width(name, size);
    if (x > left && x + width > right) {
      x = left;
      y += height;
    }
    if (svg != nullptr) {
      draw_swatch(*svg, item, x, y + height / 2);
      svg->text({x + kSwatch, y + height / 2 + size * 0.36}, Anchor::kStart, name,
                size < kText ? "small" : "", item.name);
    }
    x += width + kLegendGap;
  }
  return y + height - top;
}

constexpr Flag kFlags[] = {Flag::kBreak, Flag::kProvisional, Flag::kIncomplete, Flag::kSuppressed,
                           Flag::kLowBase};

// Kinds whose rows have room for words say what a value lacks beside it.
bool says_flags(const Chart& chart) {
  return (chart.kind == Kind::kBar && chart.x_scale == XScale::kCategory) ||
         chart.kind == Kind::kDumbbell || chart.kind == Kind::kSlope ||
         chart.kind == Kind::kShare || chart.kind == Kind::kWaterfall;
}

// One item for each flag that a point has.
std::vector<LegendItem> flag_items(const Chart& chart) {
  std::vector<LegendItem> items;
  if (says_flags(chart)) return items;
  Flags all = 0;
  for (const Series& series : chart.series) {
    for (const Point& point : series.points)
      all |= point.flags;
  }
  for (const Flag flag : kFlags) {
    if (!has(all, flag)) continue;
    items.push_back(
        {LegendItem::Shape::kFlag, std::string(word(word_of(flag), chart.language)), {}, flag});
  }
  return items;
}

std::vector<std::string> note_lines(const Chart& chart, double width) {
  std::vector<std::string> lines;
  for (const std::string& note : chart.notes) {
    for (std::string& line : wrapped(note, kSmallText, width - 2 * kMargin, kNoteLines))
      lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace

void draw_flag(SvgWriter& svg, Flag flag, Place2D center, double size) {
  const auto [x, y] = center;
  switch (flag) {
    case Flag::kBreak:
      for (const double side : {-1.75, 1.75})
        svg.line({x + side, y - size}, {x + side, y + size}, "axis");
      break;
    case Flag::kSuppressed:
      svg.line({x - size, y - size}, {x + size, y + size}, "axis");
      svg.line({x - size, y + size}, {x + size, y - size}, "axis");
      break;
    case Flag::kLowBase:
      svg.polygon({{x, y - size}, {x + size, y}, {x, y + size}, {x - size, y}}, "ring");
      break;
    case Flag::kProvisional:
      svg.circle(center, size * 0.9, "ring");
      break;
    case Flag::kIncomplete:
      svg.circle(center, size * 0.9, "ring half");
      break;
  }
}

void draw_flags_of_missing(SvgWriter& svg, const Point& point, Place2D center) {
  constexpr double kSize = 4;
  if (!point.missing) return;
  for (const Flag flag : kFlags) {
    // A break is a line across all series.
    if (flag == Flag::kBreak || !has(point.flags, flag)) continue;
    draw_flag(svg, flag, center, kSize);
    center.x += 2.5 * kSize;
  }
}

void draw_no_data(Drawing& drawing, const Box& box) {
  drawing.svg.text({box.x + box.width / 2, box.y + box.height / 2 - 6}, Anchor::kMiddle,
                   word(Word::kNoData, drawing.chart.language), "halo soft");
}

double Drawing::body_height(double top, double preset, double least) const {
  if (wanted_height <= 0) return preset;
  return std::max(least, wanted_height - top - footer_height);
}

bool is_taken(const std::vector<Box>& rooms, const Box& wanted) {
  return std::any_of(rooms.begin(), rooms.end(), [&](const Box& room) {
    return room.x < wanted.right() && wanted.x < room.right() && room.y < wanted.bottom() &&
           wanted.y < room.bottom();
  });
}

void Drawing::label(Place2D at, Anchor anchor, const std::string& text, double room,
                    std::string_view classes) {
  constexpr double kBaseline = 4.2;  // below the middle of the letters
  constexpr double kAround = 2;
  const bool bold = classes.find("strong") != std::string_view::npos;
  const std::string shown = shortened(text, kSmallText, room, bold);
  const double text_room = text_width(shown, kSmallText, bold);
  const double start = anchor == Anchor::kStart ? at.x
                       : anchor == Anchor::kEnd ? at.x - text_room
                                                : at.x - text_room / 2;
  const Box box{start - kAround, at.y - kSmallText / 2 - kAround, text_room + 2 * kAround,
                kSmallText + 2 * kAround};
  if (is_taken(mark_lines, box)) svg.rect(box, "paper");
  svg.text({at.x, at.y + kBaseline}, anchor, shown, classes, text);
}

double draw_header(Drawing& drawing, const std::vector<LegendItem>& items) {
  const Chart& chart = drawing.chart;
  double y = kMargin - 3;
  const double width = drawing.right() - drawing.left();
  for (const std::string& line : wrapped(chart.title, kTitleText, width, kTitleLines, true)) {
    y += kTitleText * 1.25;
    drawing.svg.text({drawing.left(), y - 3}, Anchor::kStart, line, "title", chart.title);
  }
  for (const std::string& line : wrapped(chart.unit, kText, width, 2)) {
    y += kText * kLineHeight;
    drawing.svg.text({drawing.left(), y}, Anchor::kStart, line, "soft", chart.unit);
  }
  if (!chart.title.empty() || !chart.unit.empty()) y += 6;
  y += legend(&drawing.svg, items, drawing.left(), drawing.right(), y, kText);
  return y + 8;
}

double footer_height(const Chart& chart, double width) {
  const double flags = legend(nullptr, flag_items(chart), kMargin, width - kMargin, 0, kSmallText);
  const auto lines = static_cast<double>(note_lines(chart, width).size());
  const double gap = flags > 0 || lines > 0 ? 6 : 0;
  return gap + flags + lines * kNoteHeight + kMargin;
}

void draw_footer(Drawing& drawing, double top) {
  double y = top + 6;
  y += legend(&drawing.svg, flag_items(drawing.chart), drawing.left(), drawing.right(), y,
              kSmallText);
  for (const std::string& line : note_lines(drawing.chart, drawing.width)) {
    y += kNoteHeight;
    drawing.svg.text({drawing.left(), y - 3}, Anchor::kStart, line, "small");
  }
}

std::string series_class(std::string_view prefix, std::size_t index) {
  return std::string(prefix) + static_cast<char>('1' + index % kSeriesStyles);
}

std::vector<const Series*> main_series(const Chart& chart) {
  std::vector<const Series*> out;
  for (const Series& series : chart.series)
    if (series.role == Role::kMain) out.push_back(&series);
  return out;
}

std::string tooltip_of(const Chart& chart, std::size_t x, const Series& series) {
  const Point& point = series.points[x];
  std::string text = chart.x[x].label;
  if (chart.series.size() > 1 && !series.name.empty()) text += ", " + series.name;
  text += ": ";
  const std::string flags = flags_label(point, chart.language);
  if (point.missing) return text + flags;
  text += exact_label(chart, point.text);
  if (!flags.empty()) text += " (" + flags + ")";
  return text;
}

}  // namespace nd::plot
