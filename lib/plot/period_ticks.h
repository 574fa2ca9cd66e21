// The ticks of an axis of time, at the beginnings of days, weeks, months, quarters and years.
//
// Belongs here: which periods get a tick and how they are named. Does not belong here: ticks of
// numbers (scale.h).
#pragma once

#include <cstdint>
#include <vector>

#include "plot/chart.h"
#include "plot/scale.h"
#include "time/civil.h"
#include "time/period.h"

namespace nd::plot {

// The first days of periods of one length, the shortest one of which there are at most `most`
// between the two days: 1 day, 1, 2 or 4 weeks (from Mondays), 1, 2, 3 or 6 months, 1, 2, 5, 10,
// ... years; never shorter than `grain`. At least one tick: the first day, where no period begins
// between the two. `at` is the day since the epoch. Requires: first <= last, most >= 1.
[[nodiscard]] std::vector<Tick> period_ticks(time::Day first, time::Day last,
                                             time::PeriodKind grain, int most, Language language);

// The number of a period of some kind that begins on (or holds) the day: neighbours differ by 1.
[[nodiscard]] std::int64_t period_number(time::Day day, time::PeriodKind kind);

}  // namespace nd::plot
