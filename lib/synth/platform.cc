#include "synth/platform.h"

#include <array>
#include <cmath>
#include <span>
#include <utility>

#include "base/check.h"
#include "synth/closeness.h"
#include "synth/farming.h"
#include "synth/noise_streams.h"
#include "synth/play_streams.h"
#include "synth/social_streams.h"
#include "synth/stories.h"

namespace nd::synth {
namespace {

// Counts of the nano profile.
constexpr std::uint64_t kBotPlaysADay = 9;
constexpr std::uint64_t kResentPlays = 3'000;
constexpr std::uint64_t kResentInteractions = 150;
constexpr std::uint64_t kResentIncomes = 150;
constexpr std::uint64_t kLatePlays = 25;
constexpr std::uint64_t kPlaysPerInteraction = 28;

// Received a week later, on 6 January: after the report's cut.
constexpr std::int64_t kLateMs = 7 * kMsPerDay;
constexpr std::array<Day, 2> kLateDays = {day_of(2023, 12, 30), day_of(2024, 12, 30)};

// Plays on devices whose clocks are fast, at the borders of July 2024: by its days, a month has
// others than by the days of receipt.
struct SkewedDay {
  Day day;
  std::uint64_t plays;
};
constexpr std::array<SkewedDay, 2> kSkewed = {{{kJuly2024.first, 6}, {kJuly2024.last + 1, 9}}};

// Two creators meet in a live stream, and did so the year before.
constexpr Day kMeetingDay = day_of(2024, 10, 3);
constexpr Day kMeetingBefore = day_of(2023, 12, 3);

// When the next page of a search is asked for.
constexpr std::int64_t kNextPageMs = 20'000;

// When a second copy arrives: soon, some hours later, in another day's folder.
constexpr std::array<std::int64_t, 3> kResendMs = {kMsPerHour / 3, 7 * kMsPerHour, 30 * kMsPerHour};

}  // namespace

Result<Dirt> dirt_of_percent(double percent) {
  const auto parts = static_cast<std::uint32_t>(std::lround(percent / 100 * Dirt::kWhole));
  if (parts >= Dirt::kWhole) return usage_error("malformed lines must be less than 100% of all");
  return Dirt{parts};
}

Platform::Platform(const Profile& profile, std::uint64_t seed, Dirt dirt)
    : profile_(profile),
      seed_(seed),
      catalog_(std::make_unique<Catalog>(profile, seed)),
      audience_(std::make_unique<Audience>(profile, seed, *catalog_)),
      heritage_(std::make_unique<Heritage>()),
      incomes_(std::make_unique<Incomes>()) {
  add_plays();
  add_posts_and_searches();
  add_interactions();
  add_closeness();
  add_farming_follows();
  add_incomes();
  add_stories();
  add_resent(*general_stream_, kResentPlays * profile_.play_factor, &resent_plays_);
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

// Every planted play is one of the day's; the general ones are what is left.
void Platform::add_plays() {
  plays_ = daily_plays(profile_.daily_plays);
  general_plays_ = plays_;
  add_topic_plays();
  const DayCounts heritage = heritage_->plays().counts(profile_.user_factor);
  general_plays_.take(heritage);
  add<HeritagePlays>(heritage, *catalog_, *audience_, heritage_->plays(), profile_.user_factor);
  const DayCounts farming = Farming::plays(profile_.user_factor);
  general_plays_.take(farming);
  add<FarmingPlays>(farming, *catalog_, *audience_);
  for (const auto& [day, plays] : kSkewed)
    skewed_plays_.add(DayCounts::daily(plays * profile_.play_factor, {day, day}));
  general_plays_.take(skewed_plays_);
  add<SkewedPlays>(skewed_plays_, *catalog_, *audience_);
  general_stream_ = &add<GeneralPlays>(general_plays_, 0, *catalog_, *audience_);

  bot_plays_ = DayCounts::daily(kBotPlaysADay * profile_.play_factor, {kYear2024, kDays - 1});
  add<BotPlays>(bot_plays_, 0, *catalog_, *audience_);
  for (const Day day : kLateDays) {
    late_plays_.add(DayCounts::daily(kLatePlays * profile_.play_factor, {day, day}));
  }
  add<GeneralPlays>(late_plays_, kLateMs, *catalog_, *audience_);
}

void Platform::add_topic_plays() {
  for (const PlayPlant& plant : play_plants()) {
    const DayCounts counts =
        DayCounts::burst(std::uint64_t{plant.plays} * profile_.play_factor, plant.dates);
    general_plays_.take(counts);
    const EventStream& plays = add<TopicPlays>(counts, *catalog_, *audience_, plant.posts);
    if (plant.resent > 0) {
      add_resent(plays, std::uint64_t{plant.resent} * profile_.play_factor, &resent_plays_);
    }
  }
  for (const DocumentaryPlant& plant : documentary_plants()) {
    const DayCounts counts =
        DayCounts::burst(std::uint64_t{plant.plays} * profile_.play_factor, plant.dates);
    general_plays_.take(counts);
    add<DocumentaryPlays>(counts, *catalog_, *audience_, plant.topic);
  }
}

void Platform::add_posts_and_searches() {
  add<GeneralPosts>(catalog_->general_posts(), *catalog_);
  for (const TopicPosts& posts : catalog_->topic_posts())
    add<TopicPostStream>(posts.per_day, posts);
  for (const SearchPlant& plant : search_plants()) {
    const std::uint64_t searches = std::uint64_t{plant.searches} * profile_.user_factor;
    const EventStream& asked =
        add<Searches>(DayCounts::even(searches, plant.dates), plant, *audience_);
    if (plant.pages == 0) continue;
    const std::uint64_t pages = std::uint64_t{plant.pages} * profile_.user_factor;
    add<Pages>(DayCounts::like(asked.counts(), pages), kNextPageMs, asked);
  }
}

void Platform::add_interactions() {
  interactions_ = DayCounts::like(plays_, plays_.total() / kPlaysPerInteraction);
  const EventStream& interactions = add<Interactions>(interactions_, *catalog_, *audience_);
  add_resent(interactions, kResentInteractions * profile_.play_factor, nullptr);
  for (const CommentPlant& plant : comment_plants()) {
    const std::uint64_t comments = std::uint64_t{plant.comments} * profile_.user_factor;
    add<PlantedComments>(DayCounts::even(comments, plant.dates), plant, *catalog_, *audience_);
  }
  add<HeritageActs>(heritage_->acts().counts(profile_.user_factor), *catalog_, *audience_,
                    heritage_->acts(), profile_.user_factor);
}

void Platform::add_closeness() {
  const std::uint32_t factor = profile_.user_factor;
  add<AppOpens>(AppOpens::per_day(*audience_, factor), *audience_);
  add<CloseInteractions>(CloseInteractions::per_day(factor), *catalog_, *audience_, factor);
  for (std::size_t i = 0; i < live_bonds().size(); ++i) {
    const LiveBond& bond = live_bonds()[i];
    const std::uint64_t people =
        std::uint64_t{bond.members} * factor * static_cast<std::uint32_t>(kJuly2024.days());
    if (bond.follows()) {
      add<BondFollows>(DayCounts::even(people, bond.follow), "follow", *catalog_, *audience_, i,
                       factor);
    }
    if (bond.unfollows()) {
      add<BondFollows>(DayCounts::even(people, bond.unfollow), "unfollow", *catalog_, *audience_, i,
                       factor);
    }
  }
}

void Platform::add_farming_follows() {
  constexpr DaySpan kBefore = {day_of(2023, 1, 1), day_of(2023, 12, 20)};
  constexpr DaySpan kJanuary = {day_of(2024, 1, 2), day_of(2024, 1, 25)};
  constexpr DaySpan kSpring = {day_of(2024, 1, 1), day_of(2024, 6, 30)};
  constexpr DaySpan kAutumn = {day_of(2024, 9, 1), day_of(2024, 10, 31)};
  const auto follows = [&](std::string_view action, const People& people, FarmingGroup group,
                           std::uint32_t of, DaySpan span) {
    const std::uint64_t total = std::uint64_t{group.people} * profile_.user_factor;
    add<FarmingFollows>(DayCounts::even(total, span), action, *catalog_, people, group, of);
  };
  const People& farming = audience_->farming();
  follows("follow", farming, kFarmingFollowers, kFarmingPeople, kBefore);
  follows("unfollow", farming, farming_group(FarmingRole::kLeft), kFarmingPeople, kJanuary);
  follows("unfollow", farming, farming_group(FarmingRole::kParting), kFarmingPeople, kAutumn);
  // By people who watch none of them.
  follows("follow", audience_->heritage(), {0, kNewFarmingFollows}, kHeritagePeople, kSpring);
}

void Platform::add_incomes() {
  const std::uint32_t factor = profile_.author_factor;
  const EventStream& incomes =
      add<IncomeStream>(incomes_->records().counts(factor), *catalog_, *incomes_, factor);
  add_resent(incomes, kResentIncomes * factor, nullptr);
}

void Platform::add_stories() {
  constexpr std::int64_t kLiveMs = 45 * kMsPerHour / 60;
  constexpr std::uint64_t kLiveStreamsADay = 2;
  for (const ExposurePlant& plant : exposure_plants()) {
    const std::uint64_t rows = std::uint64_t{plant.rows} * profile_.play_factor;
    add<Exposures>(DayCounts::even(rows, plant.dates), plant, *catalog_);
  }
  const DayCounts meeting = DayCounts::daily(1, {kMeetingDay, kMeetingDay});
  const EventStream& met = add<Meetings>(meeting, std::string_view{});
  add<Meetings>(meeting, "test");
  add<Meetings>(DayCounts::daily(1, {kMeetingBefore, kMeetingBefore}), std::string_view{});
  add<Resent>(meeting, kResendMs.front(), met);
  const DayCounts live =
      DayCounts::daily(kLiveStreamsADay * profile_.author_factor, {0, kDays - 1});
  add<LiveStreams>(live, 0, *catalog_);
  add<LiveStreams>(live, kLiveMs, *catalog_);
}

void Platform::add_resent(const EventStream& original, std::uint64_t total, DayCounts* sum) {
  for (const std::int64_t lag_ms : kResendMs) {
    DayCounts counts = DayCounts::like(original.counts(), total / kResendMs.size());
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
