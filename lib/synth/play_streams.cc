#include "synth/play_streams.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/number.h"
#include "synth/social_streams.h"

namespace nd::synth {
namespace {

constexpr std::array<std::uint32_t, 10> kLeaders = {120, 105, 92, 81, 71, 62, 54, 47, 41, 36};
// Visits the whole cycle once in kCycle steps: it has no factor in common with it.
constexpr std::uint64_t kScheduleStride = 7'919;
// Of 25 plays in a row, so many are visits to live rooms.
constexpr std::uint64_t kLiveOf25 = 6;
constexpr std::uint64_t kLiveStride = 11;  // so that they do not come one after the other

constexpr std::uint32_t kPlaysPerNull = 64;

// A valid play is one of seven seconds, or of all of a shorter video; no video is shorter than six.
constexpr std::uint32_t kValidMs = 7'000;
constexpr std::uint32_t kShortMs = 5'000;

constexpr std::uint32_t kLongestVisitMs = 1'800'000;

// Where videos are watched, in parts of 64.
constexpr std::array<std::string_view, 64> kTabs = [] {
  constexpr std::array<std::pair<std::string_view, int>, 8> kParts = {{{"feature", 34},
                                                                       {"selection", 10},
                                                                       {"follow", 8},
                                                                       {"profile", 4},
                                                                       {"nearby", 3},
                                                                       {"search", 3},
                                                                       {"message", 1},
                                                                       {"group", 1}}};
  std::array<std::string_view, 64> tabs{};
  std::size_t at = 0;
  for (const auto& [tab, parts] : kParts) {
    for (int i = 0; i < parts; ++i)
      tabs[at++] = tab;
  }
  return tabs;
}();

}  // namespace

std::span<const std::uint32_t> CreatorSchedule::leaders() {
  return kLeaders;
}

std::size_t CreatorSchedule::rank_at(std::uint64_t index) {
  auto slot = static_cast<std::uint32_t>(index % kCycle * kScheduleStride % kCycle);
  std::size_t rank = 0;
  while (rank < kLeaders.size() && slot >= kLeaders[rank])
    slot -= kLeaders[rank++];
  return rank;
}

AuthorNumber CreatorSchedule::leader(std::size_t rank) const {
  return static_cast<AuthorNumber>(rank) *
         (creators_ / static_cast<std::uint32_t>(kLeaders.size()));
}

AuthorNumber CreatorSchedule::other(Dice& dice) const {
  constexpr auto kBlocks = static_cast<std::uint32_t>(kLeaders.size());
  const std::uint32_t block = creators_ / kBlocks;  // begins with its leader
  const std::uint32_t others = creators_ - kBlocks;
  const std::uint32_t index = dice.lower(others);
  return index / (block - 1) * block + 1 + index % (block - 1);
}

void PlayStream::append(Place place, std::int64_t recv_ms, std::string& out) const {
  Dice dice = this->dice(place);
  const Target what = target(place, dice);
  append_envelope(place, "play", recv_ms, out);
  append_user(what.user == kSomeone ? audience_.someone(place.day, dice) : what.user, out);
  append_viewing(what, place.day, dice, out);
  if (!agent().empty()) {
    out += R"(,"agent":")";
    out += agent();
    out += '"';
  } else if (dice.below(kPlaysPerNull) == 0) {
    out += R"(,"agent":null)";  // as absent: a person
  }
  out += '}';
}

std::uint32_t PlayStream::play_time_ms(std::uint32_t usual, Viewing viewing, Dice& dice) {
  const std::uint32_t ms = dice.below_squared(usual);
  if (viewing == Viewing::kAny) return ms;
  return viewing == Viewing::kValid ? kValidMs + ms : ms % kShortMs;
}

void PlayStream::append_viewing(const Target& target, Day day, Dice& dice, std::string& out) const {
  if (target.is_live) {
    append_live_id(target.author, day, out);
    append_numbered(R"(,"author_id":"a)", target.author, out);
    out += R"(,"kind":"live","tab":"live_room","play_time_ms":)";
    append_uint(out, play_time_ms(kLongestVisitMs, target.viewing, dice));
    return;
  }
  const std::uint32_t duration = catalog_.duration_ms(target.video);
  append_numbered(R"(,"video_id":"v)", target.video, out);
  append_numbered(R"(,"author_id":"a)", target.author, out);
  out += R"(,"kind":"video","tab":")";
  out += kTabs[dice.below(kTabs.size())];
  out += R"(","play_time_ms":)";
  append_uint(out, play_time_ms(duration + duration / 8, target.viewing, dice));
  out += R"(,"duration_ms":)";
  append_uint(out, duration);
}

PlayStream::Target GeneralPlays::target(Place place, Dice& dice) const {
  const std::uint64_t index = counts().before(place.day) + place.ordinal;
  const std::size_t rank = CreatorSchedule::rank_at(index);
  Target what;
  what.author =
      rank < CreatorSchedule::leaders().size() ? schedule_.leader(rank) : schedule_.other(dice);
  what.is_live = index * kLiveStride % 25 < kLiveOf25;
  if (!what.is_live) what.video = catalog().some_video(what.author, place.day, dice);
  return what;
}

PlayStream::Target SkewedPlays::target(Place place, Dice& dice) const {
  const AuthorNumber author = schedule_.other(dice);
  return {author, catalog().some_video(author, place.day, dice), false, kSomeone, Viewing::kAny};
}

PlayStream::Target TopicPlays::target(Place place, Dice& dice) const {
  const TopicPosts& posts = catalog().topic_posts()[posts_row_];
  // Posted before today; on the first day the first post, which comes at midnight.
  const auto posted = static_cast<std::uint32_t>(posts.per_day.before(place.day));
  const std::uint32_t index = posted == 0 ? 0 : dice.below_squared(posted);
  return {posts.first_author + index, posts.first_video + index, false, kSomeone, Viewing::kAny};
}

PlayStream::Target DocumentaryPlays::target(Place, Dice& dice) const {
  const Members& media = catalog().members(FieldId::kMedia);
  const std::span<const TopicId> topics = documentary_topics();
  const auto episode =
      static_cast<std::uint32_t>(std::find(topics.begin(), topics.end(), topic_) - topics.begin());
  const std::uint32_t creator = dice.below(media.creators);
  return {media.first_author + creator, media.first_video + creator * media.videos_each + episode,
          false, kSomeone, Viewing::kAny};
}

PlayStream::Target BotPlays::target(Place place, Dice& dice) const {
  const AuthorNumber favourite = catalog().general_creators() / 3;
  return {favourite, catalog().some_video(favourite, place.day, dice), false, kSomeone,
          Viewing::kAny};
}

}  // namespace nd::synth
