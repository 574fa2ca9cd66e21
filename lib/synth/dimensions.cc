#include "synth/dimensions.h"

#include <algorithm>
#include <array>
#include <span>

#include "base/number.h"
#include "base/wording.h"
#include "synth/random.h"
#include "synth/social_streams.h"

namespace nd::synth {
namespace {

// Dice of entities: numbers below those of events, apart from those of videos (catalog.cc).
constexpr std::uint64_t kUserDice = std::uint64_t{2} << 40;
constexpr std::uint64_t kCreatorDice = std::uint64_t{3} << 40;

constexpr std::array<std::string_view, 6> kCityLevels = {"一线城市", "新一线城市", "二线城市",
                                                         "三线城市", "四线城市",   "五线城市"};
constexpr std::array<std::string_view, 6> kAges = {"12-17", "18-23", "24-30",
                                                   "31-40", "41-49", "50+"};
// The first of the lower tiers, as F19 has them.
constexpr std::uint32_t kFirstLowLevel = 3;

struct Tab {
  std::string_view name;
  std::string_view domain;
  bool needs_follow;
};
constexpr std::array<Tab, 10> kTabs = {{{"feature", "public", false},
                                        {"selection", "public", false},
                                        {"nearby", "public", false},
                                        {"search", "public", false},
                                        {"external", "public", false},
                                        {"follow", "pan_private", false},
                                        {"profile", "pan_private", false},
                                        {"message", "pan_private", false},
                                        {"group", "pan_private", false},
                                        {"live_room", "pan_private", true}}};

// Appends ,"NAME":"value"
void append_text(std::string_view name, std::string_view value, std::string& out) {
  out += ",\"";
  out += name;
  out += "\":\"";
  out += value;
  out += '"';
}

template <std::size_t N>
std::string_view pick(const std::array<std::string_view, N>& values, Dice& dice) {
  return values[dice.below(N)];
}

std::string_view some_level(bool low, Dice& dice) {
  return kCityLevels[dice.below(kFirstLowLevel) + (low ? kFirstLowLevel : 0)];
}

// Viewers first, then the creators as persons. One in seven has no known city: the field is null,
// or absent.
void append_user(const Platform& platform, std::uint64_t row, std::string& out) {
  Dice dice(platform.seed(), kUserDice + row);
  const bool is_viewer = row < platform.catalog().users();
  out += is_viewer ? R"({"user_id":"u)" : R"({"user_id":"ca)";
  append_uint(out, is_viewer ? row : row - platform.catalog().users());
  out += R"(","reg_ms":)";
  const auto days_ago = static_cast<Day>(dice.below(2'500)) + 1;
  append_int(out, day_start_ms(-days_ago) + dice.below(static_cast<std::uint32_t>(kMsPerDay)));
  append_text("gender", dice.below(2) == 0 ? "F" : "M", out);
  append_text("age_range", pick(kAges, dice), out);
  if (dice.below(7) > 0) {
    append_text("fre_city_level", pick(kCityLevels, dice), out);
  } else if (dice.below(2) == 0) {
    out += R"(,"fre_city_level":null)";
  }
  out += '}';
}

void append_creator(const Platform& platform, std::uint64_t row, std::string& out) {
  Dice dice(platform.seed(), kCreatorDice + row);
  const FieldId field = platform.catalog().field_of(static_cast<AuthorNumber>(row));
  append_numbered(R"({"author_id":"a)", row, out);
  append_creator_user(static_cast<AuthorNumber>(row), out);
  out += R"(,"verticals":[")";
  out += vertical_of(field);
  out += R"("],"fans_user_num":)";
  append_uint(out, std::uint64_t{dice.below_squared(1'000)} * dice.below_squared(1'000));
  out += R"(,"is_live_streamer":)";
  const bool is_streamer = row < platform.catalog().general_creators() ||
                           field == FieldId::kHeritage || field == FieldId::kFarming;
  out += is_streamer ? "true" : "false";
  out += '}';
}

// Moves of knowledge creators, in nano's numbers: their rows are one after the other.
constexpr std::uint32_t kMoves = Incomes::kMovedOut + Incomes::kMovesIn;

const EarningGroup& knowledge() {
  const std::span<const EarningGroup> groups = earning_groups();
  return *std::find_if(groups.begin(), groups.end(), [](const EarningGroup& group) {
    return group.field == FieldId::kKnowledge;
  });
}

// Where a creator lives from 2022 on; empty: nobody knows.
std::string_view first_level(const Platform& platform, AuthorNumber author, Dice& dice) {
  const EarningGroup& group = knowledge();
  if (platform.catalog().field_of(author) != group.field) return pick(kCityLevels, dice);
  const std::uint32_t place =
      EarnerIdentity(platform.catalog(), group, platform.seed()).place_of(author);
  if (place >= group.rows * platform.profile().author_factor) return pick(kCityLevels, dice);
  switch (Incomes::city_of(place % group.rows)) {
    case Incomes::City::kUnknown:
      return {};
    case Incomes::City::kMovedOut:
    case Incomes::City::kHigh:
      return some_level(false, dice);
    case Incomes::City::kMovesIn:
    case Incomes::City::kLow:
      break;
  }
  return some_level(true, dice);
}

// First where each creator lives, then the moves: for each copy of the rows of the knowledge
// creators, first those of 2024, then those after it.
void append_creator_city(const Platform& platform, std::uint64_t row, std::string& out) {
  Dice dice(platform.seed() + 1, kCreatorDice + row);
  const std::uint32_t creators = platform.catalog().creators();
  auto author = static_cast<AuthorNumber>(row);
  std::string_view level;
  std::string_view from = "2022-01-01";
  if (row < creators) {
    level = first_level(platform, author, dice);
  } else {
    const auto move = static_cast<std::uint32_t>(row - creators);
    const bool out_of_town = move % kMoves < Incomes::kMovedOut;
    author = EarnerIdentity(platform.catalog(), knowledge(), platform.seed())
                 .author(Incomes::kUnknownCities + move % kMoves, move / kMoves);
    level = some_level(out_of_town, dice);
    from = out_of_town ? "2024-07-01" : "2025-02-01";
  }
  append_numbered(R"({"author_id":"a)", author, out);
  if (level.empty()) {
    out += R"(,"city_level":null)";
  } else {
    append_text("city_level", level, out);
  }
  append_text("valid_from", from, out);
  out += '}';
}

void append_video(const Platform& platform, std::uint64_t row, std::string& out) {
  const auto number = static_cast<VideoNumber>(row);
  const Catalog::Video video = platform.catalog().video(number);
  append_numbered(R"({"video_id":"v)", row, out);
  append_numbered(R"(,"author_id":"a)", video.author, out);
  out += R"(,"video_type":"NORMAL","upload_dt":")";
  append_date(out, video.posted);
  out += R"(","video_duration":)";
  append_uint(out, platform.catalog().duration_ms(number));
  if (!video.category.empty()) append_text("first_level_category_name", video.category, out);
  out += R"(,"topic_ids":)";
  append_topic_ids(video.topic, video.second, out);
  append_text("status", "published", out);
  out += '}';
}

// A topic that was renamed has a row for each name; the former ones come last.
void append_topic(const Platform&, std::uint64_t row, std::string& out) {
  Topic topic = row < topics().size() ? topics()[row] : former_topics()[row - topics().size()];
  if (row < topics().size() && !topic.former.empty()) topic.dates.first = topic.renamed;
  out += R"({"topic_id":")";
  out += topic.id;
  out += '"';
  append_text("name", topic.name, out);
  out += R"(,"aliases":[")";
  out += topic.alias;
  out += R"("])";
  append_text("category", topic.category, out);
  append_text("origin", topic.origin, out);
  out += R"(,"is_trending":)";
  out += topic.is_trending ? "true" : "false";
  out += R"(,"start_dt":")";
  append_date(out, topic.dates.first);
  out += R"(","end_dt":")";
  append_date(out, topic.dates.last);
  out += "\"}";
}

void append_tab(const Platform&, std::uint64_t row, std::string& out) {
  const Tab& tab = kTabs[row];
  out += R"({"tab":")";
  out += tab.name;
  out += '"';
  append_text("domain", tab.domain, out);
  out += tab.needs_follow ? R"(,"needs_follow":true})" : R"(,"needs_follow":false})";
}

constexpr auto kCreatorRows = [](const Platform& platform) -> std::uint64_t {
  return platform.catalog().creators();
};
constexpr auto kCityRows = [](const Platform& platform) -> std::uint64_t {
  return std::uint64_t{platform.catalog().creators()} +
         std::uint64_t{kMoves} * platform.profile().author_factor;
};
constexpr auto kUserRows = [](const Platform& platform) -> std::uint64_t {
  return std::uint64_t{platform.catalog().users()} + platform.catalog().creators();
};
constexpr auto kVideoRows = [](const Platform& platform) -> std::uint64_t {
  return platform.catalog().videos();
};
constexpr auto kTopicRows = [](const Platform&) -> std::uint64_t {
  return topics().size() + former_topics().size();
};
constexpr auto kTabRows = [](const Platform&) -> std::uint64_t { return kTabs.size(); };

constexpr std::array<Dimension, 6> kDimensions = {{{"users", kUserRows, append_user},
                                                   {"creators", kCreatorRows, append_creator},
                                                   {"creator_city", kCityRows, append_creator_city},
                                                   {"videos", kVideoRows, append_video},
                                                   {"topics", kTopicRows, append_topic},
                                                   {"tabs", kTabRows, append_tab}}};

}  // namespace

Result<const Dimension*> find_dimension(std::string_view name) {
  for (const Dimension& dimension : kDimensions) {
    if (dimension.name == name) return &dimension;
  }
  const auto name_of = [](const Dimension& dimension) { return dimension.name; };
  return usage_error("{} is none of events, {}, targets", in_quotes(name),
                     joined(kDimensions, name_of));
}

}  // namespace nd::synth
