// The two sides of a comparison: which periods of a group's data each has.
//
// Belongs here: from days to the entries of a side. Does not belong here: which days stand against
// which (period_pairing.h), the states of the entries put together (side_merger.h).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "compare/period_pairing.h"
#include "time/period.h"

namespace nd::compare {

// What came for one group and period of the input. A view of the memory that it was made in.
struct Entry {
  time::Period period;
  bool suppressed = false;         // the record says that it was (ndgroup --min-group)
  char* states = nullptr;          // of all metrics
  const bool* has_data = nullptr;  // by metric
  const bool* hidden = nullptr;    // by metric: data, or a part of it, was suppressed
};
// Of one group, by period, each once.
using Entries = std::vector<Entry>;
using Chosen = std::vector<const Entry*>;

struct Sides {
  Chosen current;
  Chosen previous;
  // Days that should have data.
  std::int64_t expected_current = 0;
  std::int64_t expected_previous = 0;
};

// The entries on both sides of a compared period.
[[nodiscard]] Sides sides_of(const Entries& entries, time::Period period,
                             const PeriodPairing& pairing);
// Leaves only those that have data of the metric on both sides, and what is suppressed.
void match(Sides& sides, std::size_t metric, const PeriodPairing& pairing);
// The compared periods that entries have a part in, sorted; without --to up to `last`.
[[nodiscard]] std::vector<time::Period> compared_periods(const Entries& entries,
                                                         const PeriodPairing& pairing,
                                                         time::Period last);

}  // namespace nd::compare
