// Farming: the people who watch farming creators, day by day of 2024, and which of them follow the
// creators whom they watch (F16).
//
// The plays of a day are planned in nano's numbers and repeated for as many people as the profile
// has. Those who follow make the figure; the others are its decoys.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "synth/audience.h"
#include "synth/follow_stream.h"
#include "synth/play_streams.h"

namespace nd::synth {

enum class FarmingRole : std::uint8_t {
  kFollower,   // follows since 2023
  kParting,    // the same; watches until June, and unfollows in autumn
  kLeft,       // followed in 2023, unfollowed in January, watches since February
  kElsewhere,  // follows another farming creator than the one to be watched
  kStranger    // follows nobody
};

// Some of the farming people of a nano platform: `people` of them from `first` on.
struct FarmingGroup {
  std::uint32_t first;
  std::uint32_t people;
};
[[nodiscard]] FarmingGroup farming_group(FarmingRole role);
// All who follow a farming creator in 2023.
inline constexpr FarmingGroup kFarmingFollowers = {0, 180};
inline constexpr std::uint32_t kFarmingPeople = 210;
// New follows of farming creators in 2024.
inline constexpr std::uint32_t kNewFarmingFollows = 183;

// The visits of a day, in nano's numbers.
struct Farming {
  struct Visit {
    FarmingRole role;
    std::uint32_t person;  // of all farming people
  };
  // Different people who watch on the day; 0 outside 2024 and on a day that the log has not.
  [[nodiscard]] static std::uint32_t viewers_on(Day day);
  // Of these, those who follow whom they watch, at that moment.
  [[nodiscard]] static std::uint32_t followers_on(Day day);
  // Plays of the day: some watch twice.
  [[nodiscard]] static std::uint32_t plays_on(Day day);
  // Requires: index < plays_on(day). The first viewers_on(day) are different people.
  [[nodiscard]] static Visit visit(Day day, std::uint32_t index);
  // The plays of the whole platform. Requires: copies > 0.
  [[nodiscard]] static DayCounts plays(std::uint32_t copies);
};

class FarmingPlays final : public PlayStream {
 public:
  // `counts` are Farming::plays(). What is referred to outlives the stream.
  FarmingPlays(std::uint64_t seed, std::uint16_t number, DayCounts counts, const Catalog& catalog,
               const Audience& audience)
      : PlayStream(seed, number, std::move(counts), 0, catalog, audience) {}

 protected:
  [[nodiscard]] Target target(Place place, Dice& dice) const override;
};

// Follows or unfollows of farming creators by some of a part of the users, each of them once.
class FarmingFollows final : public FollowStream {
 public:
  // The people are `group`, of each `of` people of `people`. What is referred to outlives the
  // stream.
  FarmingFollows(std::uint64_t seed, std::uint16_t number, DayCounts counts,
                 std::string_view action, const Catalog& catalog, const People& people,
                 FarmingGroup group, std::uint32_t of)
      : FollowStream(seed, number, std::move(counts), action),
        catalog_(catalog),
        people_(people),
        group_(group),
        of_(of) {}

 protected:
  [[nodiscard]] Bond bond(std::uint32_t index) const override;

 private:
  const Catalog& catalog_;
  const People& people_;
  FarmingGroup group_;
  std::uint32_t of_;
};

}  // namespace nd::synth
