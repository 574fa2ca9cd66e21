// General creators post in rounds: in each round every creator posts once. Within a round the order
// is a walk with a fixed stride over the creators (a stride without a common factor visits each
// exactly once), so both directions, post to creator and creator to post, are one multiplication.
#include "synth/catalog.h"

#include <algorithm>

#include "base/check.h"
#include "synth/random.h"

namespace nd::synth {
namespace {

constexpr std::uint32_t kNanoUsers = 6'000;
constexpr std::uint32_t kNanoGeneralCreators = 1'800;
constexpr std::uint64_t kStride = 7'919;  // a prime that divides no profile's number of creators

// Dice of entities, apart from those of events (which begin at 2^48, event_stream.h).
constexpr std::uint64_t kVideoDice = std::uint64_t{1} << 40;

// x with a * x = 1 modulo m, by the extended Euclidean algorithm. Requires: a and m have no common
// factor.
std::uint32_t inverse(std::int64_t a, std::int64_t m) {
  std::int64_t old_rest = a % m;
  std::int64_t rest = m;
  std::int64_t old_factor = 1;
  std::int64_t factor = 0;
  while (rest != 0) {
    const std::int64_t quotient = old_rest / rest;
    const std::int64_t next_rest = old_rest - quotient * rest;
    old_rest = rest;
    rest = next_rest;
    const std::int64_t next_factor = old_factor - quotient * factor;
    old_factor = factor;
    factor = next_factor;
  }
  ND_CHECK(old_rest == 1);
  return static_cast<std::uint32_t>((old_factor % m + m) % m);
}

}  // namespace

Catalog::Catalog(const Profile& profile, std::uint64_t seed)
    : seed_(seed),
      users_(kNanoUsers * profile.user_factor),
      general_(kNanoGeneralCreators * profile.author_factor),
      stride_inverse_(inverse(static_cast<std::int64_t>(kStride), general_)),
      general_posts_(
          DayCounts::even(std::uint64_t{general_} * (kVideosPerCreator - 1), {0, kDays - 1})) {
  lay_out_topic_posts(profile);
}

void Catalog::lay_out_topic_posts(const Profile& profile) {
  creators_ = general_;
  videos_ = general_ * kVideosPerCreator;
  for (const PostPlant& plant : post_plants()) {
    const std::uint32_t authors = plant.authors * profile.author_factor;
    TopicPosts posts{plant.topic, plant.second, creators_, videos_,
                     DayCounts::burst(authors, plant.dates)};
    if (plant.authors_of < 0) {
      creators_ += authors;
    } else {
      posts.first_author = topic_posts_[static_cast<std::size_t>(plant.authors_of)].first_author;
    }
    videos_ += authors;
    topic_posts_.push_back(std::move(posts));
  }
}

AuthorNumber Catalog::general_post_author(std::uint64_t index) const {
  return static_cast<AuthorNumber>(index % general_ * kStride % general_);
}

VideoNumber Catalog::general_post_video(std::uint64_t index) const {
  return video_of(general_post_author(index), 1 + static_cast<std::uint32_t>(index / general_));
}

std::uint32_t Catalog::videos_before(AuthorNumber author, Day day) const {
  const std::uint64_t position = std::uint64_t{author} * stride_inverse_ % general_;
  const std::uint64_t posts = general_posts_.before(day);
  if (posts <= position) return 1;
  return static_cast<std::uint32_t>(1 + (posts - position + general_ - 1) / general_);
}

Catalog::Video Catalog::video(VideoNumber number) const {
  ND_CHECK(number < videos_);
  if (number < general_ * kVideosPerCreator) {
    const AuthorNumber author = number / kVideosPerCreator;
    const std::uint32_t round = number % kVideosPerCreator;
    Video video{author, 0, TopicId::kNone, TopicId::kNone};
    if (round == 0) {
      video.posted = -1 - static_cast<Day>(Dice(seed_ + 1, kVideoDice + number).below(700));
    } else {
      const std::uint64_t position = std::uint64_t{author} * stride_inverse_ % general_;
      video.posted = general_posts_.day_of_index(position + std::uint64_t{round - 1} * general_);
    }
    return video;
  }
  const auto after = std::upper_bound(
      topic_posts_.begin(), topic_posts_.end(), number,
      [](VideoNumber wanted, const TopicPosts& posts) { return wanted < posts.first_video; });
  const TopicPosts& posts = *(after - 1);
  const std::uint32_t index = number - posts.first_video;
  return {posts.first_author + index, posts.per_day.day_of_index(index), posts.topic, posts.second};
}

std::uint32_t Catalog::duration_ms(VideoNumber number) const {
  Dice dice(seed_, kVideoDice + number);
  return 6'000 + dice.below_squared(180'000);
}

}  // namespace nd::synth
