#include "synth/dimensions.h"

#include <string>
#include <unordered_map>

#include <doctest/doctest.h>

namespace nd::synth {
namespace {

std::string row(const Platform& platform, std::string_view name, std::uint64_t index) {
  std::string out;
  (*find_dimension(name))->append(platform, index, out);
  return out;
}

TEST_SUITE("synth/dimensions") {
  TEST_CASE("a topic has its name, alias and dates") {
    const Platform platform(*find_profile("nano"), 1, {});
    CHECK(
        row(platform, "topics", 5) ==
        R"({"topic_id":"t_fire","name":"贵州山火","aliases":["贵州山火"],"category":"社会",)"
        R"("origin":"external","is_trending":true,"start_dt":"2024-02-16","end_dt":"2024-03-03"})");
  }

  TEST_CASE("a topic that was renamed has a row for each name, whose dates follow each other") {
    const Platform platform(*find_profile("nano"), 1, {});
    CHECK(row(platform, "topics", 9) ==
          R"({"topic_id":"t_tianshui","name":"天水麻辣烫","aliases":["麻辣烫"],"category":"美食",)"
          R"("origin":"native","is_trending":true,"start_dt":"2024-03-15","end_dt":"2024-04-09"})");
    CHECK((*find_dimension("topics"))->rows(platform) == topics().size() + 1);
    CHECK(row(platform, "topics", topics().size()) ==
          R"({"topic_id":"t_tianshui","name":"甘肃麻辣烫","aliases":["麻辣烫"],"category":"美食",)"
          R"("origin":"native","is_trending":true,"start_dt":"2024-03-01","end_dt":"2024-03-14"})");
  }

  TEST_CASE("users are the viewers and the creators as persons") {
    const Platform platform(*find_profile("nano"), 1, {});
    const std::uint64_t users = platform.catalog().users();
    CHECK((*find_dimension("users"))->rows(platform) == users + platform.catalog().creators());
    CHECK(row(platform, "users", 0).find(R"({"user_id":"u0",)") == 0);
    CHECK(row(platform, "users", users).find(R"({"user_id":"ca0",)") == 0);
  }

  TEST_CASE("a video with two topics lists both") {
    const Platform platform(*find_profile("nano"), 1, {});
    const TopicPosts& posts = platform.catalog().topic_posts()[3];
    const std::string video = row(platform, "videos", posts.first_video);
    CHECK(video.find(R"("topic_ids":["t_wukong","t_square"])") != std::string::npos);
  }

  TEST_CASE("who moves has a row of its own, after those of all creators") {
    for (const char* profile : {"nano", "small"}) {
      const Platform platform(*find_profile(profile), 5, {});
      const std::uint64_t creators = platform.catalog().creators();
      const std::uint64_t rows = (*find_dimension("creator_city"))->rows(platform);
      CHECK(rows == creators + std::uint64_t{22} * platform.profile().author_factor);
      std::uint64_t unknown = 0;
      std::unordered_map<std::string, std::string> first;
      for (std::uint64_t i = 0; i < rows; ++i) {
        const std::string line = row(platform, "creator_city", i);
        const std::string author = line.substr(0, line.find(','));
        if (line.find(R"("city_level":null)") != std::string::npos) ++unknown;
        if (i < creators) {
          first[author] = line;
          continue;
        }
        const bool was_low = first[author].find("三线") != std::string::npos ||
                             first[author].find("四线") != std::string::npos ||
                             first[author].find("五线") != std::string::npos;
        const bool moves_out = line.find("2024-07-01") != std::string::npos;
        CHECK(was_low != moves_out);
      }
      CHECK(unknown == std::uint64_t{40} * platform.profile().author_factor);
    }
  }

  TEST_CASE("a creator has the field of the catalog") {
    const Platform platform(*find_profile("nano"), 1, {});
    const AuthorNumber first = platform.catalog().members(FieldId::kKnowledge).first_author;
    CHECK(row(platform, "creators", first).find(R"("verticals":["knowledge"])") !=
          std::string::npos);
    CHECK(row(platform, "creators", 0).find(R"("verticals":["general"])") != std::string::npos);
  }

  TEST_CASE("an unknown table is a usage error that lists what there is") {
    const auto result = find_dimension("cities");
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().kind == ErrorKind::kUsage);
    CHECK(
        result.error().message ==
        "'cities' is none of events, users, creators, creator_city, videos, topics, tabs, targets");
  }
}

}  // namespace
}  // namespace nd::synth
