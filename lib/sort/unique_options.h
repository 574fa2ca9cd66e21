// KeepRule: which record of those with one key stays, as users write it.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace nd::sort {

enum class Keep { kFirst, kLast, kMin, kMax };

struct KeepRule {
  Keep keep = Keep::kFirst;
  std::string by;  // F of min:F and max:F
};

// first, last, min:F or max:F. kUsage on anything else.
Status parse_into(std::string_view text, KeepRule& out);

}  // namespace nd::sort
