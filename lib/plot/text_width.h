// How wide a text is in a sans-serif font, and how to shorten and wrap it by that.
//
// An estimate on the safe side, the same on every machine: the advance widths of Helvetica and
// Arial, which most sans-serif fonts stay below or near, and full widths for East-Asian text. No
// font is looked at, as the reader's is not known.
//
// Belongs here: measuring texts that a renderer places on pixels. Does not belong here: columns of
// a terminal (base/display_width.h).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace nd::plot {

// In pixels at a font size in pixels; `bold` is a tenth wider.
[[nodiscard]] double text_width(std::string_view text, double size, bool bold = false);

// As many whole clusters of the text as fit in `width` pixels, with `…` where some are left out.
// At least one cluster.
[[nodiscard]] std::string shortened(std::string_view text, double size, double width,
                                    bool bold = false);

// The names, cut to the width so that they keep apart (short_names.h).
[[nodiscard]] std::vector<std::string> short_names(const std::vector<std::string>& names,
                                                   double size, double width);

// The text in lines of at most `width` pixels, broken at blanks, or between East-Asian characters,
// or within a word that is wider than a line. At most `most` lines, the last one shortened.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, double size, double width,
                                               std::size_t most, bool bold = false);

}  // namespace nd::plot
