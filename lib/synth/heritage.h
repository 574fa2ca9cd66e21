// Heritage: the people of whom some are deeply interested in intangible cultural heritage (F14),
// and what they watch and do.
//
// Deeply interested is who has five valid plays on three days and an interaction; each of the other
// groups falls short of one of these.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "synth/audience.h"
#include "synth/day_table.h"
#include "synth/play_streams.h"

namespace nd::synth {

// What the people of a group have done in 2024.
struct HeritageGroup {
  std::uint32_t people;
  std::uint32_t plays;  // of each
  std::uint32_t days;   // on which the plays are
  std::uint32_t valid;  // so many of the plays are long enough, the first ones
  bool interacts;       // in a way that counts
};
[[nodiscard]] std::span<const HeritageGroup> heritage_groups();
inline constexpr std::uint32_t kHeritagePeople = 200;
// Of the deeply interested, so many have watched a live stream.
inline constexpr std::uint32_t kHeritageLearners = 38;

// The plays and the acts of one nano platform, without people: those are the profile's.
class Heritage {
 public:
  struct Play {
    std::uint32_t person;
    bool valid;
    bool is_live;
  };
  struct Act {
    std::uint32_t person;
    std::string_view action;
  };
  Heritage();
  [[nodiscard]] const DayTable<Play>& plays() const { return plays_; }
  [[nodiscard]] const DayTable<Act>& acts() const { return acts_; }

 private:
  DayTable<Play> plays_;
  DayTable<Act> acts_;
};

class HeritagePlays final : public PlayStream {
 public:
  // `counts` are those of the table with the factor. What is referred to outlives the stream.
  HeritagePlays(std::uint64_t seed, std::uint16_t number, DayCounts counts, const Catalog& catalog,
                const Audience& audience, const DayTable<Heritage::Play>& plays,
                std::uint32_t factor)
      : PlayStream(seed, number, std::move(counts), 0, catalog, audience),
        plays_(plays),
        factor_(factor) {}

 protected:
  [[nodiscard]] Target target(Place place, Dice& dice) const override;

 private:
  const DayTable<Heritage::Play>& plays_;
  std::uint32_t factor_;
};

// Likes, comments, forwards, collects and follows, and some that do not count.
class HeritageActs final : public EventStream {
 public:
  HeritageActs(std::uint64_t seed, std::uint16_t number, DayCounts counts, const Catalog& catalog,
               const Audience& audience, const DayTable<Heritage::Act>& acts, std::uint32_t factor)
      : EventStream(seed, number, std::move(counts), 0),
        catalog_(catalog),
        audience_(audience),
        acts_(acts),
        factor_(factor) {}

  void append(Place place, std::int64_t recv_ms, std::string& out) const override;

 private:
  const Catalog& catalog_;
  const Audience& audience_;
  const DayTable<Heritage::Act>& acts_;
  std::uint32_t factor_;
};

}  // namespace nd::synth
