// PeriodLets: lets that are the period of a field, such as `day=.time_ms|ms|day`, found for a
// record before anyone asks: for times nearly in order that is a comparison with the last one, for
// others one with the period that was met last in a place that the day chooses.
//
// Belongs here: whole numbers whose period is known. Does not belong here: any other time, which is
// found as every let is (machine.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "expr/period_text.h"
#include "json/schema.h"
#include "time/instant.h"
#include "time/period.h"
#include "time/zone.h"

namespace nd::expr {

struct Let;

class PeriodLets {
 public:
  // Takes a let if it is one of these and not taken yet. The let must outlive this object, and its
  // slots must be those of the rows.
  void add(const Let& let);

  // Finds those that are known at once; what it finds is valid until the next call.
  void find(json::Row row) {
    for (Known& known : known_) {
      const json::Value& time = row[known.slot];
      if (time.kind() != json::Kind::kInt) continue;
      if (!known.last().holds(time.int_value(), known.unit) && !look_up(known, time.int_value()))
          [[unlikely]] {
        continue;
      }
      json::found_at(row, known.place) = json::Value::string(known.last().lend(0));
    }
  }

 private:
  struct Known {
    std::size_t place = 0;  // among what is found out about a record
    std::uint32_t slot = 0;
    time::PeriodKind kind = time::PeriodKind::kDay;
    time::EpochUnit unit = time::EpochUnit::kSeconds;
    unsigned rest = 0;  // how many unknown periods to leave alone, where times are in no order
    const time::Zone* zone = nullptr;
    // Where a day starts, in that unit, as the offset from UTC was last, and how long it is.
    std::uint64_t day_starts = 0;
    std::uint64_t day_lasts = 1;
    std::vector<PeriodText> texts = std::vector<PeriodText>(kTexts);
    std::size_t at = 0;  // of the last one

    [[nodiscard]] PeriodText& last() { return texts[at]; }
  };

  static constexpr std::size_t kTexts = 1024;  // a power of two: nearly three years of days

  static bool look_up(Known& known, std::int64_t time);
  static bool learn(Known& known, std::int64_t time);

  std::vector<Known> known_;
};

}  // namespace nd::expr
