// svg_chart: a chart as a whole SVG element, and the kinds that draw it.
//
// <svg class="ndplot" role="img"> with a title, a description and its style sheet. Every chart has
// the same style sheet, all of it below the class `ndplot`, so that several in one page agree; its
// ids are made of a hash of the chart. Colours go with the reader's light or dark mode, and are
// light in print.
//
// Belongs here: the element and the list of kinds. Does not belong here: layout (svg_frame.h).
#pragma once

#include <string>

#include "base/result.h"
#include "plot/chart.h"
#include "plot/chart_format.h"
#include "plot/svg_frame.h"

namespace nd::plot {

// Appends the element. `chart` is visible_chart()'s. `variant` is one more class name, or empty.
void append_svg(std::string& out, const Chart& chart, const RenderOptions& options,
                std::string_view variant);

// Each draws header and body, and returns where the footer begins.
[[nodiscard]] double draw_line_kind(Drawing& drawing);
[[nodiscard]] double draw_strip_kind(Drawing& drawing);
[[nodiscard]] double draw_spark_kind(Drawing& drawing);
[[nodiscard]] double draw_bar_kind(Drawing& drawing);
[[nodiscard]] double draw_hist_kind(Drawing& drawing);
[[nodiscard]] double draw_waterfall_kind(Drawing& drawing);
[[nodiscard]] double draw_share_kind(Drawing& drawing);
[[nodiscard]] double draw_dumbbell_kind(Drawing& drawing);
[[nodiscard]] double draw_slope_kind(Drawing& drawing);
[[nodiscard]] double draw_heat_kind(Drawing& drawing);

}  // namespace nd::plot
