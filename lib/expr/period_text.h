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

// How many of a unit make a second.
[[nodiscard]] std::int64_t per_second(time::EpochUnit unit);

class PeriodText {
 public:
  // Whether a whole number of that unit since the epoch is known to lie in the period.
  [[nodiscard]] bool holds(std::int64_t number, time::EpochUnit unit) const {
    return number >= begin_ && number < end_ && unit == unit_;
  }
  // The text, for the evaluation of a record, counted from 1: it must not be set before the next.
  [[nodiscard]] std::string_view lend(std::uint64_t record) {
    lent_ = record;
    return {text_, size_};
  }
  [[nodiscard]] bool is_lent(std::uint64_t record) const { return lent_ == record; }

  // A local time of the zone and the period that it lies in; holds() is for numbers of that unit.
  void set(time::Period period, const time::LocalTime& local, time::EpochUnit unit,
           const time::Zone& zone);

 private:
  std::int64_t begin_ = 0;
  std::int64_t end_ = 0;
  std::uint64_t lent_ = 0;
  time::EpochUnit unit_ = time::EpochUnit::kSeconds;
  std::uint8_t size_ = 0;
  char text_[time::Period::kMaxBytes] = {};
};

}  // namespace nd::expr
