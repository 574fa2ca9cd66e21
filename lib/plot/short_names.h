// Short names that keep apart: where cutting their ends would make several names alike, what they
// have in common is cut instead.
//
// Belongs here: which part of a name is left out. Does not belong here: how wide a text is
// (text_width.h, base/display_width.h).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace nd::plot {

// How names are cut.
struct NameCutter {
  // The text, or its beginning and an ellipsis.
  std::function<std::string(std::string_view)> cut;
  std::function<bool(std::string_view)> fits;
  std::string_view ellipsis;
};

// One text for each name. Names whose beginnings are alike as far as they can be shown have the
// ellipsis before the place where they differ: "Bosnia…na" and "Bosnia…na 2". Each text fits, if
// an ellipsis does.
[[nodiscard]] std::vector<std::string> short_names(const std::vector<std::string>& names,
                                                   const NameCutter& cutter);

}  // namespace nd::plot
