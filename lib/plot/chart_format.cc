#include "plot/chart_format.h"

#include <algorithm>
#include <iterator>

namespace nd::plot {
namespace {

constexpr ChartFormat kFormats[] = {
    {"text", draw_text}, {"svg", draw_svg}, {"html", draw_html}, {"gnuplot", draw_gnuplot}};

constexpr std::string_view kKinds[] = {"line", "bar",  "dumbbell", "slope", "share",
                                       "hist", "heat", "strip",    "spark", "waterfall"};
static_assert(std::size(kKinds) == static_cast<std::size_t>(Kind::kWaterfall) + 1);

}  // namespace

std::span<const ChartFormat> chart_formats() {
  return kFormats;
}

const ChartFormat* find_chart_format(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kFormats), std::end(kFormats),
                                         [&](const ChartFormat& f) { return f.name == name; });
  return found == std::end(kFormats) ? nullptr : found;
}

std::span<const std::string_view> kind_names() {
  return kKinds;
}

}  // namespace nd::plot
