#include "synth/audience.h"

#include <set>

#include <doctest/doctest.h>

#include "synth/closeness.h"

namespace nd::synth {
namespace {

TEST_SUITE("synth/audience") {
  TEST_CASE("the members of a day are different users, and none of those of a plant") {
    const Profile profile = *find_profile("nano");
    const Catalog catalog(profile, 4);
    const Audience audience(profile, 4, catalog);
    for (const Day day : {0, 200, kJuly2024.first, kJuly2024.last, kDays - 1}) {
      std::set<UserNumber> users;
      for (std::uint32_t i = 0; i < audience.present(day); ++i)
        users.insert(audience.member(day, i));
      CHECK(users.size() == audience.present(day));
      for (const People& people : {audience.heritage(), audience.farming()}) {
        for (std::uint32_t i = 0; i < people.count(); ++i)
          REQUIRE(users.count(people.at(i)) == 0);
      }
    }
  }

  TEST_CASE("each of the planted people is another user of the platform") {
    const Profile profile = *find_profile("small");
    const Catalog catalog(profile, 9);
    const Audience audience(profile, 9, catalog);
    std::set<UserNumber> users;
    for (const People& people : {audience.heritage(), audience.farming()}) {
      for (std::uint32_t i = 0; i < people.count(); ++i)
        users.insert(people.at(i));
    }
    CHECK(users.size() == audience.heritage().count() + audience.farming().count());
    CHECK(*users.rbegin() < catalog.users());
  }

  TEST_CASE("every profile has users enough in July for those who interact") {
    for (const Profile& profile : profiles()) {
      const Catalog catalog(profile, 1);
      const Audience audience(profile, 1, catalog);
      for (Day day = kJuly2024.first; day <= kJuly2024.last; ++day) {
        CHECK(audience.close(day) + interacting_decoys() * profile.user_factor <=
              audience.present(day));
      }
    }
  }
}

}  // namespace
}  // namespace nd::synth
