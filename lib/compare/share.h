// Share: a number from 0 to 1 as an option takes it.
//
// Belongs here: how it is written. Does not belong here: what it is a share of.
#pragma once

#include <string_view>

#include "base/result.h"

namespace nd::compare {

struct Share {
  double of_one = 0;
};

// `0.9` or `90%`; kUsage otherwise.
[[nodiscard]] Status parse_into(std::string_view text, Share& out);

}  // namespace nd::compare
