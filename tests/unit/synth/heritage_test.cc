#include "synth/heritage.h"

#include <map>
#include <set>

#include <doctest/doctest.h>

namespace nd::synth {
namespace {

struct Person {
  std::uint32_t plays = 0;
  std::uint32_t valid = 0;
  std::set<Day> days;
};

TEST_SUITE("synth/heritage") {
  TEST_CASE("everybody of a group has its plays on its days, and acts once") {
    const Heritage heritage;
    std::map<std::uint32_t, Person> people;
    std::uint32_t live = 0;
    for (const auto& [day, play] : heritage.plays().rows()) {
      Person& person = people[play.person];
      ++person.plays;
      person.valid += play.valid ? 1 : 0;
      person.days.insert(day);
      live += play.is_live ? 1 : 0;
      CHECK(day >= kYear2024);
      CHECK_FALSE(kJuly2024.contains(day));
    }
    CHECK(live == kHeritageLearners);
    std::uint32_t first = 0;
    for (const HeritageGroup& group : heritage_groups()) {
      for (std::uint32_t i = first; i < first + group.people; ++i) {
        CHECK(people[i].plays == group.plays);
        CHECK(people[i].valid == group.valid);
        CHECK(people[i].days.size() == group.days);
      }
      first += group.people;
    }
    CHECK(first == kHeritagePeople);
    CHECK(people.size() == kHeritagePeople);
    CHECK(heritage.acts().rows().size() == kHeritagePeople);
  }
}

}  // namespace
}  // namespace nd::synth
