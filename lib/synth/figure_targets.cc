#include "synth/figure_targets.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "base/check.h"
#include "synth/closeness.h"
#include "synth/farming.h"
#include "synth/stories.h"

namespace nd::synth {
namespace {

// Of which the log has something.
constexpr std::int64_t kDaysOf2024 = logged_days(kYear2024Span);

// The mean over July of `count` of a day over its users.
template <class Count>
Quotient mean_share(const Count& count) {
  constexpr std::int64_t kCommon = 960;  // a multiple of the users of every day
  std::int64_t sum = 0;
  for (Day day = kJuly2024.first; day <= kJuly2024.last; ++day) {
    const DayUse use = Audience::use_of(day);
    ND_CHECK(kCommon % use.users == 0);
    sum += static_cast<std::int64_t>(count(use)) * (kCommon / use.users);
  }
  return {sum, kCommon * kJuly2024.days()};
}

void append_closeness_targets(std::uint32_t factor, TargetWriter& writer) {
  std::int64_t users = 0;
  std::int64_t close = 0;
  DayUse least = Audience::use_of(kJuly2024.first);
  for (Day day = kJuly2024.first; day <= kJuly2024.last; ++day) {
    const DayUse use = Audience::use_of(day);
    users += use.users;
    close += use.close;
    if (std::uint64_t{use.close} * least.users < std::uint64_t{least.close} * use.users)
      least = use;
  }
  std::uint32_t gone = 0;   // who counts, and does not follow at the end of the year
  std::uint32_t later = 0;  // who follows at the end, and does not count
  for (const LiveBond& bond : live_bonds()) {
    if (bond.counts && !bond.follows_at_end()) gone += bond.members;
    if (!bond.counts && bond.follows_at_end()) later += bond.members;
  }
  writer.quotient(Kind::kTruth, "F13", mean_share([](DayUse use) { return use.close; }),
                  "share of a day's users who interact with creators they know, mean of July 2024");
  writer.quotient(Kind::kTruth, "F13_least", {least.close, least.users},
                  "the least such share of a day");
  writer.quotient(Kind::kTrap, "F13_pooled", {close, users}, "all days as one");
  writer.quotient(Kind::kTrap, "F13_any_page",
                  mean_share([](DayUse use) { return use.close + interacting_decoys(); }),
                  "interactions on any page, and in live rooms of creators who are not followed");
  writer.quotient(Kind::kTrap, "F13_at_end",
                  mean_share([&](DayUse use) { return use.close - gone + later; }),
                  "whom they follow at the end of the year instead of at the moment");
  writer.quotient(Kind::kTruth, "F33", {users * factor, kJuly2024.days()},
                  "mean daily users, July 2024");
}

// People of the groups for which it is true.
template <class Test>
std::uint64_t people(std::uint32_t factor, const Test& test) {
  std::uint64_t people = 0;
  for (const HeritageGroup& group : heritage_groups())
    people += test(group) ? group.people : 0;
  return people * factor;
}

void append_heritage_targets(std::uint32_t factor, TargetWriter& writer) {
  const auto days = [](const HeritageGroup& group) { return std::min(group.days, group.valid); };
  const auto deep = [&](std::uint32_t plays) {
    return people(factor, [&](const HeritageGroup& group) {
      return group.valid >= plays && days(group) >= 3 && group.interacts;
    });
  };
  const auto trap = [&](std::string_view name, std::string_view what, const auto& test) {
    writer.integer(Kind::kTrap, name, people(factor, test), what);
  };
  writer.integer(Kind::kTruth, "F14", deep(5), "users deeply interested in heritage, 2024");
  writer.integer(Kind::kTruth, "F14_3", deep(3), "the same with three valid plays");
  writer.integer(Kind::kTruth, "F14_10", deep(10), "the same with ten valid plays");
  writer.quotient(Kind::kTruth, "F15",
                  {std::int64_t{kHeritageLearners} * factor, static_cast<std::int64_t>(deep(5))},
                  "share of them who learn in live streams");
  trap("F14_any_view", "any play", [](const HeritageGroup& group) { return group.plays > 0; });
  trap("F14_plays", "five plays alone",
       [](const HeritageGroup& group) { return group.plays >= 5; });
  trap("F14_valid_plays", "five valid plays alone",
       [](const HeritageGroup& group) { return group.valid >= 5; });
  trap("F14_silent", "without an interaction",
       [&](const HeritageGroup& group) { return group.valid >= 5 && days(group) >= 3; });
  trap("F14_any_days", "on any days",
       [](const HeritageGroup& group) { return group.valid >= 5 && group.interacts; });
  trap("F14_short", "with plays that are not valid", [&](const HeritageGroup& group) {
    return group.plays >= 5 && days(group) >= 3 && group.interacts;
  });
}

void append_farming_targets(std::uint32_t factor, TargetWriter& writer) {
  std::int64_t followers = 0;
  std::int64_t viewers = 0;
  std::int64_t left = 0;
  std::int64_t elsewhere = 0;
  std::int64_t parting = 0;
  for (Day day = kYear2024; day < kDays; ++day) {
    followers += Farming::followers_on(day);
    viewers += Farming::viewers_on(day);
    for (std::uint32_t i = 0; i < Farming::viewers_on(day); ++i) {
      const FarmingRole role = Farming::visit(day, i).role;
      left += role == FarmingRole::kLeft ? 1 : 0;
      elsewhere += role == FarmingRole::kElsewhere ? 1 : 0;
      parting += role == FarmingRole::kParting ? 1 : 0;
    }
  }
  const auto daily = [&](Kind kind, std::string_view name, std::int64_t sum,
                         std::string_view what) {
    writer.quotient(kind, name, {sum * factor, kDaysOf2024}, what);
  };
  daily(Kind::kTruth, "F16", followers,
        "daily users who watch farming creators they follow, mean of 2024");
  daily(Kind::kTruth, "F16_viewers", viewers, "the same, whether they follow or not");
  daily(Kind::kTruth, "F16_new", kNewFarmingFollows, "daily new follows of farming creators");
  daily(Kind::kTrap, "F16_ever", followers + left, "with those who once followed and left");
  daily(Kind::kTrap, "F16_elsewhere", followers + elsewhere,
        "with those who follow another farming creator");
  writer.quotient(Kind::kTrap, "F16_calendar", {followers * factor, kYear2024Span.days()},
                  "of all days of the year");
  daily(Kind::kTrap, "F16_at_end", followers - parting, "who still follow at the end of the year");
}

void append_documentary_targets(std::uint32_t factor, TargetWriter& writer) {
  std::uint64_t plays = 0;
  std::uint64_t plays_before = 0;
  for (const DocumentaryPlant& plant : documentary_plants())
    (plant.dates.first >= kYear2024 ? plays : plays_before) += plant.plays;
  writer.integer(Kind::kTruth, "F22", plays * factor, "plays of documentaries, 2024");
  writer.integer(Kind::kTrap, "F22_both_years", (plays + plays_before) * factor,
                 "with those of the year before");
  std::uint64_t count = 0;
  std::uint64_t rows = 0;
  std::uint64_t own = 0;
  std::uint64_t others = 0;
  for (const ExposurePlant& plant : exposure_plants()) {
    if (plant.dates.first < kYear2024) continue;
    if (!plant.is_documentary) {
      others += plant.count;
      continue;
    }
    count += plant.count;
    rows += plant.rows;
    if (plant.source == kOwnSource) own += plant.count;
    writer.integer(Kind::kTruth, fmt::format("F23_source.{}", plant.source),
                   std::uint64_t{plant.count} * factor, "exposures of documentaries in one source");
  }
  writer.integer(Kind::kTruth, "F23", count * factor,
                 "exposures of documentaries in all sources, 2024");
  writer.integer(Kind::kTrap, "F23_own", own * factor, "on the own platform only");
  writer.integer(Kind::kTrap, "F23_rows", rows * factor, "records instead of exposures");
  writer.integer(Kind::kTrap, "F23_all_videos", (count + others) * factor,
                 "exposures of any video");
  writer.integer(Kind::kTruth, "F24", 1, "meetings of two creators in a live stream, 2024");
  writer.integer(Kind::kTrap, "F24_agents", 2, "with that of an agent");
  writer.integer(Kind::kTrap, "F24_both_years", 2, "with that of the year before");
}

void append_comment_targets(std::uint32_t factor, TargetWriter& writer) {
  for (const std::string_view word : {"加油", "努力"}) {
    std::uint64_t comments = 0;
    std::uint64_t occurrences = 0;
    std::uint64_t before = 0;
    for (const CommentPlant& plant : comment_plants()) {
      std::uint64_t times = 0;
      for (std::size_t at = plant.text.find(word); at != std::string_view::npos;
           at = plant.text.find(word, at + word.size())) {
        ++times;
      }
      if (times == 0) continue;
      if (plant.dates.first < kYear2024) {
        before += plant.comments;
        continue;
      }
      comments += plant.comments;
      occurrences += plant.comments * times;
    }
    writer.integer(Kind::kTruth, fmt::format("F38.{}", word), comments * factor,
                   "comments with the word, 2024");
    writer.integer(Kind::kTrap, fmt::format("F38_occurrences.{}", word), occurrences * factor,
                   "how often it stands in them");
    writer.integer(Kind::kTrap, fmt::format("F38_both_years.{}", word),
                   (comments + before) * factor, "with the comments of the year before");
  }
}

}  // namespace

void append_figure_targets(const Platform& platform, TargetWriter& writer) {
  const Profile& profile = platform.profile();
  append_closeness_targets(profile.user_factor, writer);
  append_heritage_targets(profile.user_factor, writer);
  append_farming_targets(profile.user_factor, writer);
  append_income_targets(platform.incomes(), writer);
  append_documentary_targets(profile.play_factor, writer);
  append_comment_targets(profile.user_factor, writer);
}

}  // namespace nd::synth
