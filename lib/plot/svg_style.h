// The style sheet of all SVG charts: one restrained set of colours, dashes and letters.
//
// Colours keep their distance for colour-blind readers and differ in lightness, so that they part
// in grey; lines also differ by their dashes. Letters on paper have a contrast of at least 4.5.
//
// Belongs here: how things look. Does not belong here: which things there are (svg_frame.h).
#pragma once

#include <string_view>

namespace nd::plot {

// CSS without characters that XML would need escaped.
[[nodiscard]] std::string_view style_sheet();

}  // namespace nd::plot
