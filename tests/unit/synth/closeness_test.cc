#include "synth/closeness.h"

#include <set>
#include <utility>

#include <doctest/doctest.h>

namespace nd::synth {
namespace {

TEST_SUITE("synth/closeness") {
  TEST_CASE("the bonds of a day are different members, some close and some not") {
    for (const std::uint32_t factor : {1U, 10U}) {
      for (Day day = kJuly2024.first; day <= kJuly2024.last; ++day) {
        std::set<std::uint32_t> members;
        std::size_t wanted = 0;
        for (std::size_t bond = 0; bond < live_bonds().size(); ++bond) {
          const std::uint32_t count = live_bonds()[bond].members * factor;
          const std::uint32_t first = first_of_bond(bond, day, factor);
          wanted += count;
          for (std::uint32_t i = first; i < first + count; ++i) {
            members.insert(i);
            REQUIRE((i < Audience::use_of(day).close * factor) == live_bonds()[bond].counts);
          }
        }
        CHECK(members.size() == wanted);
      }
    }
  }

  TEST_CASE("a bond's creators are those of no other") {
    const Catalog catalog(*find_profile("nano"), 1);
    std::set<std::pair<AuthorNumber, std::size_t>> pairs;
    std::set<AuthorNumber> authors;
    for (std::size_t bond = 0; bond < live_bonds().size(); ++bond) {
      for (UserNumber user = 0; user < 3'000; ++user) {
        const AuthorNumber author = bound_to(bond, user, 1, catalog);
        CHECK(author < catalog.general_creators());
        pairs.insert({author, bond});
        authors.insert(author);
      }
    }
    CHECK(pairs.size() == authors.size());
  }

  TEST_CASE("who counts has followed before July, who left had left, and nothing falls in July") {
    for (const LiveBond& bond : live_bonds()) {
      if (bond.counts) CHECK(bond.follow.last < kJuly2024.first);
      if (bond.counts && bond.unfollows()) CHECK(bond.unfollow.first > kJuly2024.last);
      if (!bond.counts && bond.unfollows()) {
        CHECK(bond.follow.last < bond.unfollow.first);
        CHECK(bond.unfollow.last < kJuly2024.first);
      }
      if (!bond.counts && bond.follows_at_end()) CHECK(bond.follow.first > kJuly2024.last);
    }
  }
}

}  // namespace
}  // namespace nd::synth
