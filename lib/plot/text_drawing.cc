#include "plot/text_drawing.h"

#include <algorithm>
#include <cstddef>

#include "base/display_width.h"
#include "plot/labels.h"
#include "plot/short_names.h"
#include "plot/words.h"

namespace nd::plot {
namespace {

constexpr Glyphs kUnicode = {
    .is_ascii = false,
    .vertical = "│",
    .horizontal = "─",
    .corner = "└",
    .tick_left = "┤",
    .tick_below = "┬",
    .mark_vertical = "┊",
    .mark_horizontal = "╌",
    .earlier = "○",
    .later = "●",
    .both = "◉",
    .arrow = "→",
    .emphasis = "◆",
    .pointer = "▲",
    .cut = "╱",
    .missing = "·",
    .ellipsis = "…",
    .ghost_fill = "─",
    .fills = {"█", "▒", "░", "▚", "╳", "═", "│", "·"},
    .levels = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
    .shades = {"░", "▒", "▓", "█"},
};

constexpr Glyphs kAscii = {
    .is_ascii = true,
    .vertical = "|",
    .horizontal = "-",
    .corner = "+",
    .tick_left = "+",
    .tick_below = "+",
    .mark_vertical = ":",
    .mark_horizontal = "-",
    .earlier = "o",
    .later = "*",
    .both = "@",
    .arrow = "->",
    .emphasis = "!",
    .pointer = "^",
    .cut = "/",
    .missing = ".",
    .ellipsis = "..",
    .ghost_fill = ".",
    .fills = {"#", "=", "+", "-", "%", "o", "~", "."},
    .levels = {"_", ".", "-", "~", "=", "+", "*", "#"},
    .shades = {":", "+", "*", "#"},
};

constexpr Flag kFlags[] = {Flag::kBreak, Flag::kProvisional, Flag::kIncomplete, Flag::kSuppressed,
                           Flag::kLowBase};

char letter_of(Flag flag) {
  switch (flag) {
    case Flag::kBreak:
      return 'b';
    case Flag::kProvisional:
      return 'p';
    case Flag::kIncomplete:
      return 'i';
    case Flag::kSuppressed:
      return 's';
    case Flag::kLowBase:
      break;
  }
  return 'l';
}

// Items side by side, in as many rows as they need.
std::vector<std::vector<LegendEntry>> legend_rows(const TextDrawing& d,
                                                  const std::vector<LegendEntry>& items) {
  constexpr int kGap = 3;
  std::vector<std::vector<LegendEntry>> rows;
  int used = 0;
  for (LegendEntry item : items) {
    const int sample = columns_of(item.sample) + (item.sample.empty() ? 0 : 1);
    item.name = shortened(item.name, std::max(2, d.width - sample), d.glyphs);
    const int width = sample + columns_of(item.name);
    if (rows.empty() || used + kGap + width > d.width) {
      rows.emplace_back();
      used = -kGap;
    }
    used += kGap + width;
    rows.back().push_back(std::move(item));
  }
  return rows;
}

void draw_legend(const TextDrawing& d, const std::vector<LegendEntry>& items) {
  for (const auto& row : legend_rows(d, items)) {
    Canvas line(d.width, 1);
    int column = 0;
    for (const LegendEntry& item : row) {
      column += line.text(0, column, item.sample, item.ink);
      if (!item.sample.empty()) ++column;
      column += line.text(0, column, item.name) + 3;
    }
    d.emit(line);
  }
}

// The paragraphs above a chart, each with its ink.
struct Paragraph {
  std::string text{};
  Ink ink = Ink::kPlain;
};

std::vector<Paragraph> header_lines(const TextDrawing& d) {
  std::vector<Paragraph> lines;
  const auto add = [&](const std::string& text, Ink ink) {
    for (std::string& line : wrapped(text, d.width))
      lines.push_back({std::move(line), ink});
  };
  add(d.chart.title, Ink::kStrong);
  add(d.chart.description, Ink::kPlain);
  add(d.chart.unit, Ink::kPale);
  return lines;
}

std::vector<LegendEntry> with_flags(const TextDrawing& d, std::vector<LegendEntry> legend) {
  Flags all = 0;
  for (const Series& series : d.chart.series) {
    for (const Point& point : series.points)
      all |= point.flags;
  }
  for (const Flag flag : kFlags) {
    if (has(all, flag) && !(flag == Flag::kSuppressed && d.says_why_missing)) {
      legend.push_back({std::string(1, letter_of(flag)),
                        std::string(word(word_of(flag), d.chart.language)), Ink::kStrong});
    }
  }
  return legend;
}

std::vector<std::string> note_lines(const TextDrawing& d) {
  std::vector<std::string> lines;
  for (const std::string& note : d.chart.notes) {
    for (std::string& line : wrapped(note, d.width))
      lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace

const Glyphs& glyphs(bool ascii) {
  return ascii ? kAscii : kUnicode;
}

int TextDrawing::body_rows(int preset, int others) const {
  constexpr int kLeast = 3;
  return height == 0 ? preset : std::max(kLeast, height - others);
}

int columns_of(std::string_view text) {
  return static_cast<int>(display_width(text));
}

int widest(const std::vector<std::string>& texts) {
  int width = 0;
  for (const std::string& text : texts)
    width = std::max(width, columns_of(text));
  return width;
}

std::string shortened(std::string_view text, int width, const Glyphs& glyphs) {
  if (columns_of(text) <= width) return std::string(text);
  const int room = width - columns_of(glyphs.ellipsis);
  int used = 0;
  std::size_t end = 0;
  while (end < text.size()) {
    const Cluster cluster = cluster_at(text, end);
    if (used + static_cast<int>(cluster.width) > room) break;
    used += static_cast<int>(cluster.width);
    end += cluster.size;
  }
  while (end > 0 && text[end - 1] == ' ')
    --end;
  return std::string(text.substr(0, end)).append(glyphs.ellipsis);
}

std::vector<std::string> short_names(const std::vector<std::string>& names, int width,
                                     const Glyphs& glyphs) {
  return short_names(names,
                     {.cut = [&](std::string_view text) { return shortened(text, width, glyphs); },
                      .fits = [&](std::string_view text) { return columns_of(text) <= width; },
                      .ellipsis = glyphs.ellipsis});
}

std::vector<std::string> wrapped(std::string_view text, int width) {
  std::vector<std::string> lines;
  std::size_t start = 0;
  std::size_t brk = 0;  // the last place at which the line may end
  int used = 0;
  int before_break = 0;  // columns up to there
  const auto add_line = [&](std::size_t end) {
    std::string_view line = text.substr(start, end - start);
    while (!line.empty() && line.back() == ' ')
      line.remove_suffix(1);
    lines.emplace_back(line);
    start = end;
  };
  for (std::size_t at = 0; at < text.size();) {
    const Cluster cluster = cluster_at(text, at);
    const int columns = static_cast<int>(cluster.width);
    const bool is_space = text[at] == ' ';
    if (columns == 2 && at > start && text[at - 1] != ' ') {
      brk = at;
      before_break = used;
    }
    if (!is_space && used + columns > width) {
      const bool within = brk <= start;
      add_line(within ? at : brk);
      used = within ? 0 : used - before_break;
      before_break = 0;
    }
    at += cluster.size;
    used += columns;
    if (is_space || columns == 2) {
      brk = at;
      before_break = used;
    }
  }
  if (start < text.size()) add_line(text.size());
  return lines;
}

void draw_header(const TextDrawing& d, const std::vector<LegendEntry>& legend) {
  const std::vector<Paragraph> lines = header_lines(d);
  for (const Paragraph& line : lines) {
    Canvas row(d.width, 1);
    row.text(0, 0, line.text, line.ink);
    d.emit(row);
  }
  draw_legend(d, legend);
  if (!lines.empty() || !legend.empty()) d.out += '\n';
}

int header_rows(const TextDrawing& d, const std::vector<LegendEntry>& legend) {
  const std::size_t rows = header_lines(d).size() + legend_rows(d, legend).size();
  return static_cast<int>(rows == 0 ? 0 : rows + 1);
}

void draw_footer(const TextDrawing& d, std::vector<LegendEntry> legend) {
  draw_legend(d, with_flags(d, std::move(legend)));
  for (const std::string& line : note_lines(d)) {
    Canvas row(d.width, 1);
    row.text(0, 0, line, Ink::kPale);
    d.emit(row);
  }
}

int footer_rows(const TextDrawing& d, std::vector<LegendEntry> legend) {
  return static_cast<int>(legend_rows(d, with_flags(d, std::move(legend))).size() +
                          note_lines(d).size());
}

std::string flag_letters(Flags flags) {
  std::string letters;
  for (const Flag flag : kFlags)
    if (has(flags, flag)) letters += letter_of(flag);
  return letters;
}

std::string value_text(const TextDrawing& d, const Point& point, Sign sign) {
  if (point.missing) {
    const bool is_hidden = has(point.flags, Flag::kSuppressed);
    std::string why(word(is_hidden ? Word::kSuppressed : Word::kMissing, d.chart.language));
    const auto others = static_cast<Flags>(point.flags & ~static_cast<unsigned>(Flag::kSuppressed));
    if (others != 0) why += ' ' + flag_letters(others);
    return why;
  }
  std::string text =
      sign == Sign::kAlways ? signed_label(d.chart, point.text) : number_label(d.chart, point.text);
  const std::string letters = flag_letters(point.flags);
  if (!letters.empty()) text += ' ' + letters;
  if (point.emphasis) text.append(" ").append(d.glyphs.emphasis);
  return text;
}

std::vector<LegendEntry> mark_legend(const TextDrawing& d) {
  std::vector<LegendEntry> items;
  for (const Mark& mark : d.chart.marks) {
    const bool is_value = mark.axis == Mark::Axis::kValue;
    const std::string at = is_value ? number_label(d.chart, mark.text) : mark.text;
    items.push_back({std::string(is_value ? d.glyphs.mark_vertical : ""), mark.name + " " + at});
  }
  return items;
}

Ink ink_of(const Chart& chart, std::size_t series) {
  return chart.series[series].role == Role::kGhost ? Ink::kPale : series_ink(series);
}

std::string_view fill_of(const TextDrawing& d, std::size_t series) {
  if (d.chart.series[series].role == Role::kGhost) return d.glyphs.ghost_fill;
  // Ghosts take none of the fills.
  std::size_t index = 0;
  for (std::size_t s = 0; s < series; ++s)
    index += d.chart.series[s].role == Role::kMain ? 1 : 0;
  return d.glyphs.fills[index % d.glyphs.fills.size()];
}

bool has_emphasis(const Series& series) {
  return std::any_of(series.points.begin(), series.points.end(),
                     [](const Point& point) { return point.emphasis; });
}

}  // namespace nd::plot
