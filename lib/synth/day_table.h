// DayTable: planted rows, each on its day, which a profile repeats for as many people as it has.
//
// Belongs here: from a place of a stream to its row and back to the counts of days. Does not belong
// here: what a row is.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "synth/day_counts.h"
#include "synth/event_stream.h"
#include "synth/walk.h"

namespace nd::synth {

template <class Row>
class DayTable {
 public:
  // In any order; what is of a day that the log has not is of the next one. Requires: the days are
  // of the two years.
  explicit DayTable(std::vector<std::pair<Day, Row>> rows) : rows_(std::move(rows)) {
    for (auto& row : rows_)
      row.first += is_logged(row.first) ? 0 : 1;
    std::stable_sort(rows_.begin(), rows_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::uint64_t> per_day(static_cast<std::size_t>(kDays));
    for (const auto& row : rows_)
      ++per_day[static_cast<std::size_t>(row.first)];
    rows_of_ = DayCounts(per_day);
  }

  [[nodiscard]] const std::vector<std::pair<Day, Row>>& rows() const { return rows_; }
  // Each row `copies` times.
  [[nodiscard]] DayCounts counts(std::uint32_t copies) const {
    return DayCounts::like(rows_of_, rows_of_.total() * copies);
  }

  struct Found {
    const Row* row = nullptr;
    std::uint32_t copy = 0;
  };
  // What stands at a place of a stream with counts(copies): every row of the day, every copy once.
  [[nodiscard]] Found at(Place place, std::uint32_t copies) const {
    const std::uint32_t rows = rows_of_.on(place.day);
    const std::uint32_t index = walked(place.ordinal, rows * copies);
    return {&rows_[rows_of_.before(place.day) + index % rows].second, index / rows};
  }

 private:
  std::vector<std::pair<Day, Row>> rows_;
  DayCounts rows_of_;
};

}  // namespace nd::synth
