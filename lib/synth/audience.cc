#include "synth/audience.h"

#include "base/check.h"
#include "synth/farming.h"
#include "synth/heritage.h"

namespace nd::synth {
namespace {

// Dice of days, apart from those of other entities (catalog.cc, dimensions.cc).
constexpr std::uint64_t kDayDice = std::uint64_t{4} << 40;

}  // namespace

// Two days have shares of 4/5 and 57/80, which is 0.75625 on their mean, as has the last. Their
// users are not as many, so that all days as one give another share.
DayUse Audience::use_of(Day day) {
  constexpr std::array<DayUse, 2> kInTurn = {{{240, 192}, {320, 228}}};
  constexpr DayUse kLast = {320, 242};
  if (day == kJuly2024.last) return kLast;
  return kInTurn[static_cast<std::size_t>((day + kDays - kJuly2024.first) % 2)];
}

Audience::Audience(const Profile& profile, std::uint64_t seed, const Catalog& catalog)
    : factor_(profile.user_factor),
      public_(catalog.users() - (kHeritagePeople + kFarmingPeople) * factor_),
      heritage_(public_, kHeritagePeople * factor_, seed),
      farming_(public_ + kHeritagePeople * factor_, kFarmingPeople * factor_, seed) {
  for (Day day = 0; day < kDays; ++day) {
    const std::uint32_t others = catalog.posters_on(day) + Farming::viewers_on(day) * factor_;
    const std::uint32_t users = use_of(day).users * factor_;
    ND_CHECK(users > others);
    Dice dice(seed, kDayDice + static_cast<std::uint64_t>(day));
    days_.push_back({users - others, dice.below(public_)});
  }
}

}  // namespace nd::synth
