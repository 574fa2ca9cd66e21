// Shares: parts of a whole as one bar for each series, with the percentages in words below it.
//
// Each part ends at the column nearest to the sum of the shares so far, so that no rounding adds
// up.
#include <algorithm>
#include <cmath>

#include "base/wording.h"
#include "plot/labels.h"
#include "plot/parts.h"
#include "plot/text_axes.h"
#include "plot/text_kinds.h"
#include "plot/words.h"

namespace nd::plot {
namespace {

// More parts than there are fills are drawn as letters.
constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

std::string_view fill(const TextDrawing& d, const Part& part) {
  if (part.is_rest) return d.glyphs.missing;
  // The last fill is like that of the rest.
  if (d.chart.x.size() < d.glyphs.fills.size()) return d.glyphs.fills[part.x];
  return kLetters.substr(part.x % kLetters.size(), 1);
}

std::string name_of(const TextDrawing& d, const Part& part) {
  return part.is_rest ? std::string(word(Word::kRest, d.chart.language)) : d.chart.x[part.x].label;
}

// The bar of a series, with the percentages in the parts that have room for them if `with_numbers`.
// Returns the parts whose percentage does not stand in them.
std::vector<const Part*> draw_bar(const TextDrawing& d, Canvas& row, const std::vector<Part>& parts,
                                  const Area& area, bool with_numbers) {
  std::vector<const Part*> untold;
  double sum = 0;
  int end = 0;
  for (const Part& part : parts) {
    if (part.missing) {
      untold.push_back(&part);
      continue;
    }
    const int start = end;
    sum += part.share;
    end = static_cast<int>(std::lround(std::min(1.0, sum) * area.columns));
    const Ink ink = part.is_rest ? Ink::kPale : series_ink(part.x);
    row.repeat(0, area.left + start, end - start, fill(d, part), ink);
    const std::string number = " " + part.label + " ";
    const int room = end - start - columns_of(number);
    if (!with_numbers || room < 2) {
      untold.push_back(&part);
    } else {
      row.text(0, area.left + start + room / 2, number, ink);
    }
  }
  return untold;
}

// Below one bar of several: what does not stand in its parts.
void draw_untold(const TextDrawing& d, const std::vector<const Part*>& parts, int left) {
  const std::string all =
      joined(parts, [&](const Part* p) { return name_of(d, *p) + " " + p->label; });
  for (const std::string& line : wrapped(all, d.width - left)) {
    Canvas row(d.width, 1);
    row.text(0, left, line, Ink::kPale);
    d.emit(row);
  }
}

// Below a single bar: its parts with their percentages and values, or why there are none.
void draw_parts(const TextDrawing& d, const std::vector<Part>& parts) {
  std::vector<std::string> names;
  std::vector<std::string> percents;
  std::vector<std::string> values;
  for (const Part& part : parts) {
    names.push_back(name_of(d, part));
    percents.push_back(part.missing ? std::string() : part.label);
    values.push_back(part.is_rest ? std::string()
                                  : value_text(d, d.chart.series.front().points[part.x]));
  }
  constexpr int kKey = 2;
  constexpr int kGap = 2;
  const int others = kKey + 2 * kGap + widest(percents) + widest(values);
  const int labels = std::min(widest(names), std::max(4, std::min(d.width / 2, d.width - others)));
  names = short_names(names, labels, d.glyphs);
  const int end = kKey + labels + kGap + widest(percents);
  const int values_end = end + kGap + widest(values);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    Canvas row(std::max(d.width, values_end), 1);
    row.text(0, 0, fill(d, parts[i]), parts[i].is_rest ? Ink::kPale : series_ink(parts[i].x));
    row.text(0, kKey, names[i]);
    row.text_before(0, end, percents[i], Ink::kStrong);
    row.text_before(0, values_end, values[i], parts[i].missing ? Ink::kPale : Ink::kPlain);
    d.emit(row);
  }
}

std::vector<LegendEntry> parts_legend(const TextDrawing& d) {
  std::vector<LegendEntry> items;
  bool has_rest = false;
  for (const Series& series : d.chart.series) {
    for (const Part& part : parts_of(d.chart, series))
      has_rest = has_rest || part.is_rest;
  }
  for (std::size_t x = 0; x < d.chart.x.size(); ++x) {
    const Part part{x, false, false, 0, {}};
    items.push_back({std::string(fill(d, part)), name_of(d, part), series_ink(x)});
  }
  if (has_rest) {
    items.push_back({std::string(d.glyphs.missing),
                     std::string(word(Word::kRest, d.chart.language)), Ink::kPale});
  }
  return items;
}

}  // namespace

void draw_text_share(const TextDrawing& d) {
  if (d.chart.series.size() == 1) {
    const std::vector<Part> parts = parts_of(d.chart, d.chart.series.front());
    draw_header(d);
    Canvas row(d.width, 1);
    if (parts.empty()) {
      row.text(0, 0, word(Word::kNoData, d.chart.language));
    } else {
      static_cast<void>(draw_bar(d, row, parts, {0, d.width, 0, 1}, false));
    }
    d.emit(row);
    if (!parts.empty()) d.out += '\n';
    draw_parts(d, parts);
    draw_footer(d);
    return;
  }
  draw_header(d, parts_legend(d));
  const int labels = std::min(widest(series_names(d.chart)), d.width - d.width / 2 - 2);
  const int left = labels + 2;
  const std::vector<std::string> names = short_names(series_names(d.chart), labels, d.glyphs);
  for (std::size_t s = 0; s < names.size(); ++s) {
    const std::vector<Part> parts = parts_of(d.chart, d.chart.series[s]);
    Canvas row(d.width, 1);
    row.text(0, 0, names[s]);
    std::vector<const Part*> untold;
    if (parts.empty()) {
      row.text(0, left, word(Word::kNoData, d.chart.language), Ink::kPale);
    } else {
      untold = draw_bar(d, row, parts, {left, d.width - left, 0, 1}, true);
    }
    d.emit(row);
    draw_untold(d, untold, left);
  }
  draw_footer(d);
}

}  // namespace nd::plot
