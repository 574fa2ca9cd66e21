#include "synth/topics.h"

#include <cstddef>
#include <initializer_list>

#include <doctest/doctest.h>

namespace nd::synth {
namespace {

// The dates are wholly inside or wholly outside of the topic's.
bool is_clear_of_border(TopicId id, DaySpan dates) {
  if (id == TopicId::kNone) return true;
  const DaySpan topic_dates = topic(id).dates;
  const bool outside = dates.last < topic_dates.first || dates.first > topic_dates.last;
  return outside || (topic_dates.contains(dates.first) && topic_dates.contains(dates.last));
}
bool is_in_one_year(DaySpan dates) {
  return (dates.first >= kYear2024) == (dates.last >= kYear2024);
}

TEST_SUITE("synth/topics") {
  TEST_CASE("no plant crosses the border of its topics' dates or of a year") {
    for (const PostPlant& plant : post_plants()) {
      CHECK(is_in_one_year(plant.dates));
      CHECK(is_clear_of_border(plant.topic, plant.dates));
      CHECK(is_clear_of_border(plant.second, plant.dates));
    }
    for (const PlayPlant& plant : play_plants()) {
      const PostPlant& posts = post_plants()[plant.posts];
      CHECK(is_in_one_year(plant.dates));
      CHECK(is_clear_of_border(posts.topic, plant.dates));
      CHECK(is_clear_of_border(posts.second, plant.dates));
    }
    for (const SearchPlant& plant : search_plants()) {
      if (plant.topic != TopicId::kNone) CHECK(is_in_one_year(plant.dates));
      CHECK(is_clear_of_border(plant.topic, plant.dates));
    }
  }

  TEST_CASE("no video is played before it is posted") {
    for (const PlayPlant& plant : play_plants()) {
      CHECK(post_plants()[plant.posts].dates.first <= plant.dates.first);
    }
  }

  TEST_CASE("people who post again are some of an earlier row that is nobody's again") {
    for (std::size_t i = 0; i < post_plants().size(); ++i) {
      const PostPlant& plant = post_plants()[i];
      if (plant.authors_of < 0) continue;
      const auto earlier = static_cast<std::size_t>(plant.authors_of);
      REQUIRE(earlier < i);
      CHECK(post_plants()[earlier].authors_of < 0);
      CHECK(plant.authors <= post_plants()[earlier].authors);
    }
  }

  TEST_CASE("a plant counts in a trending topic, within its dates, in 2024") {
    CHECK(counts_in_2024(TopicId::kErbin, {kYear2024, kYear2024}));
    CHECK_FALSE(counts_in_2024(TopicId::kErbin, {kYear2024 - 1, kYear2024 - 1}));
    CHECK_FALSE(counts_in_2024(TopicId::kErbin, {day_of(2024, 2, 21), day_of(2024, 2, 21)}));
    CHECK_FALSE(counts_in_2024(TopicId::kDaily, {kYear2024, kYear2024}));
    CHECK_FALSE(counts_in_2024(TopicId::kNone, {kYear2024, kYear2024}));
  }
}

}  // namespace
}  // namespace nd::synth
