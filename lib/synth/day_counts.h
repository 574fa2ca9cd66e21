// DayCounts: how many events of one kind fall on each day of the two years: a quota, exact by
// construction.
//
// Every spread is a difference of rounded running totals, so the days always add up to the total
// asked for. None falls on a day that the log has not (calendar.h).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "synth/calendar.h"

namespace nd::synth {

class DayCounts {
 public:
  // No events on any day.
  DayCounts();
  // Requires: per_day has kDays entries.
  explicit DayCounts(std::span<const std::uint64_t> per_day);

  // `total` events over the span's days, as even as whole numbers allow. Requires, here and below:
  // the log has one of the days.
  [[nodiscard]] static DayCounts even(std::uint64_t total, DaySpan span);
  // `total` events over the span, most on its first day, falling in a straight line to almost none
  // on its last; the first day has at least one. Requires: total > 0.
  [[nodiscard]] static DayCounts burst(std::uint64_t total, DaySpan span);
  // `total` events over all days, in proportion to `shape`. Requires: shape.total() > 0.
  [[nodiscard]] static DayCounts like(const DayCounts& shape, std::uint64_t total);
  // The same number every day of the span.
  [[nodiscard]] static DayCounts daily(std::uint64_t per_day, DaySpan span);

  // Requires: 0 <= day < kDays, here and below.
  [[nodiscard]] std::uint32_t on(Day day) const {
    return static_cast<std::uint32_t>(before(day + 1) - before(day));
  }
  // Events on the days before `day`; before(kDays) is the total.
  [[nodiscard]] std::uint64_t before(Day day) const {
    return before_[static_cast<std::size_t>(day)];
  }
  [[nodiscard]] std::uint64_t total() const { return before_.back(); }
  [[nodiscard]] std::uint64_t in(DaySpan span) const {
    return before(span.last + 1) - before(span.first);
  }
  // The day on which event number `index` falls, counted from the first day's first.
  // Requires: index < total().
  [[nodiscard]] Day day_of_index(std::uint64_t index) const;

  // Adds or takes away another kind's quota, day by day. Requires (take): every day has enough.
  void add(const DayCounts& other);
  void take(const DayCounts& other);

 private:
  std::vector<std::uint64_t> before_;  // kDays + 1 running totals
};

// Plays on each day of the platform: `base` a day in July 2023, 1.124 times that in July 2024,
// exactly.
[[nodiscard]] DayCounts daily_plays(std::uint64_t base);

}  // namespace nd::synth
