#include "expr/period_text.h"

#include <algorithm>

#include "time/civil.h"

namespace nd::expr {

std::int64_t per_second(time::EpochUnit unit) {
  std::int64_t count = 1;
  for (int power = static_cast<int>(unit); power < 0; ++power)
    count *= 10;
  return count;
}

void PeriodText::set(time::Period period, const time::LocalTime& local, time::EpochUnit unit,
                     const time::Zone& zone) {
  size_ = static_cast<std::uint8_t>(period.write(text_) - text_);
  unit_ = unit;
  begin_ = end_ = 0;
  // As far as the period goes while the offset stays the same: clocks that are set back may show a
  // day twice.
  const std::int64_t seconds =
      local.day.since_epoch * time::kSecondsPerDay + local.second_of_day - local.offset;
  const auto stretch = zone.stretch_at(seconds);
  const auto start_of = [&](time::Period of) {
    return of.first_day().since_epoch * time::kSecondsPerDay - stretch.offset;
  };
  const std::int64_t begin = std::max(stretch.begin, start_of(period));
  const std::int64_t end = std::min(stretch.end, start_of(period.next()));
  std::int64_t first = 0;
  std::int64_t last = 0;
  if (begin >= end || __builtin_mul_overflow(begin, per_second(unit), &first) ||
      __builtin_mul_overflow(end, per_second(unit), &last))
    return;
  begin_ = first;
  end_ = last;
}

}  // namespace nd::expr
