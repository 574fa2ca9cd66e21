// PeriodText: the text of a period, and the numbers that are known to lie in it.
//
// Times come in order, or nearly so: the period of a number is mostly that of the number before.
#pragma once

#include <cstdint>
#include <string_view>

#include "time/instant.h"
#include "time/period.h"
#include "time/zone.h"

namespace nd::expr {

class PeriodText {
 public:
  // Whether a whole number of that unit since the epoch is known to lie in the period.
  [[nodiscard]] bool holds(std::int64_t number, time::EpochUnit unit) const {
    return number >= begin_ && number < end_ && unit == unit_;
  }
  [[nodiscard]] std::string_view text() const { return {text_, size_}; }

  // A local time of the zone and the period that it lies in; holds() is for numbers of that unit.
  void set(time::Period period, const time::LocalTime& local, time::EpochUnit unit,
           const time::Zone& zone);

 private:
  std::int64_t begin_ = 0;
  std::int64_t end_ = 0;
  time::EpochUnit unit_ = time::EpochUnit::kSeconds;
  std::uint8_t size_ = 0;
  char text_[time::Period::kMaxBytes] = {};
};

}  // namespace nd::expr
