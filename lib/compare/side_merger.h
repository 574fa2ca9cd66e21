// SideMerger: the states of a side of a comparison, put together.
//
// Belongs here: how the states of entries are merged, over days that move on too. Does not belong
// here: which entries a side has (sides.h), the values of states (metrics.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "agg/memory.h"
#include "agg/sliding_window.h"
#include "base/ring.h"
#include "compare/metrics.h"
#include "compare/sides.h"

namespace nd::compare {

// The states of one side, merged.
struct Side {
  const char* states = nullptr;  // null: no data
  agg::RankedColumns ranked{};   // what is not in the states (Metrics::Moving)
  std::int64_t days = 0;         // of the periods with data
  std::int64_t expected = 0;
  bool suppressed = false;
};

class SideMerger {
 public:
  enum class Days : std::uint8_t {
    kOfPeriods,
    kMoving,  // what is merged one after the other has most of its entries in common
  };
  // The metrics must outlive it.
  SideMerger(const Metrics& metrics, Days days);

  // `series`: what goes on with what was merged before, such as the current days of a group. Valid
  // until clear(). Where there is one entry its states are not copied. The entries must outlive the
  // merger, which remembers those of moving days.
  [[nodiscard]] Side merge(const Chosen& entries, std::size_t metric, std::int64_t expected,
                           std::size_t series);
  void clear() { memory_.reset(); }

 private:
  // The entries that were merged last of a series and metric.
  struct Moving {
    Moving(const Metrics& metrics, std::size_t place);

    Metrics::Moving metric;
    agg::SlidingWindow states;
    Ring<const Entry*> entries;
    std::int64_t days = 0;                // of those with data
    std::size_t hidden = 0;               // how many are, in part at least
    std::unique_ptr<agg::Memory> memory;  // of the states
    std::size_t collect_at;
  };

  [[nodiscard]] bool moves(const Chosen& entries) const;
  [[nodiscard]] char* new_states();
  void merge_one_by_one(const Chosen& entries, std::size_t metric, Side& side);
  void merge_moving(const Chosen& entries, std::size_t metric, Moving& moving, Side& side);
  [[nodiscard]] Moving& moving_of(std::size_t series, std::size_t metric);
  void move_on(const Chosen& entries, std::size_t metric, Moving& moving);
  // Whether what is chosen has entries in common with what was, and they are its first ones.
  [[nodiscard]] static bool goes_on(const Chosen& entries, Moving& moving);
  void enter(const Entry& entry, Moving& moving);
  static void leave(const Entry& entry, Moving& moving);
  static void collect(Moving& moving);

  const Metrics& metrics_;
  Days days_;
  agg::Memory memory_;          // of the answers
  std::vector<Moving> moving_;  // by series, then metric
  std::vector<char> element_;   // the states of one entry
};

}  // namespace nd::compare
