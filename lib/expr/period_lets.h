// PeriodLets: lets that are the period of a field, such as `day=.time_ms|ms|day`, found for a
// record before anyone asks: for times nearly in order that is a comparison with the last one.
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
      if (!known.text.holds(time.int_value(), known.unit) && !learn(known, time.int_value()))
          [[unlikely]]
        continue;
      known.rest = 0;
      json::found_at(row, known.place) = json::Value::string(known.text.lend(0));
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
    PeriodText text;
  };

  static bool learn(Known& known, std::int64_t time);

  std::vector<Known> known_;
};

}  // namespace nd::expr
