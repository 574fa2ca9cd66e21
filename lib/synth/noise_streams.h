// Events that are there once more: second copies that a collector gets, further pages of a search,
// and lines that cannot be read.
#pragma once

#include <cstdint>

#include "synth/event_stream.h"

namespace nd::synth {

// Some of another stream's events once more: the same id and content, received lag_ms later than
// the first time.
class Resent : public EventStream {
 public:
  // Requires: events of `original`, which outlives this stream and has no lag, on every day of
  // `counts`; each is sent again at most once if it has at least as many.
  Resent(std::uint64_t seed, std::uint16_t number, DayCounts counts, std::int64_t lag_ms,
         const EventStream& original)
      : EventStream(seed, number, std::move(counts), lag_ms), original_(original) {}

  [[nodiscard]] Timing timing(Place place) const final;
  void append(Place place, std::int64_t recv_ms, std::string& out) const override;

 protected:
  // Appends the original with an id of its own.
  void append_renumbered(Place place, std::int64_t recv_ms, std::string& out) const;

 private:
  [[nodiscard]] Place original(Place place) const;

  const EventStream& original_;
};

// Some of another stream's events once more, each with an id of its own: the further pages of a
// search.
class Pages final : public Resent {
 public:
  // Requires: as for Resent.
  using Resent::Resent;

  void append(Place place, std::int64_t recv_ms, std::string& out) const override;
};

// Lines that are no JSON records: events of another stream with an id of their own, cut, with a
// byte that is no UTF-8, with NaN for a number, or with a key twice, by turns.
class Malformed final : public Resent {
 public:
  static constexpr std::uint64_t kKinds = 4;

  // Requires: as for Resent.
  Malformed(std::uint64_t seed, std::uint16_t number, DayCounts counts, const EventStream& model)
      : Resent(seed, number, std::move(counts), 0, model) {}

  void append(Place place, std::int64_t recv_ms, std::string& out) const override;
};

}  // namespace nd::synth
