// How charts are drawn: the list of renderers.
//
// Each renderer is a family of files and owns all escaping that its format needs: no character of a
// label can act as markup, as a command, or reach a terminal as a control sequence. Each draws the
// same chart the same on every machine: no locale, no clock, no text of a double that the C library
// makes.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "plot/chart.h"

namespace nd::plot {

struct RenderOptions {
  // svg, html, gnuplot: pixels; text: columns and rows of the screen. 0: the renderer's own.
  int width = 0;
  int height = 0;
  bool ascii = false;  // text: nothing beyond ASCII is drawn (labels stay as they are)
  bool color = false;  // text: escape sequences for colours
};

// One row of the list.
struct ChartFormat {
  std::string_view name;
  // Appends the drawing, whole lines. kUsage where the format has no such chart.
  Status (*draw)(std::string& out, const Chart& chart, const RenderOptions& options);
};

[[nodiscard]] std::span<const ChartFormat> chart_formats();
// nullptr if there is none of that name.
[[nodiscard]] const ChartFormat* find_chart_format(std::string_view name);

// The kinds by their names, in the order of the enum.
[[nodiscard]] std::span<const std::string_view> kind_names();

[[nodiscard]] Status draw_text(std::string& out, const Chart& chart, const RenderOptions& options);
[[nodiscard]] Status draw_svg(std::string& out, const Chart& chart, const RenderOptions& options);
[[nodiscard]] Status draw_html(std::string& out, const Chart& chart, const RenderOptions& options);
[[nodiscard]] Status draw_gnuplot(std::string& out, const Chart& chart,
                                  const RenderOptions& options);

}  // namespace nd::plot
