#include "synth/farming.h"

#include <vector>

#include "base/check.h"

namespace nd::synth {
namespace {

constexpr std::array<FarmingGroup, 5> kGroups = {
    {{0, 60}, {60, 60}, {120, 30}, {150, 30}, {180, 30}}};
// Who comes besides the followers: one who left, one who follows somebody else, a stranger.
constexpr std::uint32_t kOthers = 3;
constexpr std::uint32_t kTwice = 2;

constexpr Day kFirstOfFebruary = day_of(2024, 2, 1);
constexpr Day kFirstOfJuly = day_of(2024, 7, 1);

// Dice of who follows whom, apart from those of other entities.
constexpr std::uint64_t kBondDice = std::uint64_t{5} << 40;

std::uint32_t place_in_year(Day day) {
  return static_cast<std::uint32_t>(day - kYear2024);
}

Farming::Visit member(FarmingRole role, std::uint32_t index) {
  const FarmingGroup group = farming_group(role);
  return {role, group.first + index % group.people};
}

// The farming creator whom the user follows, by its place in the field.
std::uint32_t followed(std::uint64_t seed, const Members& members, UserNumber user) {
  return Dice(seed, kBondDice + user).below(members.creators);
}

}  // namespace

FarmingGroup farming_group(FarmingRole role) {
  return kGroups[static_cast<std::size_t>(role)];
}

std::uint32_t Farming::followers_on(Day day) {
  if (day < kYear2024 || !is_logged(day)) return 0;
  if (day == kDays - 1) return 8;  // of an odd number of days
  return logged_days({kYear2024, day}) % 2 == 1 ? 7 : 9;
}

std::uint32_t Farming::viewers_on(Day day) {
  return followers_on(day) == 0 ? 0 : followers_on(day) + kOthers;
}

std::uint32_t Farming::plays_on(Day day) {
  return followers_on(day) == 0 ? 0 : viewers_on(day) + kTwice;
}

Farming::Visit Farming::visit(Day day, std::uint32_t index) {
  const std::uint32_t at = place_in_year(day);
  const std::uint32_t followers = followers_on(day);
  if (index < followers) {
    const bool parting = day < kFirstOfJuly && index % 2 == 0;
    return member(parting ? FarmingRole::kParting : FarmingRole::kFollower, at * 9 + index);
  }
  switch (index - followers) {
    case 0:
      if (day >= kFirstOfFebruary) return member(FarmingRole::kLeft, at);
      return member(FarmingRole::kStranger, at + 15);
    case 1:
      return member(FarmingRole::kElsewhere, at);
    case 2:
      return member(FarmingRole::kStranger, at);
    default:
      return visit(day, index - viewers_on(day));
  }
}

DayCounts Farming::plays(std::uint32_t copies) {
  std::vector<std::uint64_t> per_day;
  per_day.reserve(kDays);
  for (Day day = 0; day < kDays; ++day)
    per_day.push_back(std::uint64_t{plays_on(day)} * copies);
  return DayCounts(per_day);
}

PlayStream::Target FarmingPlays::target(Place place, Dice& dice) const {
  const std::uint32_t count = counts().on(place.day);
  const std::uint32_t plays = Farming::plays_on(place.day);
  ND_CHECK(plays > 0);  // there is no place on other days
  const std::uint32_t index = walked(place.ordinal, count);
  const Farming::Visit visit = Farming::visit(place.day, index % plays);
  const Members& members = catalog().members(FieldId::kFarming);
  const std::uint64_t person = std::uint64_t{index / plays} * kFarmingPeople + visit.person;
  const UserNumber user = audience().farming().at(person);
  std::uint32_t creator = followed(seed(), members, user);
  if (visit.role == FarmingRole::kElsewhere) {
    creator = (creator + 1 + dice.below(members.creators - 1)) % members.creators;
  }
  return {members.first_author + creator, members.first_video + creator, dice.below(8) == 0, user,
          Viewing::kAny};
}

Bond FarmingFollows::bond(std::uint32_t index) const {
  const std::uint64_t person =
      std::uint64_t{index / group_.people} * of_ + group_.first + index % group_.people;
  const UserNumber user = people_.at(person);
  const Members& members = catalog_.members(FieldId::kFarming);
  return {user, members.first_author + followed(seed(), members, user)};
}

}  // namespace nd::synth
