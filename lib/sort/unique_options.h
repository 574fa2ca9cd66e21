// KeepRule and Window: which record of those with one key stays, and for how long a key is
// remembered, as users write it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace nd::sort {

enum class Keep { kFirst, kLast, kMin, kMax };

struct KeepRule {
  Keep keep = Keep::kFirst;
  std::string by;  // F of min:F and max:F
};

struct Window {
  enum class Kind { kNone, kRecords, kTime } kind = Kind::kNone;
  std::int64_t records = 0;
  std::int64_t seconds = 0;
};

// first, last, min:F or max:F. kUsage on anything else.
Status parse_into(std::string_view text, KeepRule& out);
// A number of records, or a time: 90s, 10m, 36h, 7d, 2w. kUsage on anything else.
Status parse_into(std::string_view text, Window& out);

}  // namespace nd::sort
