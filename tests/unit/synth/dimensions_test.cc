#include "synth/dimensions.h"

#include <string>

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
