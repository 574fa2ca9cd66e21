#include "synth/walk.h"

#include <vector>

#include <doctest/doctest.h>

namespace nd::synth {
namespace {

TEST_SUITE("synth/walk") {
  TEST_CASE("a walk visits each number once, from any start, and knows its places") {
    for (const std::uint32_t count : {1U, 2U, 340U, 7'907U, 7'919U, 2U * 7'919U, 18'000U}) {
      for (const std::uint32_t start : {0U, 5U, count - 1}) {
        const Walk walk(count, start);
        std::vector<int> visits(count);
        for (std::uint32_t place = 0; place < count; ++place) {
          ++visits[walk.at(place)];
          REQUIRE(walk.place_of(walk.at(place)) == place);
        }
        CHECK(visits == std::vector<int>(count, 1));
        CHECK(walk.at(count) == walk.at(0));
      }
    }
  }
}

}  // namespace
}  // namespace nd::synth
