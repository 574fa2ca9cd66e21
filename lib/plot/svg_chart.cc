#include "plot/svg_chart.h"

#include <algorithm>

#include "base/hash.h"
#include "base/hex.h"
#include "base/number.h"
#include "plot/labels.h"
#include "plot/svg_axes.h"
#include "plot/svg_style.h"
#include "plot/words.h"

namespace nd::plot {
namespace {

constexpr int kWidth = 720;
constexpr int kLeastWidth = 240;

using Draw = double (*)(Drawing&);
// In the order of the enum.
constexpr Draw kDraws[] = {draw_line_kind,  draw_bar_kind,      draw_dumbbell_kind, draw_slope_kind,
                           draw_share_kind, draw_hist_kind,     draw_heat_kind,     draw_strip_kind,
                           draw_spark_kind, draw_waterfall_kind};
static_assert(std::size(kDraws) == static_cast<std::size_t>(Kind::kWaterfall) + 1);

// All that tells charts apart, so that their ids differ.
std::string identity(const Chart& chart, std::string_view variant, int width) {
  std::string all = chart.title + '\n' + chart.description + '\n' + chart.unit + '\n';
  append_int(all, static_cast<int>(chart.kind));
  append_int(all, width);
  all += variant;
  for (const XValue& x : chart.x)
    all += '\n' + x.label;
  for (const Series& series : chart.series) {
    all += '\n' + series.name + '\n';
    for (const Point& point : series.points)
      all += point.text + ' ';
  }
  std::string id;
  append_hex(id, hash64(all), 10);
  return "nd" + id;
}

void append_open(std::string& out, std::string_view id, std::string_view variant, double width,
                 double height) {
  std::string w;
  std::string h;
  append_int(w, static_cast<std::int64_t>(width));
  append_int(h, static_cast<std::int64_t>(height));
  out += "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ndplot";
  if (!variant.empty()) {
    out += ' ';
    out += variant;
  }
  out += "\" role=\"img\" aria-labelledby=\"";
  out.append(id).append("-t ").append(id).append("-d\" width=\"").append(w);
  out.append("\" height=\"").append(h).append("\" viewBox=\"0 0 ");
  out.append(w).append(" ").append(h).append("\">\n");
}

void append_named(std::string& out, std::string_view element, std::string_view id,
                  std::string_view suffix, std::string_view text) {
  out.append("<").append(element).append(" id=\"").append(id).append(suffix).append("\">");
  append_markup_escaped(out, text);
  out.append("</").append(element).append(">\n");
}

std::string title_of(const Chart& chart) {
  return chart.title.empty() ? std::string(kind_word(chart.kind, chart.language)) : chart.title;
}

}  // namespace

void append_svg(std::string& out, const Chart& original, const RenderOptions& options,
                std::string_view variant) {
  Chart chart = original;
  add_axis_notes(chart);
  const int width = std::max(kLeastWidth, options.width > 0 ? options.width : kWidth);
  std::string body;
  Drawing drawing{chart, SvgWriter(body), static_cast<double>(width),
                  static_cast<double>(options.height), 0};
  drawing.footer_height = footer_height(chart, drawing.width);
  const double footer = kDraws[static_cast<std::size_t>(chart.kind)](drawing);
  draw_footer(drawing, footer);
  const double height = footer + drawing.footer_height;

  const std::string id = identity(chart, variant, width);
  append_open(out, id, variant, drawing.width, height + 0.999);
  append_named(out, "title", id, "-t", title_of(chart));
  append_named(out, "desc", id, "-d",
               chart.description.empty() ? summary_of(chart) : chart.description);
  out.append("<style>").append(style_sheet()).append("</style>\n");
  out += "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n";
  out += body;
  out += "</svg>\n";
}

Status draw_svg(std::string& out, const Chart& chart, const RenderOptions& options) {
  append_svg(out, visible_chart(chart), options, {});
  return {};
}

}  // namespace nd::plot
