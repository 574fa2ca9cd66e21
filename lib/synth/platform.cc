#include "synth/platform.h"

#include <array>
#include <cmath>
#include <span>
#include <utility>

#include "base/check.h"
#include "synth/noise_streams.h"
#include "synth/play_streams.h"
#include "synth/social_streams.h"

namespace nd::synth {
namespace {

// Counts of the nano profile.
constexpr std::uint64_t kBotPlaysADay = 9;
constexpr std::uint64_t kResentPlays = 3'000;
constexpr std::uint64_t kResentInteractions = 150;
constexpr std::uint64_t kLatePlays = 25;
constexpr std::uint64_t kPlaysPerInteraction = 28;

// Received a week later, on 6 January: after the report's cut.
constexpr std::int64_t kLateMs = 7 * kMsPerDay;
constexpr std::array<Day, 2> kLateDays = {day_of(2023, 12, 30), day_of(2024, 12, 30)};

// When a second copy arrives: soon, some hours later, in another day's folder.
constexpr std::array<std::int64_t, 3> kResendMs = {kMsPerHour / 3, 7 * kMsPerHour, 30 * kMsPerHour};

}  // namespace

Result<Dirt> dirt_of_percent(double percent) {
  const auto parts = static_cast<std::uint32_t>(std::lround(percent / 100 * Dirt::kWhole));
  if (parts >= Dirt::kWhole) return usage_error("malformed lines must be less than 100% of all");
  return Dirt{parts};
}

Platform::Platform(const Profile& profile, std::uint64_t seed, Dirt dirt)
    : profile_(profile), seed_(seed), catalog_(std::make_unique<Catalog>(profile, seed)) {
  add_plays();
  add_social();
  add_resent(*general_stream_, kResentPlays, &resent_plays_);
  add_malformed(*general_stream_, dirt);
}

// Adds a Stream(seed, its number, counts, args...).
template <class Stream, class... Args>
const Stream& Platform::add(DayCounts counts, Args&&... args) {
  const auto number = static_cast<std::uint16_t>(streams_.size() + 1);
  auto stream =
      std::make_unique<Stream>(seed_, number, std::move(counts), std::forward<Args>(args)...);
  const Stream& added = *stream;
  streams_.push_back(std::move(stream));
  return added;
}

void Platform::add_plays() {
  plays_ = daily_plays(profile_.daily_plays);
  general_plays_ = plays_;
  for (const PlayPlant& plant : play_plants()) {
    const DayCounts counts =
        DayCounts::burst(std::uint64_t{plant.plays} * profile_.play_factor, plant.dates);
    general_plays_.take(counts);
    add<TopicPlays>(counts, *catalog_, plant.posts);
  }
  general_stream_ = &add<GeneralPlays>(general_plays_, 0, *catalog_);

  bot_plays_ = DayCounts::daily(kBotPlaysADay * profile_.play_factor, {kYear2024, kDays - 1});
  add<BotPlays>(bot_plays_, 0, *catalog_);
  for (const Day day : kLateDays) {
    late_plays_.add(DayCounts::daily(kLatePlays * profile_.play_factor, {day, day}));
  }
  add<GeneralPlays>(late_plays_, kLateMs, *catalog_);
}

void Platform::add_social() {
  add<GeneralPosts>(catalog_->general_posts(), *catalog_);
  for (const TopicPosts& posts : catalog_->topic_posts())
    add<TopicPostStream>(posts.per_day, posts);
  for (const SearchPlant& plant : search_plants()) {
    const std::uint64_t searches = std::uint64_t{plant.searches} * profile_.user_factor;
    add<Searches>(DayCounts::even(searches, plant.dates), plant, catalog_->users());
  }
  interactions_ = DayCounts::like(plays_, plays_.total() / kPlaysPerInteraction);
  const EventStream& interactions = add<Interactions>(interactions_, *catalog_);
  add_resent(interactions, kResentInteractions, nullptr);
}

void Platform::add_resent(const EventStream& original, std::uint64_t nano_total, DayCounts* sum) {
  const std::uint64_t total = nano_total * profile_.play_factor / kResendMs.size();
  for (const std::int64_t lag_ms : kResendMs) {
    DayCounts counts = DayCounts::like(original.counts(), total);
    if (sum != nullptr) sum->add(counts);
    add<Resent>(std::move(counts), lag_ms, original);
  }
}

// Malformed lines are `dirt` of all lines, rounded down.
void Platform::add_malformed(const EventStream& model, Dirt dirt) {
  ND_CHECK(dirt.parts < Dirt::kWhole);
  __extension__ using Wide = unsigned __int128;
  malformed_ = static_cast<std::uint64_t>(Wide{lines()} * dirt.parts / (Dirt::kWhole - dirt.parts));
  if (malformed_ > 0) add<Malformed>(DayCounts::like(model.counts(), malformed_), model);
}

std::uint64_t Platform::lines() const {
  std::uint64_t lines = 0;
  for (const auto& stream : streams_)
    lines += stream->counts().total();
  return lines;
}

}  // namespace nd::synth
