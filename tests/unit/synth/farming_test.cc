#include "synth/farming.h"

#include <set>

#include <doctest/doctest.h>

namespace nd::synth {
namespace {

TEST_SUITE("synth/farming") {
  TEST_CASE("the viewers of a day are different people, and eight of them follow on the mean") {
    std::uint32_t followers = 0;
    std::uint32_t plays = 0;
    for (Day day = kYear2024; day < kDays; ++day) {
      std::set<std::uint32_t> people;
      std::uint32_t following = 0;
      for (std::uint32_t i = 0; i < Farming::plays_on(day); ++i) {
        const Farming::Visit visit = Farming::visit(day, i);
        const FarmingGroup group = farming_group(visit.role);
        REQUIRE(visit.person >= group.first);
        REQUIRE(visit.person < group.first + group.people);
        const bool follows =
            visit.role == FarmingRole::kFollower || visit.role == FarmingRole::kParting;
        if (people.insert(visit.person).second && follows) ++following;
        if (visit.role == FarmingRole::kParting) CHECK(day < day_of(2024, 7, 1));
        if (visit.role == FarmingRole::kLeft) CHECK(day >= day_of(2024, 2, 1));
      }
      REQUIRE(people.size() == Farming::viewers_on(day));
      REQUIRE(following == Farming::followers_on(day));
      followers += following;
      plays += Farming::plays_on(day);
    }
    CHECK(followers == 8 * 365);  // of the days that the log has
    CHECK(plays == 13 * 365);
    CHECK(Farming::plays(10).total() == 130 * 365);
    CHECK(Farming::plays_on(day_of(2024, 9, 3)) == 0);
    CHECK(Farming::plays_on(kYear2024 - 1) == 0);
  }
}

}  // namespace
}  // namespace nd::synth
