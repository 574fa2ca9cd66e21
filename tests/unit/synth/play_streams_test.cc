#include "synth/play_streams.h"

#include <array>
#include <set>

#include <doctest/doctest.h>

namespace nd::synth {
namespace {

TEST_SUITE("synth/play_streams") {
  TEST_CASE("in each cycle every leader has exactly its part") {
    std::array<std::uint32_t, 11> plays{};
    for (std::uint64_t i = 123'456; i < 123'456 + CreatorSchedule::kCycle; ++i) {
      ++plays[CreatorSchedule::rank_at(i)];
    }
    for (std::size_t rank = 0; rank < CreatorSchedule::leaders().size(); ++rank) {
      CHECK(plays[rank] == CreatorSchedule::leaders()[rank]);
    }
  }

  TEST_CASE("the others are all the others and no leader") {
    const CreatorSchedule schedule(100);
    std::set<AuthorNumber> others;
    for (std::uint64_t i = 0; i < 20'000; ++i) {
      Dice dice(1, i);
      others.insert(schedule.other(dice));
    }
    CHECK(others.size() == 90);
    CHECK(*others.rbegin() == 99);
    for (std::size_t rank = 0; rank < CreatorSchedule::leaders().size(); ++rank) {
      CHECK(others.count(schedule.leader(rank)) == 0);
    }
  }
}

}  // namespace
}  // namespace nd::synth
