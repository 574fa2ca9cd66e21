// General creators post in rounds: in each round every creator posts once. Within a round the order
// is a walk, so both directions, post to creator and creator to post, are one multiplication.
#include "synth/catalog.h"

#include <algorithm>

#include "base/check.h"

namespace nd::synth {
namespace {

constexpr std::uint32_t kNanoUsers = 6'000;
constexpr std::uint32_t kNanoGeneralCreators = 1'800;

// Dice of entities, apart from those of events (which begin at 2^48, event_stream.h).
constexpr std::uint64_t kVideoDice = std::uint64_t{1} << 40;

}  // namespace

Catalog::Catalog(const Profile& profile, std::uint64_t seed)
    : seed_(seed),
      users_(kNanoUsers * profile.user_factor),
      general_(kNanoGeneralCreators * profile.author_factor),
      round_(general_),
      general_posts_(
          DayCounts::even(std::uint64_t{general_} * (kVideosPerCreator - 1), {0, kDays - 1})) {
  lay_out_topic_posts(profile);
  lay_out_fields(profile);
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

void Catalog::lay_out_fields(const Profile& profile) {
  for (const Field& field : fields()) {
    const std::uint32_t creators = field.creators * profile.author_factor;
    members_.push_back({field.id, creators_, creators, videos_, field.videos_each});
    creators_ += creators;
    videos_ += creators * field.videos_each;
  }
  members_.push_back({FieldId::kGeneral, 0, general_, 0, kVideosPerCreator});
}

FieldId Catalog::field_of(AuthorNumber author) const {
  for (const Members& members : members_) {
    if (author >= members.first_author && author - members.first_author < members.creators) {
      return members.field;
    }
  }
  return FieldId::kGeneral;
}

// Within a day a row of posts has each of its people once; two rows share people only where one is
// of the authors of the other.
std::uint32_t Catalog::posters_on(Day day) const {
  std::uint64_t posters = general_posts_.on(day);
  for (std::size_t row = 0; row < topic_posts_.size(); ++row) {
    const DayCounts& posts = topic_posts_[row].per_day;
    posters += posts.on(day);
    const int other = post_plants()[row].authors_of;
    if (other < 0) continue;
    const DayCounts& firsts = topic_posts_[static_cast<std::size_t>(other)].per_day;
    const std::uint64_t begin = std::max(posts.before(day), firsts.before(day));
    const std::uint64_t end = std::min(posts.before(day + 1), firsts.before(day + 1));
    if (end > begin) posters -= end - begin;
  }
  return static_cast<std::uint32_t>(posters);
}

AuthorNumber Catalog::general_post_author(std::uint64_t index) const {
  return round_.at(index);
}

VideoNumber Catalog::general_post_video(std::uint64_t index) const {
  return video_of(general_post_author(index), 1 + static_cast<std::uint32_t>(index / general_));
}

std::uint32_t Catalog::videos_before(AuthorNumber author, Day day) const {
  const std::uint64_t position = round_.place_of(author);
  const std::uint64_t posts = general_posts_.before(day);
  if (posts <= position) return 1;
  return static_cast<std::uint32_t>(1 + (posts - position + general_ - 1) / general_);
}

Catalog::Video Catalog::video(VideoNumber number) const {
  ND_CHECK(number < videos_);
  if (number < general_ * kVideosPerCreator) return general_video(number);
  const auto after = std::upper_bound(
      members_.begin(), members_.end() - 1, number,
      [](VideoNumber wanted, const Members& members) { return wanted < members.first_video; });
  return after == members_.begin() ? topic_video(number) : field_video(*(after - 1), number);
}

Catalog::Video Catalog::general_video(VideoNumber number) const {
  const AuthorNumber author = number / kVideosPerCreator;
  const std::uint32_t round = number % kVideosPerCreator;
  const std::uint64_t position = round_.place_of(author);
  const Day posted =
      round == 0 ? posted_before(number)
                 : general_posts_.day_of_index(position + std::uint64_t{round - 1} * general_);
  return {author, posted, TopicId::kNone, TopicId::kNone, {}};
}

Catalog::Video Catalog::topic_video(VideoNumber number) const {
  const auto after = std::upper_bound(
      topic_posts_.begin(), topic_posts_.end(), number,
      [](VideoNumber wanted, const TopicPosts& posts) { return wanted < posts.first_video; });
  const TopicPosts& posts = *(after - 1);
  const std::uint32_t index = number - posts.first_video;
  return {posts.first_author + index, posts.per_day.day_of_index(index), posts.topic, posts.second,
          topic(posts.topic).category};
}

Catalog::Video Catalog::field_video(const Members& members, VideoNumber number) const {
  const std::uint32_t index = number - members.first_video;
  const AuthorNumber author = members.first_author + index / members.videos_each;
  const std::string_view category = category_of(members.field, index);
  if (members.field != FieldId::kMedia) {
    return {author, posted_before(number), TopicId::kNone, TopicId::kNone, category};
  }
  const TopicId about = documentary_topics()[index % members.videos_each];
  return {author, topic(about).dates.first - 1, about, TopicId::kNone, category};
}

Day Catalog::posted_before(VideoNumber number) const {
  return -1 - static_cast<Day>(Dice(seed_ + 1, kVideoDice + number).below(700));
}

std::uint32_t Catalog::duration_ms(VideoNumber number) const {
  Dice dice(seed_, kVideoDice + number);
  return 6'000 + dice.below_squared(180'000);
}

}  // namespace nd::synth
