#include "synth/catalog.h"

#include <set>
#include <vector>

#include <doctest/doctest.h>

namespace nd::synth {
namespace {

TEST_SUITE("synth/catalog") {
  TEST_CASE("every creator posts once in each round") {
    const Catalog catalog(*find_profile("nano"), 1);
    std::vector<int> posts(catalog.general_creators());
    for (std::uint64_t i = 0; i < catalog.general_posts().total(); ++i) {
      ++posts[catalog.general_post_author(i)];
      REQUIRE(catalog.video(catalog.general_post_video(i)).author ==
              catalog.general_post_author(i));
      REQUIRE(catalog.video(catalog.general_post_video(i)).posted ==
              catalog.general_posts().day_of_index(i));
    }
    for (const int count : posts)
      CHECK(count == 2);
  }

  TEST_CASE("videos_before counts the videos of earlier days") {
    for (const char* name : {"nano", "small"}) {
      const Catalog catalog(*find_profile(name), 7);
      for (AuthorNumber author = 0; author < catalog.general_creators(); author += 97) {
        for (const Day day : {0, 1, 200, 365, 366, 500, 730}) {
          std::uint32_t expected = 0;
          for (std::uint32_t i = 0; i < Catalog::kVideosPerCreator; ++i) {
            if (catalog.video(Catalog::video_of(author, i)).posted < day) ++expected;
          }
          REQUIRE(catalog.videos_before(author, day) == expected);
        }
      }
    }
  }

  TEST_CASE("the posts of a topic follow the general videos, row by row") {
    const Catalog catalog(*find_profile("nano"), 1);
    VideoNumber next = catalog.general_creators() * Catalog::kVideosPerCreator;
    for (const TopicPosts& posts : catalog.topic_posts()) {
      CHECK(posts.first_video == next);
      const Catalog::Video first = catalog.video(next);
      CHECK(first.author == posts.first_author);
      CHECK(first.topic == posts.topic);
      next += static_cast<VideoNumber>(posts.per_day.total());
      CHECK(catalog.video(next - 1).second == posts.second);
    }
    CHECK(next == catalog.members(FieldId::kHeritage).first_video);
  }

  TEST_CASE("the members of fields come last, each with the videos of the field") {
    const Catalog catalog(*find_profile("small"), 1);
    AuthorNumber author = catalog.members(FieldId::kHeritage).first_author;
    VideoNumber number = catalog.members(FieldId::kHeritage).first_video;
    for (const Field& field : fields()) {
      const Members& members = catalog.members(field.id);
      CHECK(members.creators == field.creators * 10);
      for (std::uint32_t i = 0; i < members.creators; ++i, ++author) {
        REQUIRE(catalog.field_of(author) == field.id);
        for (std::uint32_t k = 0; k < field.videos_each; ++k)
          REQUIRE(catalog.video(number++).author == author);
      }
    }
    CHECK(author == catalog.creators());
    CHECK(number == catalog.videos());
    CHECK(catalog.field_of(0) == FieldId::kGeneral);
  }

  TEST_CASE("a creator who posts twice on a day is one poster") {
    const Catalog catalog(*find_profile("small"), 3);
    for (Day day = 0; day < kDays; ++day) {
      std::set<AuthorNumber> posters;
      const DayCounts& general = catalog.general_posts();
      for (std::uint64_t i = general.before(day); i < general.before(day + 1); ++i)
        posters.insert(catalog.general_post_author(i));
      for (const TopicPosts& posts : catalog.topic_posts()) {
        for (std::uint64_t i = posts.per_day.before(day); i < posts.per_day.before(day + 1); ++i)
          posters.insert(posts.first_author + static_cast<AuthorNumber>(i));
      }
      REQUIRE(catalog.posters_on(day) == posters.size());
    }
  }
}

}  // namespace
}  // namespace nd::synth
