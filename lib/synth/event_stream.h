// EventStream: events of one kind, each of which can be made by itself from its day and its place
// in the day.
//
// A stream says how many events each day has (a quota) and makes any one of them as a line of text.
// Two promises let a generator visit them by time of receipt without a list (generator.h): within a
// day, later places happen later; and an event is received lag_ms() to lag_ms() + kMaxDelayMs after
// it happened. The lag of devices whose clocks are fast is negative.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "synth/day_counts.h"
#include "synth/random.h"

namespace nd::synth {

// Where the hexadecimal digits of an event's id stand in its line.
inline constexpr std::size_t kIdDigitsAt = 8;
inline constexpr std::size_t kIdDigits = 16;

// How long after it happened an event may be received, beyond its stream's lag.
inline constexpr std::int64_t kMaxDelayMs = 60'000;

// Which event of a stream: place `ordinal` of `day`. Requires: ordinal < counts().on(day).
struct Place {
  Day day = 0;
  std::uint32_t ordinal = 0;
};

struct Timing {
  std::int64_t time_ms = 0;
  std::int64_t recv_ms = 0;
};

class EventStream {
 public:
  // `number` is the stream's own, from 1; with the seed it makes the events' ids and their chances.
  EventStream(std::uint64_t seed, std::uint16_t number, DayCounts counts, std::int64_t lag_ms)
      : seed_(seed), number_(number), counts_(std::move(counts)), lag_ms_(lag_ms) {}
  virtual ~EventStream() = default;
  EventStream(const EventStream&) = delete;
  EventStream& operator=(const EventStream&) = delete;

  [[nodiscard]] const DayCounts& counts() const { return counts_; }
  [[nodiscard]] std::int64_t lag_ms() const { return lag_ms_; }

  [[nodiscard]] virtual Timing timing(Place place) const;
  // Appends the event as a line without its newline, as received at recv_ms.
  virtual void append(Place place, std::int64_t recv_ms, std::string& out) const = 0;

 protected:
  // Different for every event of every stream; at least 2^48.
  [[nodiscard]] std::uint64_t event_number(Place place) const {
    return (std::uint64_t{number_} << 48) | (static_cast<std::uint64_t>(place.day) << 32) |
           place.ordinal;
  }
  // Appends the digits of the event's id; they differ as the numbers do, and show nothing of the
  // stream.
  void append_id_digits(Place place, std::string& out) const;
  // Chances of what an event is about (those of its time are apart).
  [[nodiscard]] Dice dice(Place place) const { return {seed_, event_number(place)}; }
  [[nodiscard]] std::uint64_t seed() const { return seed_; }

  // Appends {"id":…,"type":…,"time_ms":…,"recv_ms":… without a closing brace.
  void append_envelope(Place place, std::string_view type, std::int64_t recv_ms,
                       std::string& out) const;
  // The same for an event that happened at time_ms.
  void append_envelope(Place place, std::string_view type, std::int64_t time_ms,
                       std::int64_t recv_ms, std::string& out) const;
  // Appends ,"user_id":…
  static void append_user(std::uint32_t user, std::string& out);

 private:
  std::uint64_t seed_;
  std::uint16_t number_;
  DayCounts counts_;
  std::int64_t lag_ms_;
};

// Appends ,"NAME":"xN" where `prefix` is ,"NAME":"x
void append_numbered(std::string_view prefix, std::uint64_t number, std::string& out);

}  // namespace nd::synth
