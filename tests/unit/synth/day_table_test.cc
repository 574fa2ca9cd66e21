#include "synth/day_table.h"

#include <map>
#include <utility>

#include <doctest/doctest.h>

namespace nd::synth {
namespace {

TEST_SUITE("synth/day_table") {
  TEST_CASE("every row stands on its day, once for each copy") {
    const DayTable<char> table({{7, 'c'}, {3, 'a'}, {7, 'd'}, {3, 'b'}, {730, 'e'}});
    for (const std::uint32_t copies : {1U, 10U}) {
      const DayCounts counts = table.counts(copies);
      CHECK(counts.total() == 5 * copies);
      std::map<std::pair<char, std::uint32_t>, Day> found;
      for (const Day day : {3, 7, 730}) {
        for (std::uint32_t ordinal = 0; ordinal < counts.on(day); ++ordinal) {
          const auto [row, copy] = table.at({day, ordinal}, copies);
          REQUIRE(copy < copies);
          found[{*row, copy}] = day;
        }
      }
      CHECK(found.size() == 5 * copies);
      CHECK(found[{'b', copies - 1}] == 3);
      CHECK(found[{'d', 0}] == 7);
      CHECK(found[{'e', 0}] == 730);
    }
  }
}

}  // namespace
}  // namespace nd::synth
