// A figure for a page: the drawing for wide and for narrow screens, its description, its data.
//
// <figure class="ndplot-figure"> with two drawings, of which the style sheet shows the one that
// suits the width of the screen, and a table of the data that opens. Without style sheet both are
// shown.
#include "plot/chart_format.h"
#include "plot/data_table.h"
#include "plot/labels.h"
#include "plot/svg_chart.h"
#include "plot/words.h"

namespace nd::plot {
namespace {

constexpr int kNarrow = 360;

constexpr std::string_view kStyle =
    "<style>.ndplot-figure{margin:0;max-width:100%;overflow-x:auto}.ndplot-figure "
    ".narrow{display:none}"
    "@media screen and (max-width:560px){.ndplot-figure .wide{display:none}"
    ".ndplot-figure .narrow{display:inline}}"
    ".ndplot-figure figcaption,.ndplot-figure summary{font-size:14px}</style>\n";

}  // namespace

Status draw_html(std::string& out, const Chart& original, const RenderOptions& options) {
  const Chart chart = visible_chart(original);
  out += "<figure class=\"ndplot-figure\">\n";
  out += kStyle;
  append_svg(out, chart, options, "wide");
  append_svg(out, chart, {kNarrow, 0, options.ascii, options.color}, "narrow");
  if (!chart.description.empty()) {
    out += "<figcaption>";
    append_markup_escaped(out, chart.description);
    out += "</figcaption>\n";
  }
  out += "<details><summary>";
  out += word(Word::kData, chart.language);
  out += "</summary>\n";
  append_data_table(out, chart);
  out += "</details>\n</figure>\n";
  return {};
}

}  // namespace nd::plot
