#include "base/ring.h"

#include <deque>

#include <doctest/doctest.h>

namespace nd {

TEST_SUITE("base/ring") {
  TEST_CASE("what comes first leaves first, however the ring grows") {
    Ring<int> ring;
    std::deque<int> model;
    int next = 0;
    for (int round = 1; round < 40; ++round) {
      for (int i = 0; i < round; ++i) {
        ring.push() = next;
        model.push_back(next++);
      }
      for (int i = 0; i < round - 1; ++i) {
        REQUIRE(ring.front() == model.front());
        ring.pop();
        model.pop_front();
      }
      REQUIRE(ring.size() == model.size());
      REQUIRE(ring[ring.size() - 1] == model.back());
    }
    CHECK_FALSE(ring.empty());
  }
}

}  // namespace nd
