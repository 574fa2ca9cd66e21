// Time zones: the local day and time of an instant, by the IANA database.
//
// Belongs here: looking a zone up by name, instant <-> local time. Does not belong here: the TZ
// variable and the machine's own zone, which nothing in this project reads; the file format
// (time/tzif.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "time/civil.h"
#include "time/instant.h"
#include "time/tzif.h"

namespace nd::time {

// What the clocks on the wall show.
struct LocalTime {
  Day day;
  std::int32_t second_of_day = 0;  // 0 to 86,399
  std::int32_t nanos = 0;
  std::int32_t offset = 0;  // seconds east of UTC

  [[nodiscard]] std::int32_t hour() const { return second_of_day / 3600; }
  [[nodiscard]] std::int32_t minute() const { return second_of_day / 60 % 60; }
  [[nodiscard]] std::int32_t second() const { return second_of_day % 60; }
};

// A zone's whole history and future in memory (a few kilobytes). Immutable, so threads share it;
// looking an instant up is one table access, usually one comparison, and arithmetic.
class Zone {
 public:
  Zone() = default;  // UTC

  // Reads the zone's file from the system's zoneinfo folder; UTC and a fixed offset (`+08:00`) need
  // none. Usage error for an
  // unknown name, with the names close to it. Linked names (`PRC`) are zones too; `localtime`,
  // `posix/…` and `right/…` are not.
  [[nodiscard]] static Result<Zone> find(std::string_view name);
  // folder: where the zone files lie, without a slash at the end.
  [[nodiscard]] static Result<Zone> find_in(std::string_view name, const std::string& folder);

  [[nodiscard]] const std::string& name() const { return name_; }

  // Seconds east of UTC.
  [[nodiscard]] std::int32_t offset_at(std::int64_t epoch_seconds) const {
    if (spans_.size() == 1) return spans_.front().offset;
    return spans_[index_of(epoch_seconds)].offset;
  }
  // What local time is called then: CST, CEST, +0530. Lives as long as the zone.
  [[nodiscard]] std::string_view abbreviation_at(std::int64_t epoch_seconds) const;
  // Seconds around the given one, [begin, end), throughout which the offset is the same; within the
  // years 1600 to 2100.
  struct Stretch {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::int32_t offset = 0;
  };
  // Empty outside those years.
  [[nodiscard]] Stretch stretch_at(std::int64_t epoch_seconds) const;
  [[nodiscard]] LocalTime local(Instant instant) const;
  [[nodiscard]] Day day(Instant instant) const { return local(instant).day; }

  // The instant at which the wall clocks show this day and second. Twice (clocks set back): the
  // earlier. Never (clocks set forward): as much later as the clocks were moved, so 02:30 becomes
  // 03:30. Input error outside the years 0000 to 9999.
  [[nodiscard]] Result<Instant> instant_of(Day day, std::int32_t second_of_day,
                                           std::int32_t nanos = 0) const;

 private:
  [[nodiscard]] std::size_t index_of(std::int64_t epoch_seconds) const;
  void build_index();

  std::string name_ = "UTC";
  std::vector<OffsetSpan> spans_ = {OffsetSpan{}};
  std::vector<std::string> abbreviations_ = {"UTC"};  // by OffsetSpan::name
  std::int64_t repeats_from_ = 0;                     // unused with one span
  std::vector<std::uint32_t> index_;
};

// What clocks in UTC show.
[[nodiscard]] LocalTime utc_time_of(Instant instant);

// The local time of a text: an RFC 3339 time, or a date `2024-07-31`, which is local already and
// means its first second (its offset is then 0). A leap second counts as the last second of its
// minute, so it stays on its day.
[[nodiscard]] Result<LocalTime> local_time_of_text(std::string_view text, const Zone& zone);

// RFC 3339 with the zone's offset: `2024-08-01T00:00:00+08:00`; an offset with seconds (before
// 1972) is cut to minutes.
void append_rfc3339(std::string& out, const LocalTime& local,
                    Fraction fraction = Fraction::kAsNeeded);

}  // namespace nd::time
