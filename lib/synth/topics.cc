#include "synth/topics.h"

#include <array>

#include "base/check.h"

namespace nd::synth {
namespace {

using enum TopicId;

constexpr DaySpan in_2024(unsigned month, unsigned day, unsigned to_month, unsigned to_day) {
  return {day_of(2024, month, day), day_of(2024, to_month, to_day)};
}
constexpr DaySpan kAll = {0, kDays - 1};

// Dates that several plants share.
constexpr DaySpan kErbin24 = in_2024(1, 1, 2, 20);
constexpr DaySpan kErbin23 = {day_of(2023, 12, 18), day_of(2023, 12, 31)};
constexpr DaySpan kWukongDates = in_2024(8, 16, 10, 10);
constexpr DaySpan kParisDates = in_2024(7, 26, 8, 11);
constexpr DaySpan kWheatDates = in_2024(10, 8, 12, 31);
constexpr DaySpan kWheatAndSquare = in_2024(10, 8, 11, 30);
constexpr DaySpan kSquareDates = in_2024(3, 15, 11, 30);
constexpr DaySpan kFireDates = in_2024(2, 16, 3, 3);
constexpr DaySpan kLoveDates = in_2024(4, 20, 6, 20);
constexpr DaySpan kZiboDates = {day_of(2023, 3, 5), day_of(2023, 5, 10)};

constexpr std::array<Topic, 9> kTopics = {{
    {"t_erbin",
     "尔滨，你让我感到陌生",
     "尔滨",
     "社会",
     "external",
     true,
     {day_of(2023, 12, 18), day_of(2024, 2, 20)}},
    {"t_wukong", "黑神话：悟空", "黑神话", "游戏", "external", true, kWukongDates},
    {"t_paris", "巴黎奥运会", "巴黎奥运", "体育", "external", true, kParisDates},
    {"t_wheat", "等我种完麦子", "种完麦子", "生活", "native", true, kWheatDates},
    {"t_square", "年轻人的广场舞", "广场舞", "娱乐", "native", true, kSquareDates},
    {"t_fire", "贵州山火", "贵州山火", "社会", "external", true, kFireDates},
    {"t_love", "我想说再爱你多一点", "再爱你多一点", "情感", "native", true, kLoveDates},
    {"t_zibo", "淄博烧烤", "淄博", "社会", "external", true, kZiboDates},
    {"t_daily", "随手记录的一天", "记录", "生活", "native", false, kAll},
}};

// 1,900 people in trending topics within their dates of 2024 (F08); 11 in the fire (F07), 43 in
// love (F09), 11 in Paris (F10).
constexpr std::array<PostPlant, 22> kPosts = {{
    {kErbin, kNone, 400, kErbin24, -1},
    {kErbin, kDaily, 80, kErbin24, -1},
    {kWukong, kNone, 600, kWukongDates, -1},
    {kWukong, kSquare, 110, kWukongDates, -1},
    {kParis, kNone, 9, kParisDates, -1},
    {kParis, kSquare, 2, kParisDates, -1},
    {kWheat, kNone, 180, kWheatDates, -1},
    {kWheat, kSquare, 55, kWheatAndSquare, -1},
    {kSquare, kNone, 410, kSquareDates, -1},
    {kFire, kNone, 11, kFireDates, -1},
    {kLove, kNone, 38, kLoveDates, -1},
    {kLove, kSquare, 5, kLoveDates, -1},
    // The same people again: in a second topic, and twice in one.
    {kSquare, kNone, 150, kSquareDates, 0},
    {kFire, kNone, 4, kFireDates, 9},
    {kLove, kNone, 12, kLoveDates, 10},
    {kParis, kNone, 3, kParisDates, 4},
    // Outside the topic's dates, or in a topic that is not trending.
    {kFire, kNone, 5, in_2024(4, 20, 5, 10), -1},
    {kParis, kNone, 20, in_2024(9, 1, 9, 30), -1},
    {kZibo, kNone, 20, in_2024(2, 1, 3, 31), -1},
    {kDaily, kNone, 15, in_2024(1, 1, 12, 31), -1},
    // The year before.
    {kErbin, kNone, 40, kErbin23, -1},
    {kZibo, kNone, 300, kZiboDates, -1},
}};

// 950 plays in the dates of trending topics of 2024 (F03); 105 of them on videos with two topics
// that both count.
constexpr std::array<PlayPlant, 18> kPlays = {{
    {0, 190, kErbin24},
    {1, 30, kErbin24},
    {2, 230, kWukongDates},
    {3, 50, kWukongDates},
    {4, 200, kParisDates},
    {5, 30, kParisDates},
    {6, 35, kWheatDates},
    {7, 15, kWheatAndSquare},
    {8, 30, kSquareDates},
    {9, 45, kFireDates},
    {10, 85, kLoveDates},
    {11, 10, kLoveDates},
    // After the topic's dates.
    {0, 20, in_2024(3, 1, 3, 31)},
    {2, 20, in_2024(11, 1, 11, 20)},
    {4, 20, in_2024(9, 1, 9, 30)},
    {21, 30, in_2024(1, 1, 12, 31)},
    // The year before.
    {20, 40, kErbin23},
    {21, 120, kZiboDates},
}};

// 111 searches that somebody typed in the dates of a trending topic of 2024 (F04).
constexpr std::array<SearchPlant, 16> kSearches = {{
    {kErbin, "USER_INPUT", 25, kErbin24},
    {kWukong, "USER_INPUT", 34, kWukongDates},
    {kParis, "USER_INPUT", 28, kParisDates},
    {kWheat, "USER_INPUT", 4, kWheatDates},
    {kSquare, "USER_INPUT", 6, kSquareDates},
    {kFire, "USER_INPUT", 6, kFireDates},
    {kLove, "USER_INPUT", 8, kLoveDates},
    // Not typed.
    {kErbin, "HOT_LIST", 40, kErbin24},
    {kWukong, "HOT_LIST", 50, kWukongDates},
    {kParis, "HOT_LIST", 50, kParisDates},
    {kWukong, "SUGGEST", 30, kWukongDates},
    {kParis, "SUGGEST", 30, kParisDates},
    // Typed, but after the dates, the year before, or for something else.
    {kErbin, "USER_INPUT", 12, in_2024(3, 1, 3, 31)},
    {kParis, "USER_INPUT", 9, in_2024(9, 1, 9, 30)},
    {kZibo, "USER_INPUT", 20, kZiboDates},
    {kNone, "USER_INPUT", 200, kAll},
}};

}  // namespace

std::span<const Topic> topics() {
  return kTopics;
}

const Topic& topic(TopicId id) {
  ND_CHECK(id != TopicId::kNone);
  return kTopics[static_cast<std::size_t>(id)];
}

std::span<const PostPlant> post_plants() {
  return kPosts;
}
std::span<const PlayPlant> play_plants() {
  return kPlays;
}
std::span<const SearchPlant> search_plants() {
  return kSearches;
}

bool counts_in_2024(TopicId id, DaySpan dates) {
  if (id == TopicId::kNone || dates.first < kYear2024) return false;
  return topic(id).is_trending && topic(id).dates.contains(dates.first);
}

}  // namespace nd::synth
