#include "synth/targets.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "synth/figure_targets.h"
#include "synth/play_streams.h"
#include "synth/target_writer.h"

namespace nd::synth {
namespace {

constexpr DaySpan kJuly2023 = {day_of(2023, 7, 1), day_of(2023, 7, 31)};

// A sum over some days.
struct Total {
  std::uint64_t sum;
  Day days;
};
// Of the days that the log has.
Total total(const DayCounts& counts, DaySpan span) {
  return {counts.in(span), logged_days(span)};
}
Quotient mean(Total total) {
  return {static_cast<std::int64_t>(total.sum), total.days};
}

// Growth of the daily mean of `cur` over `prev`.
Quotient growth(Total cur, Total prev) {
  const auto a = static_cast<std::int64_t>(cur.sum) * prev.days;
  const auto b = static_cast<std::int64_t>(prev.sum) * cur.days;
  return {a - b, b};
}

// The months of a day that the log has not.
void append_gap_targets(const DayCounts& plays, TargetWriter& writer) {
  constexpr DaySpan kMay2023 = {day_of(2023, 5, 1), day_of(2023, 5, 31)};
  constexpr DaySpan kMay2024 = in_2024(5, 1, 5, 31);
  constexpr DaySpan kSeptember = in_2024(9, 1, 9, 30);
  writer.quotient(Kind::kTruth, "F11.2024-09", mean(total(plays, kSeptember)),
                  "mean daily plays, September 2024, of the 29 days that the log has");
  writer.quotient(Kind::kTrap, "F11_calendar.2024-09",
                  mean({plays.in(kSeptember), kSeptember.days()}), "of all 30 days");
  writer.quotient(Kind::kTruth, "F12.2024-05",
                  growth(total(plays, kMay2024), total(plays, kMay2023)),
                  "growth of mean daily plays in May, of which the log has 30 days of 2023");
  writer.quotient(Kind::kTrap, "F12_totals.2024-05",
                  growth({plays.in(kMay2024), 31}, {plays.in(kMay2023), 31}),
                  "totals instead of daily means");
}

// Events that were received before they happened, as their devices say.
void append_clock_targets(const Platform& platform, TargetWriter& writer) {
  const std::uint64_t own = platform.plays().in(kJuly2024);
  const std::uint64_t early = platform.skewed_plays().on(kJuly2024.first);
  const std::uint64_t back = platform.skewed_plays().on(kJuly2024.last + 1);
  writer.quotient(Kind::kTrap, "F11_dropped", mean({own - early, kJuly2024.days()}),
                  "without those that were received before they happened");
  writer.quotient(Kind::kTrap, "F11_received", mean({own - early + back, kJuly2024.days()}),
                  "with those on the day of their receipt");
}

void append_play_targets(const Platform& platform, TargetWriter& writer) {
  const DayCounts& plays = platform.plays();
  const std::uint64_t cur = plays.in(kJuly2024);
  const std::uint64_t prev = plays.in(kJuly2023);
  writer.quotient(Kind::kTruth, "F11", {static_cast<std::int64_t>(cur), kJuly2024.days()},
                  "mean daily plays, July 2024");
  writer.quotient(Kind::kTruth, "F12", growth({cur, 31}, {prev, 31}),
                  "growth of mean daily plays, July 2024 on July 2023");
  const DaySpan to_july_2023 = {0, kJuly2023.last};
  const DaySpan to_july_2024 = {kYear2024, kJuly2024.last};
  writer.quotient(Kind::kTruth, "F12_ytd",
                  growth(total(plays, to_july_2024), total(plays, to_july_2023)),
                  "the same, January to July");
  const std::uint64_t raw_cur =
      cur + platform.bot_plays().in(kJuly2024) + platform.resent_plays().in(kJuly2024);
  const std::uint64_t raw_prev = prev + platform.resent_plays().in(kJuly2023);
  writer.quotient(Kind::kTrap, "F12_raw", growth({raw_cur, 31}, {raw_prev, 31}),
                  "the same with bots and second copies");
  append_gap_targets(plays, writer);
  append_clock_targets(platform, writer);
  writer.integer(Kind::kTruth, "plays.2023", plays.in(kYear2023Span), "plays in 2023");
  writer.integer(Kind::kTruth, "plays.2024", plays.in(kYear2024Span), "plays in 2024");
}

// Plays that count for a topic in 2024; for kNone, for any topic.
std::uint64_t plays_in_window(const Platform& platform, TopicId wanted) {
  std::uint64_t plays = 0;
  for (const PlayPlant& plant : play_plants()) {
    const TopicPosts& posts = platform.catalog().topic_posts()[plant.posts];
    bool counts = false;
    for (const TopicId id : {posts.topic, posts.second}) {
      if (wanted == TopicId::kNone || wanted == id)
        counts = counts || counts_in_2024(id, plant.dates);
    }
    if (counts) plays += std::uint64_t{plant.plays} * platform.profile().play_factor;
  }
  for (const DocumentaryPlant& plant : documentary_plants()) {
    if (wanted != TopicId::kNone && wanted != plant.topic) continue;
    if (!counts_in_2024(plant.topic, plant.dates)) continue;
    plays += std::uint64_t{plant.plays} * platform.profile().play_factor;
  }
  return plays;
}

// People whose post counts for a topic in 2024; for kNone, for any topic. A row of people who
// posted before counts only where those posts do not.
std::uint64_t creators_in_window(const Platform& platform, TopicId wanted) {
  const auto row_counts = [&](const PostPlant& plant) {
    for (const TopicId id : {plant.topic, plant.second}) {
      if ((wanted == TopicId::kNone || wanted == id) && counts_in_2024(id, plant.dates))
        return true;
    }
    return false;
  };
  std::uint64_t creators = 0;
  for (const PostPlant& plant : post_plants()) {
    if (!row_counts(plant)) continue;
    if (plant.authors_of >= 0 &&
        row_counts(post_plants()[static_cast<std::size_t>(plant.authors_of)])) {
      continue;
    }
    creators += std::uint64_t{plant.authors} * platform.profile().author_factor;
  }
  return creators;
}

std::uint64_t typed_searches_in_window(const Platform& platform) {
  std::uint64_t searches = 0;
  for (const SearchPlant& plant : search_plants()) {
    if (plant.source != "USER_INPUT" || !counts_in_2024(plant.topic, plant.dates)) continue;
    searches += std::uint64_t{plant.searches} * platform.profile().user_factor;
  }
  return searches;
}

// How many are among the first ten, of which equal ones share a rank.
template <class IsMore>
std::uint64_t first_ten(const std::vector<Total>& topics, const IsMore& is_more) {
  const auto is_first = [&](const Total& topic) {
    return std::count_if(topics.begin(), topics.end(),
                         [&](const Total& other) { return is_more(other, topic); }) < 10;
  };
  return static_cast<std::uint64_t>(std::count_if(topics.begin(), topics.end(), is_first));
}

// The order of topics by their plays a day, with a tie at rank 10; and a topic of two names.
void append_ranking_targets(const Platform& platform, TargetWriter& writer) {
  std::vector<Total> played;
  std::uint64_t native = 0;
  std::uint64_t names = 0;
  for (std::size_t i = 0; i < topics().size(); ++i) {
    const Topic& topic = topics()[i];
    const std::uint64_t plays = plays_in_window(platform, static_cast<TopicId>(i));
    if (plays == 0) continue;
    const DaySpan dates = {std::max(topic.dates.first, kYear2024), topic.dates.last};
    played.push_back({plays, dates.days()});
    const bool is_native = topic.origin == "native";
    native += is_native ? 1 : 0;
    names += is_native ? (topic.former.empty() ? 1 : 2) : 0;
    writer.quotient(Kind::kTruth, fmt::format("F05.{}", topic.id), mean(played.back()),
                    "plays of the topic by the days of its dates in 2024");
  }
  const auto by_day = [](const Total& a, const Total& b) {
    return a.sum * static_cast<std::uint64_t>(b.days) > b.sum * static_cast<std::uint64_t>(a.days);
  };
  writer.integer(Kind::kTruth, "F05.first_ten", first_ten(played, by_day),
                 "topics of the first ten ranks");
  writer.integer(Kind::kTrap, "F05_total.first_ten",
                 first_ten(played, [](const Total& a, const Total& b) { return a.sum > b.sum; }),
                 "by plays in all");
  writer.integer(Kind::kTruth, "F06", native, "home-grown trending topics, 2024");
  writer.integer(Kind::kTrap, "F06_names", names, "a topic counted once for each of its names");
}

void append_topic_targets(const Platform& platform, TargetWriter& writer) {
  writer.integer(Kind::kTruth, "F03", plays_in_window(platform, TopicId::kNone),
                 "plays of trending topics within their dates, 2024");
  writer.integer(Kind::kTruth, "F04", typed_searches_in_window(platform),
                 "typed searches for trending topics within their dates, 2024");
  writer.integer(Kind::kTruth, "F07", creators_in_window(platform, TopicId::kFire),
                 "creators in t_fire within its dates");
  writer.integer(Kind::kTruth, "F08", creators_in_window(platform, TopicId::kNone),
                 "creators in trending topics within their dates, 2024");
  writer.integer(Kind::kTruth, "F09", creators_in_window(platform, TopicId::kLove),
                 "creators in t_love within its dates");
  writer.integer(Kind::kTruth, "F10", creators_in_window(platform, TopicId::kParis),
                 "creators in t_paris within its dates");
  std::uint64_t plays_sum = 0;
  std::uint64_t creators_sum = 0;
  for (std::size_t i = 0; i < topics().size(); ++i) {
    const auto id = static_cast<TopicId>(i);
    const std::uint64_t plays = plays_in_window(platform, id);
    const std::uint64_t creators = creators_in_window(platform, id);
    plays_sum += plays;
    creators_sum += creators;
    const std::string name(topic(id).id);
    writer.integer(Kind::kTruth, "plays." + name, plays,
                   "plays of the topic within its dates, 2024");
    writer.integer(Kind::kTruth, "creators." + name, creators,
                   "creators in it within its dates, 2024");
  }
  append_ranking_targets(platform, writer);
  writer.integer(Kind::kTrap, "F03_joined", plays_sum,
                 "a play counted once for each of its topics");
  writer.integer(Kind::kTrap, "F08_summed", creators_sum, "a creator counted once for each topic");
}

// Whether a plant of 2024 is of a topic that is trending within some of the year, in its dates or
// not.
bool is_of_2024(TopicId id, DaySpan dates) {
  return id != TopicId::kNone && topic(id).is_trending && topic(id).dates.last >= kYear2024 &&
         dates.first >= kYear2024;
}

// What the decoys around topics give to who counts them.
void append_decoy_targets(const Platform& platform, TargetWriter& writer) {
  const Profile& profile = platform.profile();
  std::uint64_t plays = 0;
  for (const PlayPlant& plant : play_plants()) {
    const TopicPosts& posts = platform.catalog().topic_posts()[plant.posts];
    const bool counts =
        is_of_2024(posts.topic, plant.dates) || is_of_2024(posts.second, plant.dates);
    plays += counts ? plant.plays : 0;
  }
  for (const DocumentaryPlant& plant : documentary_plants())
    plays += is_of_2024(plant.topic, plant.dates) ? plant.plays : 0;
  writer.integer(Kind::kTrap, "F03_any_time", plays * profile.play_factor,
                 "plays in 2024 of videos with a trending topic, on any date");
  std::uint64_t pages = typed_searches_in_window(platform);
  std::uint64_t listed = pages;
  std::uint64_t by_last_name = pages;
  for (const SearchPlant& plant : search_plants()) {
    const bool counts = counts_in_2024(plant.topic, plant.dates);
    if (counts) pages += std::uint64_t{plant.pages} * profile.user_factor;
    if (counts && is_found_by_name(topic(plant.topic))) {
      const std::uint64_t searches = std::uint64_t{plant.searches} * profile.user_factor;
      by_last_name -= DayCounts::even(searches, plant.dates).before(topic(plant.topic).renamed);
    }
    if (counts && plant.source != "USER_INPUT") {
      listed += std::uint64_t{plant.searches} * profile.user_factor;
    }
  }
  writer.integer(Kind::kTrap, "F04_pages", pages, "each page of a search counted");
  writer.integer(Kind::kTrap, "F04_listed", listed, "with what was chosen from a list");
  writer.integer(Kind::kTrap, "F04_last_name", by_last_name,
                 "without those for what a topic was called before");
  for (const auto& [name, id] :
       {std::pair{"F07", TopicId::kFire}, {"F09", TopicId::kLove}, {"F10", TopicId::kParis}}) {
    std::uint64_t posts = 0;
    std::uint64_t people = creators_in_window(platform, id);
    for (const PostPlant& plant : post_plants()) {
      if (plant.topic != id && plant.second != id) continue;
      const std::uint64_t authors = std::uint64_t{plant.authors} * profile.author_factor;
      if (counts_in_2024(id, plant.dates)) {
        posts += authors;
      } else if (is_of_2024(id, plant.dates)) {
        people += authors;
      }
    }
    writer.integer(Kind::kTrap, fmt::format("{}_posts", name), posts, "posts instead of people");
    writer.integer(Kind::kTrap, fmt::format("{}_any_time", name), people,
                   "with who posted in it on other dates of 2024");
  }
}

// The ten creators played most in 2024, best first.
void append_creator_targets(const Platform& platform, TargetWriter& writer) {
  const std::size_t leaders = CreatorSchedule::leaders().size();
  const DayCounts& plays = platform.general_plays();
  const std::uint64_t first = plays.before(kYear2024);
  const std::uint64_t whole_cycles = plays.in(kYear2024Span) / CreatorSchedule::kCycle;
  std::array<std::uint64_t, 16> counts{};
  for (std::size_t rank = 0; rank < leaders; ++rank) {
    counts[rank] = whole_cycles * CreatorSchedule::leaders()[rank];
  }
  for (std::uint64_t i = first + whole_cycles * CreatorSchedule::kCycle; i < plays.before(kDays);
       ++i) {
    ++counts[CreatorSchedule::rank_at(i)];
  }
  const CreatorSchedule schedule(platform.catalog().general_creators());
  for (std::size_t rank = 0; rank < leaders; ++rank) {
    const std::string name = fmt::format("top_creators.a{}", schedule.leader(rank));
    writer.integer(Kind::kTruth, name, counts[rank], "plays in 2024 of one of the ten played most");
  }
}

void append_file_counts(const Platform& platform, TargetWriter& writer) {
  const std::uint64_t malformed = platform.malformed();
  writer.integer(Kind::kCount, "as_of_ms", static_cast<std::uint64_t>(kAsOfMs),
                 "events received from here on are left out");
  writer.integer(Kind::kCount, "lines", platform.lines(), "lines of events");
  writer.integer(Kind::kCount, "malformed", malformed, "of these, no JSON records");
  writer.integer(Kind::kCount, "records", platform.lines() - malformed, "the others");
  writer.integer(Kind::kCount, "resent_plays", platform.resent_plays().total(),
                 "second copies of plays");
  writer.integer(Kind::kCount, "bot_plays", platform.bot_plays().total(), "plays with an agent");
  writer.integer(Kind::kCount, "late_plays", platform.late_plays().total(),
                 "plays received after the cut");
  writer.integer(Kind::kCount, "interactions", platform.interactions().total(),
                 "interactions beside the planted ones, each once");
}

}  // namespace

std::vector<std::string> target_lines(const Platform& platform) {
  TargetWriter writer;
  append_play_targets(platform, writer);
  append_topic_targets(platform, writer);
  append_decoy_targets(platform, writer);
  append_figure_targets(platform, writer);
  append_creator_targets(platform, writer);
  append_file_counts(platform, writer);
  return writer.take();
}

}  // namespace nd::synth
