// Window: for how long a record counts, as users write it: so many records, or so much time.
//
// Belongs here: what `--window` and `rolling(AGG; …)` take. Does not belong here: when a record was
// (moment.h).
#pragma once

#include <cstdint>
#include <string_view>

#include "base/result.h"

namespace nd::columns {

struct Window {
  enum class Kind { kNone, kRecords, kTime } kind = Kind::kNone;
  std::int64_t records = 0;
  std::int64_t seconds = 0;

  friend bool operator==(const Window&, const Window&) = default;
};

// A number of records, or a time: 90s, 10m, 36h, 7d, 2w. kUsage on anything else.
Status parse_into(std::string_view text, Window& out);

}  // namespace nd::columns
