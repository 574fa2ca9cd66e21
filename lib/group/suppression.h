// Suppression: which groups of an output must be hidden so that none that is small can be read or
// worked out.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace nd::group {

// --min-group N:NAME: groups with fewer than N people, counted by the result NAME, are hidden.
struct MinGroup {
  enum class Mode {
    kMask,  // the record stays, its results are null, "suppressed":true
    kDrop,  // the record is left out
  };
  std::uint64_t least = 0;
  std::string name;
  Mode mode = Mode::kMask;
};
// `N:NAME`, `N:NAME:mask` or `N:NAME:drop`.
[[nodiscard]] Status parse_into(std::string_view text, MinGroup& out);

struct Hidden {
  std::vector<bool> groups;  // one for each
  bool total = false;
};

enum class TotalShown { kNo, kYes };

// `people` of each group, in the order of keys. Where the total is shown, further groups are
// hidden, the smallest first (of several the first), until at least two are hidden that together
// hold `least`; if there are not enough, the total is. Then total minus the groups shown is the sum
// of two or more groups, and no less than `least`.
[[nodiscard]] Hidden suppress(std::span<const std::uint64_t> people, std::uint64_t least,
                              TotalShown total);

}  // namespace nd::group
