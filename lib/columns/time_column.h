// TimeColumn: the -t of a tool that follows records through time: when each of them was.
//
// Belongs here: which values are times, and that all of a column are of one kind. Does not belong
// here: what comes before what (the operators).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "base/result.h"
#include "columns/key_columns.h"
#include "json/slot_set.h"
#include "json/value.h"
#include "stream/record.h"
#include "time/period.h"

namespace nd::columns {

// Nanoseconds since 1970-01-01T00:00:00Z; of a period those of its first day.
using Moment = __int128;
inline constexpr std::int64_t kNanosOfSecond = 1'000'000'000;

class TimeColumn {
 public:
  // Requires: one column, or none, for a tool that was given no -t.
  explicit TimeColumn(KeyColumns column);

  [[nodiscard]] bool is_there() const { return column_.size() != 0; }
  // When the record was: RFC 3339 text, epoch seconds, or a period; the first record decides which
  // of these, and of what kind the periods are. Its number is a year if it is a whole one from 1000
  // to 9999, unless a function says that it is seconds (.at|ms). kInput for another kind of time,
  // for what is no time, for a first number that may be a date (20240731), and where there is none.
  // Requires: is_there().
  [[nodiscard]] Result<Moment> read(const stream::Record& record);
  // To be called once a record that was read has proved good: it may have been the first one.
  void keep_kind() { kind_ = found_; }

  // The kind of the period that the record read last has for its time; nullopt: it has another
  // time.
  [[nodiscard]] std::optional<time::PeriodKind> grain() const {
    return found_.scale == Scale::kPeriods ? std::optional(found_.grain) : std::nullopt;
  }

  // As the column's values are written.
  [[nodiscard]] std::string text(Moment moment) const;
  void add_lacked(json::SlotSet& out) const { column_.add_lacked(out); }

 private:
  enum class Scale : std::uint8_t { kSeconds, kInstants, kPeriods };
  struct Kind {
    Scale scale = Scale::kSeconds;
    time::PeriodKind grain = time::PeriodKind::kDay;  // of kPeriods
    friend bool operator==(const Kind&, const Kind&) = default;
  };

  // Each says in found_ of what kind the moment is.
  [[nodiscard]] Result<Moment> parse(const json::Value& value);
  [[nodiscard]] Result<Moment> moment_of_number(const json::Value& value);
  [[nodiscard]] Moment moment_of_period(time::Period period);
  // What is read, as it is written in an expression.
  [[nodiscard]] std::string read_text() const;
  static std::string name_of(const Kind& kind);

  KeyColumns column_;
  bool gives_seconds_ = false;  // its numbers are seconds, whatever they look like
  std::optional<Kind> kind_;    // nullopt: no record was there
  Kind found_;                  // of the record read last
};

}  // namespace nd::columns
