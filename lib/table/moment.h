// Moment: a point on a table's line of time: a number, a period of one grain, or an instant;
// Timeline: which of these a table's moments are.
//
// Belongs here: what may be compared with what. Does not belong here: rows (rows.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "base/result.h"
#include "json/value.h"
#include "time/period.h"

namespace nd::table {

// A value of a table or of a look-up as messages quote it: its JSON.
[[nodiscard]] std::string shown(const json::Value& value);

// A view of the value that it was read from, where that is a number which is no integer. Without a
// value it is open: beyond everything on its side.
class Moment {
 public:
  Moment() = default;
  explicit Moment(const json::Value& number, std::int32_t nanos = 0)
      : number_(number), nanos_(nanos) {}

  [[nodiscard]] bool is_open() const { return number_.is_missing(); }
  // Requires: neither is open; both were read by one timeline.
  [[nodiscard]] bool before(const Moment& other) const {
    if (number_.kind() == json::Kind::kInt && other.number_.kind() == json::Kind::kInt) [[likely]] {
      const std::int64_t here = number_.int_value();
      const std::int64_t there = other.number_.int_value();
      return here != there ? here < there : nanos_ < other.nanos_;
    }
    return json::compare(number_, other.number_) < 0;
  }
  // A copy that refers to the arena alone.
  [[nodiscard]] Moment kept(Arena& arena) const;

 private:
  json::Value number_;  // of a period its place among those of its grain, of an instant its seconds
  std::int32_t nanos_ = 0;
};

class Timeline {
 public:
  // The moment that a value of the table says; the first one decides what all of them are. kInput
  // if it is another thing, or no moment. Requires: not null.
  [[nodiscard]] Result<Moment> learn(const json::Value& value);
  // The same for a value that is asked for; decides nothing.
  [[nodiscard]] Result<Moment> read(const json::Value& value) const;

 private:
  // A number, an instant, or a period of the grain.
  enum class Scale : std::uint8_t { kNumbers, kInstants, kPeriods };
  struct Kind {
    Scale scale = Scale::kNumbers;
    time::PeriodKind grain = time::PeriodKind::kDay;  // of kPeriods
    friend bool operator==(const Kind&, const Kind&) = default;
  };

  static Result<Moment> parse(const json::Value& value, Kind& kind);
  [[nodiscard]] tl::unexpected<Error> other(const json::Value& value, const Kind& kind) const;
  static std::string_view name_of(const Kind& kind);

  std::optional<Kind> kind_;  // nullopt: none was met
};

}  // namespace nd::table
