// Charts for a terminal, of Unicode's blocks and braille or of ASCII alone: which kind is drawn by
// which function.
#include <algorithm>
#include <iterator>

#include "plot/chart_format.h"
#include "plot/labels.h"
#include "plot/text_kinds.h"
#include "plot/words.h"

namespace nd::plot {
namespace {

constexpr int kUsualColumns = 80;

Status check_size(const RenderOptions& options) {
  constexpr int kLeastColumns = 20;
  constexpr int kMostColumns = 1000;
  constexpr int kLeastRows = 3;
  constexpr int kMostRows = 1000;
  const bool is_wide_enough =
      options.width == 0 || (options.width >= kLeastColumns && options.width <= kMostColumns);
  const bool is_high_enough =
      options.height == 0 || (options.height >= kLeastRows && options.height <= kMostRows);
  if (is_wide_enough && is_high_enough) return {};
  return usage_error("a chart of text has {} to {} columns and {} to {} rows: --size 80x20",
                     kLeastColumns, kMostColumns, kLeastRows, kMostRows);
}

void draw_nothing(const TextDrawing& d) {
  draw_header(d);
  d.out.append(word(Word::kNoData, d.chart.language)).append("\n");
  draw_footer(d);
}

using DrawKind = void (*)(const TextDrawing&);

// Those whose rows have room for words.
bool says_why_missing(DrawKind draw) {
  constexpr DrawKind kRows[] = {draw_text_bars, draw_text_dumbbell, draw_text_slope,
                                draw_text_share, draw_text_waterfall};
  return std::find(std::begin(kRows), std::end(kRows), draw) != std::end(kRows);
}

// Kinds that show a missing value by showing nothing; the others say it at its name.
bool shows_values_alone(Kind kind) {
  return kind == Kind::kLine || kind == Kind::kHist || kind == Kind::kStrip || kind == Kind::kSpark;
}

bool has_value(const Chart& chart) {
  return std::any_of(chart.series.begin(), chart.series.end(), [](const Series& series) {
    return std::any_of(series.points.begin(), series.points.end(),
                       [](const Point& point) { return !point.missing; });
  });
}

DrawKind function_of(const TextDrawing& d) {
  if (d.chart.x.empty() || d.chart.series.empty()) return draw_nothing;
  if (shows_values_alone(d.chart.kind) && !has_value(d.chart)) return draw_nothing;
  switch (d.chart.kind) {
    case Kind::kLine:
      return draw_text_lines;
    case Kind::kBar:
      return fits_columns(d) ? draw_text_columns : draw_text_bars;
    case Kind::kDumbbell:
      return draw_text_dumbbell;
    case Kind::kSlope:
      return draw_text_slope;
    case Kind::kShare:
      return draw_text_share;
    case Kind::kHist:
      return draw_text_histogram;
    case Kind::kHeat:
      return draw_text_heat;
    case Kind::kStrip:
      return draw_text_strips;
    case Kind::kSpark:
      return draw_text_sparks;
    case Kind::kWaterfall:
      break;
  }
  return draw_text_waterfall;
}

}  // namespace

Status draw_text(std::string& out, const Chart& chart, const RenderOptions& options) {
  ND_TRY(check_size(options));
  Chart visible = visible_chart(chart);
  // Sparks are for pipes: a line each, and none on their axes.
  if (chart.kind != Kind::kSpark && has_value(chart)) add_axis_notes(visible);
  const int width = options.width == 0 ? kUsualColumns : options.width;
  TextDrawing drawing{visible, glyphs(options.ascii), width, options.height, options.color, out};
  const DrawKind draw = function_of(drawing);
  drawing.says_why_missing = says_why_missing(draw);
  draw(drawing);
  return {};
}

}  // namespace nd::plot
