// Stories: exposures of the documentaries outside and inside (F23), two creators who meet in a live
// stream (F24), and live streams that begin and end.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "synth/catalog.h"
#include "synth/event_stream.h"

namespace nd::synth {

// Exposures that one source reports: `rows` records with `count` exposures together, in nano's
// numbers. The first of the records has no count of its own, which is one.
struct ExposurePlant {
  std::string_view source;
  std::uint32_t count;
  std::uint32_t rows;
  DaySpan dates;
  bool is_documentary;  // else of videos of general creators
};
[[nodiscard]] std::span<const ExposurePlant> exposure_plants();
inline constexpr std::string_view kOwnSource = "kuaishou";

class Exposures final : public EventStream {
 public:
  // `plant` is a row of the table; the catalog outlives the stream.
  Exposures(std::uint64_t seed, std::uint16_t number, DayCounts counts, const ExposurePlant& plant,
            const Catalog& catalog)
      : EventStream(seed, number, std::move(counts), 0), plant_(plant), catalog_(catalog) {}

  void append(Place place, std::int64_t recv_ms, std::string& out) const override;

 private:
  [[nodiscard]] VideoNumber video(Day day, Dice& dice) const;

  const ExposurePlant& plant_;
  const Catalog& catalog_;
};

// Live streams that two creators hold together: at 20:00, whatever the profile, once a day.
class Meetings final : public EventStream {
 public:
  static constexpr AuthorNumber kAuthor = 1;
  static constexpr AuthorNumber kPeer = 2;

  // `agent` is empty for people.
  Meetings(std::uint64_t seed, std::uint16_t number, DayCounts counts, std::string_view agent)
      : EventStream(seed, number, std::move(counts), 0), agent_(agent) {}

  [[nodiscard]] Timing timing(Place place) const override;
  void append(Place place, std::int64_t recv_ms, std::string& out) const override;

 private:
  std::string_view agent_;
};

// The beginnings of live streams of general creators, or their ends, `lag_ms` later.
class LiveStreams final : public EventStream {
 public:
  // The beginnings and the ends have the same counts, and lag 0 is that of beginnings. The catalog
  // outlives the stream.
  LiveStreams(std::uint64_t seed, std::uint16_t number, DayCounts counts, std::int64_t lag_ms,
              const Catalog& catalog)
      : EventStream(seed, number, std::move(counts), lag_ms), catalog_(catalog) {}

  void append(Place place, std::int64_t recv_ms, std::string& out) const override;

 private:
  const Catalog& catalog_;
};

}  // namespace nd::synth
