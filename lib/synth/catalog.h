// Catalog: who makes what on the synthetic platform: the numbering of creators, their videos and
// the days they were posted on.
//
// Three kinds of creators, numbered one after the other: *general* ones, each with one video from
// before 2023 and two posted within the two years, the people who post in topics (topics.h), and
// the members of fields (fields.h), whose videos are there from the start.
// Everything is computed from numbers; nothing is stored per creator or video.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "synth/day_counts.h"
#include "synth/fields.h"
#include "synth/profile.h"
#include "synth/random.h"
#include "synth/topics.h"
#include "synth/walk.h"

namespace nd::synth {

using AuthorNumber = std::uint32_t;
using VideoNumber = std::uint32_t;

// The posts of one row of post_plants(), sized by the profile. Post `i` is video first_video + i by
// author first_author + i.
struct TopicPosts {
  TopicId topic = TopicId::kNone;
  TopicId second = TopicId::kNone;
  AuthorNumber first_author = 0;
  VideoNumber first_video = 0;
  DayCounts per_day;
};

// The creators of a field. Creator first_author + i has the videos_each videos from first_video + i
// * videos_each on.
struct Members {
  FieldId field = FieldId::kGeneral;
  AuthorNumber first_author = 0;
  std::uint32_t creators = 0;
  VideoNumber first_video = 0;
  std::uint32_t videos_each = 0;
};

class Catalog {
 public:
  static constexpr std::uint32_t kVideosPerCreator = 3;

  Catalog(const Profile& profile, std::uint64_t seed);

  [[nodiscard]] std::uint32_t users() const { return users_; }
  [[nodiscard]] std::uint32_t general_creators() const { return general_; }
  [[nodiscard]] std::uint32_t creators() const { return creators_; }
  [[nodiscard]] std::uint32_t videos() const { return videos_; }
  [[nodiscard]] const std::vector<TopicPosts>& topic_posts() const { return topic_posts_; }

  // For kGeneral: the general creators, whose videos video_of() numbers.
  [[nodiscard]] const Members& members(FieldId field) const {
    return members_[static_cast<std::size_t>(field)];
  }
  [[nodiscard]] FieldId field_of(AuthorNumber author) const;
  // How many different creators post on the day.
  [[nodiscard]] std::uint32_t posters_on(Day day) const;

  // Posts of general creators within the two years: post `index` is by this author, and is this
  // video.
  [[nodiscard]] const DayCounts& general_posts() const { return general_posts_; }
  [[nodiscard]] AuthorNumber general_post_author(std::uint64_t index) const;
  [[nodiscard]] VideoNumber general_post_video(std::uint64_t index) const;
  // How many videos a general creator has before `day`, at least 1; they are video_of(author, 0 ..
  // n-1).
  [[nodiscard]] std::uint32_t videos_before(AuthorNumber author, Day day) const;
  [[nodiscard]] static VideoNumber video_of(AuthorNumber author, std::uint32_t index) {
    return author * kVideosPerCreator + index;
  }

  // One of them. Requires: a general creator.
  [[nodiscard]] VideoNumber some_video(AuthorNumber author, Day day, Dice& dice) const {
    return video_of(author, dice.below(videos_before(author, day)));
  }

  struct Video {
    AuthorNumber author = 0;
    Day posted = 0;
    TopicId topic = TopicId::kNone;
    TopicId second = TopicId::kNone;
    std::string_view category;  // empty: none is known
  };
  // Requires: number < videos().
  [[nodiscard]] Video video(VideoNumber number) const;
  [[nodiscard]] std::uint32_t duration_ms(VideoNumber number) const;

 private:
  void lay_out_topic_posts(const Profile& profile);
  void lay_out_fields(const Profile& profile);
  // The day of a video that was there before the two years.
  [[nodiscard]] Day posted_before(VideoNumber number) const;
  [[nodiscard]] Video general_video(VideoNumber number) const;
  [[nodiscard]] Video topic_video(VideoNumber number) const;
  [[nodiscard]] Video field_video(const Members& members, VideoNumber number) const;

  std::uint64_t seed_;
  std::uint32_t users_;
  std::uint32_t general_;
  std::uint32_t creators_ = 0;
  std::uint32_t videos_ = 0;
  Walk round_;  // of general creators, who posts after whom
  DayCounts general_posts_;
  std::vector<TopicPosts> topic_posts_;
  std::vector<Members> members_;  // by FieldId
};

}  // namespace nd::synth
