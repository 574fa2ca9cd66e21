#include "synth/topics.h"

#include <array>

#include "base/check.h"

namespace nd::synth {
namespace {

using enum TopicId;

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
constexpr DaySpan kTianshuiDates = in_2024(3, 1, 4, 9);
constexpr DaySpan kCunchaoDates = in_2024(5, 25, 6, 23);
constexpr DaySpan kCityDates = in_2024(7, 1, 7, 30);
constexpr DaySpan kMuseumDates = in_2024(4, 11, 4, 30);
constexpr DaySpan kSlowDates = in_2024(9, 10, 10, 9);

constexpr std::array<Topic, 14> kTopics = {{
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
    // Renamed half-way.
    {"t_tianshui", "天水麻辣烫", "麻辣烫", "美食", "native", true, kTianshuiDates, "甘肃麻辣烫",
     day_of(2024, 3, 15)},
    {"t_cunchao", "贵州村超", "村超", "体育", "external", true, kCunchaoDates},
    // Two that share rank 10 by plays a day, though not by plays (F05), and one behind them.
    {"t_city", "city不city", "city不city啊", "生活", "external", true, kCityDates},
    {"t_museum", "博物馆里过周末", "博物馆", "文化", "external", true, kMuseumDates},
    {"t_slow", "松弛感生活", "松弛感", "生活", "external", true, kSlowDates},
}};

// 1,900 people in trending topics within their dates of 2024 (F08); 11 in the fire (F07), 43 in
// love (F09), 11 in Paris (F10).
constexpr std::array<PostPlant, 28> kPosts = {{
    {kErbin, kNone, 327, kErbin24, -1},
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
    {kDaily, kNone, 15, kYear2024Span, -1},
    // The year before.
    {kErbin, kNone, 40, kErbin23, -1},
    {kZibo, kNone, 300, kZiboDates, -1},
    // Outside the dates again: the rows above are known by their number.
    {kLove, kNone, 6, in_2024(8, 1, 8, 31), -1},
    // Within the dates, smaller topics.
    {kTianshui, kNone, 20, kTianshuiDates, -1},
    {kCunchao, kNone, 15, kCunchaoDates, -1},
    {kCity, kNone, 14, kCityDates, -1},
    {kMuseum, kNone, 12, kMuseumDates, -1},
    {kSlow, kNone, 12, kSlowDates, -1},
}};

// 950 plays in the dates of trending topics of 2024 (F03), with the 403 of the documentaries; 105
// of them on videos with two topics that both count.
constexpr std::array<PlayPlant, 23> kPlays = {{
    {0, 52, kErbin24, 0},
    {1, 30, kErbin24, 0},
    {2, 67, kWukongDates, 30},
    {3, 50, kWukongDates, 0},
    {4, 60, kParisDates, 0},
    {5, 30, kParisDates, 0},
    {6, 35, kWheatDates, 0},
    {7, 15, kWheatAndSquare, 0},
    {8, 30, kSquareDates, 0},
    {9, 45, kFireDates, 0},
    {10, 85, kLoveDates, 0},
    {11, 10, kLoveDates, 0},
    {23, 16, kTianshuiDates, 0},
    {24, 9, kCunchaoDates, 0},
    {25, 6, kCityDates, 0},
    {26, 4, kMuseumDates, 0},
    {27, 3, kSlowDates, 0},
    // After the topic's dates.
    {0, 20, in_2024(3, 1, 3, 31), 0},
    {2, 20, in_2024(11, 1, 11, 20), 0},
    {4, 20, in_2024(9, 1, 9, 30), 0},
    {21, 30, kYear2024Span, 0},
    // The year before.
    {20, 40, kErbin23, 0},
    {21, 120, kZiboDates, 0},
}};

// 403 plays of documentaries in 2024 (F22), and some of the year before.
constexpr std::array<DocumentaryPlant, 4> kDocumentaryPlays = {{{kErbin, 120, kErbin24},
                                                                {kWukong, 143, kWukongDates},
                                                                {kParis, 140, kParisDates},
                                                                {kErbin, 20, kErbin23}}};

// 77 comments of 2024 with one word, 11 with another (F38); a text that has it twice is one
// comment.
constexpr std::array<CommentPlant, 7> kCommentTexts = {{
    {"加油", 60, kYear2024Span},
    {"中国队加油！", 10, kParisDates},
    {"加油加油", 7, kYear2024Span},
    {"努力就有收获", 8, kYear2024Span},
    {"努力努力再努力", 3, kYear2024Span},
    // The year before.
    {"加油", 30, kYear2023Span},
    {"努力就有收获", 9, kYear2023Span},
}};

// 111 searches that somebody typed in the dates of a trending topic of 2024 (F04).
constexpr std::array<SearchPlant, 17> kSearches = {{
    {kErbin, "USER_INPUT", 17, kErbin24, 0},
    {kWukong, "USER_INPUT", 34, kWukongDates, 17},
    {kParis, "USER_INPUT", 28, kParisDates, 8},
    {kWheat, "USER_INPUT", 4, kWheatDates, 0},
    {kSquare, "USER_INPUT", 6, kSquareDates, 0},
    {kFire, "USER_INPUT", 6, kFireDates, 0},
    {kLove, "USER_INPUT", 8, kLoveDates, 0},
    {kTianshui, "USER_INPUT", 8, kTianshuiDates, 0},
    // Not typed.
    {kErbin, "HOT_LIST", 40, kErbin24, 0},
    {kWukong, "HOT_LIST", 50, kWukongDates, 0},
    {kParis, "HOT_LIST", 50, kParisDates, 0},
    {kWukong, "SUGGEST", 30, kWukongDates, 0},
    {kParis, "SUGGEST", 30, kParisDates, 0},
    // Typed, but after the dates, the year before, or for something else.
    {kErbin, "USER_INPUT", 12, in_2024(3, 1, 3, 31), 0},
    {kParis, "USER_INPUT", 9, in_2024(9, 1, 9, 30), 0},
    {kZibo, "USER_INPUT", 20, kZiboDates, 0},
    {kNone, "USER_INPUT", 200, kAll, 0},
}};

}  // namespace

std::span<const Topic> topics() {
  return kTopics;
}

std::vector<Topic> former_topics() {
  std::vector<Topic> before;
  for (Topic topic : kTopics) {
    if (topic.former.empty()) continue;
    topic.name = topic.former;
    topic.dates.last = topic.renamed - 1;
    before.push_back(topic);
  }
  return before;
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
std::span<const DocumentaryPlant> documentary_plants() {
  return kDocumentaryPlays;
}
std::span<const CommentPlant> comment_plants() {
  return kCommentTexts;
}
std::span<const SearchPlant> search_plants() {
  return kSearches;
}

bool counts_in_2024(TopicId id, DaySpan dates) {
  if (id == TopicId::kNone || dates.first < kYear2024) return false;
  return topic(id).is_trending && topic(id).dates.contains(dates.first);
}

}  // namespace nd::synth
