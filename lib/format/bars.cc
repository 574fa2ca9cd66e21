#include "format/bars.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace nd::format {
namespace {

constexpr std::string_view kFullBlock = "█";
constexpr std::string_view kRightHalfBlock = "▐";
constexpr std::string_view kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

void append_times(std::string& out, std::string_view text, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i)
    out.append(text);
}

// `share` (0 to 1) of `columns` in parts of a column, to the nearest part, at least 1 if share > 0.
std::size_t parts_of(double share, std::size_t columns, std::size_t parts) {
  const auto all = static_cast<double>(columns * parts);
  const double exact = std::clamp(share, 0.0, 1.0) * all;
  const auto rounded = static_cast<std::size_t>(std::nearbyint(exact));
  return rounded == 0 && share > 0 ? 1 : rounded;
}

// Columns left of the axis: as many as the low end takes of the whole, at least 1 if there is any.
std::size_t columns_below(const BarScale& scale) {
  if (scale.low >= 0) return 0;
  // Halved first, so that the distance of two ends near the largest double is finite.
  const double share = (-scale.low / 2) / (scale.high / 2 - scale.low / 2);
  const auto rounded =
      static_cast<std::size_t>(std::nearbyint(share * static_cast<double>(scale.columns)));
  const std::size_t most = scale.high > 0 && scale.columns > 1 ? scale.columns - 1 : scale.columns;
  return std::clamp<std::size_t>(rounded, 1, most);
}

}  // namespace

void BarScale::include(double value) {
  if (!std::isfinite(value)) return;
  low = std::min(low, value);
  high = std::max(high, value);
}

void append_bar(std::string& out, double value, const BarScale& scale) {
  const std::size_t below = columns_below(scale);
  if (value < 0) {
    const std::size_t halves = parts_of(value / scale.low, below, 2);
    out.append(below - (halves + 1) / 2, ' ');
    if (halves % 2 == 1) out.append(kRightHalfBlock);
    append_times(out, kFullBlock, halves / 2);
    return;
  }
  if (!(value > 0)) return;
  const std::size_t eighths = parts_of(value / scale.high, scale.columns - below, 8);
  out.append(below, ' ');
  append_times(out, kFullBlock, eighths / 8);
  out.append(kEighths[eighths % 8]);
}

}  // namespace nd::format
