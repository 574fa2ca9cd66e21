#include "synth/social_streams.h"

#include <array>

#include "base/number.h"

namespace nd::synth {
namespace {

// As they stand between the quotes of a JSON string.
constexpr std::array<std::string_view, 8> kComments = {"拍得真好",
                                                       "太好看了👍",
                                                       "哈哈哈哈",
                                                       R"(这叫\"专业\")",
                                                       "第一次来，支持一下",
                                                       R"(路径是 C:\\temp 吗？)",
                                                       "家乡的味道❤️",
                                                       "学到了"};
constexpr std::array<std::string_view, 10> kOtherQueries = {
    "家常菜做法", "钓鱼",           "猫",        R"(\"原声\" 歌曲)", "小学数学", "收割机",
    "怎么修车",   R"(a\\b 是什么)", "瑜伽 入门", "篮球集锦"};
constexpr std::array<std::string_view, 10> kActions = {
    "like", "like", "like", "like", "like", "like", "comment", "comment", "forward", "collect"};
// Where people interact with videos that chance shows them, in parts of 8; in July 2024 the first
// (closeness.h has the others).
constexpr std::array<std::string_view, 8> kTabs = {"feature", "feature", "feature", "selection",
                                                   "search",  "follow",  "profile", "group"};
constexpr std::array<std::string_view, 4> kUploadTypes = {"ShortImport", "LongImport", "Kmovie",
                                                          "Web"};

// What somebody types who looks for the topic.
std::string_view keyword(const Topic& topic, Day day, Dice& dice) {
  if (!topic.former.empty()) return day < topic.renamed ? topic.former : topic.name;
  return dice.below(2) == 0 ? topic.alias : topic.name;
}

void append_post(AuthorNumber author, VideoNumber video, Dice& dice, std::string& out) {
  append_creator_user(author, out);
  append_numbered(R"(,"video_id":"v)", video, out);
  append_numbered(R"(,"author_id":"a)", author, out);
  out += R"(,"upload_type":")";
  out += kUploadTypes[dice.below(kUploadTypes.size())];
  out += R"(","topic_ids":)";
}

}  // namespace

void append_topic_ids(TopicId first, TopicId second, std::string& out) {
  out += '[';
  for (const TopicId id : {first, second}) {
    if (id == TopicId::kNone) continue;
    if (out.back() != '[') out += ',';
    out += '"';
    out += topic(id).id;
    out += '"';
  }
  out += ']';
}

void append_creator_user(AuthorNumber author, std::string& out) {
  append_numbered(R"(,"user_id":"ca)", author, out);
}

void GeneralPosts::append(Place place, std::int64_t recv_ms, std::string& out) const {
  Dice dice = this->dice(place);
  const std::uint64_t index = counts().before(place.day) + place.ordinal;
  append_envelope(place, "post", recv_ms, out);
  append_post(catalog_.general_post_author(index), catalog_.general_post_video(index), dice, out);
  out += R"([],"status":"published"})";
}

Timing TopicPostStream::timing(Place place) const {
  if (place.ordinal > 0 || counts().before(place.day) > 0) return EventStream::timing(place);
  const std::int64_t midnight = day_start_ms(place.day);
  return {midnight, midnight + 1};
}

void TopicPostStream::append(Place place, std::int64_t recv_ms, std::string& out) const {
  Dice dice = this->dice(place);
  const auto index = static_cast<std::uint32_t>(counts().before(place.day)) + place.ordinal;
  append_envelope(place, "post", recv_ms, out);
  append_post(posts_.first_author + index, posts_.first_video + index, dice, out);
  append_topic_ids(posts_.topic, posts_.second, out);
  out += R"(,"status":"published"})";
}

void append_action(std::string_view action, std::string_view tab, std::string& out) {
  out += R"(,"action":")";
  out += action;
  out += R"(","tab":")";
  out += tab;
  out += '"';
}

void append_comment(Dice& dice, std::string& out) {
  out += R"(,"text":")";
  out += kComments[dice.below(kComments.size())];
  out += '"';
}

void append_live_id(AuthorNumber author, Day day, std::string& out) {
  out += R"(,"live_id":"l)";
  append_uint(out, author);
  out += '_';
  append_compact_date(out, day);
  out += '"';
}

void Interactions::append(Place place, std::int64_t recv_ms, std::string& out) const {
  Dice dice = this->dice(place);
  const AuthorNumber author = dice.lower(catalog_.general_creators());
  const VideoNumber video = catalog_.some_video(author, place.day, dice);
  const std::string_view action = kActions[dice.below(kActions.size())];
  const std::size_t tab = kJuly2024.contains(place.day) ? 0 : dice.below(kTabs.size());
  append_envelope(place, "interact", recv_ms, out);
  append_user(audience_.someone_active(place.day, dice), out);
  append_numbered(R"(,"video_id":"v)", video, out);
  append_numbered(R"(,"author_id":"a)", author, out);
  append_action(action, kTabs[tab], out);
  if (action == "comment") append_comment(dice, out);
  out += '}';
}

void PlantedComments::append(Place place, std::int64_t recv_ms, std::string& out) const {
  Dice dice = this->dice(place);
  const AuthorNumber author = dice.lower(catalog_.general_creators());
  append_envelope(place, "interact", recv_ms, out);
  append_user(audience_.someone_active(place.day, dice), out);
  append_numbered(R"(,"video_id":"v)", catalog_.some_video(author, place.day, dice), out);
  append_numbered(R"(,"author_id":"a)", author, out);
  append_action("comment", "feature", out);
  out += R"(,"text":")";
  out += plant_.text;
  out += "\"}";
}

void Searches::append(Place place, std::int64_t recv_ms, std::string& out) const {
  Dice dice = this->dice(place);
  append_envelope(place, "search", recv_ms, out);
  append_user(audience_.someone(place.day, dice), out);
  append_numbered(R"(,"search_session_id":"s)", dice.next(), out);
  out += R"(,"keyword":")";
  if (plant_.topic == TopicId::kNone) {
    out += kOtherQueries[dice.below(kOtherQueries.size())];
  } else {
    out += keyword(topic(plant_.topic), place.day, dice);
  }
  out += R"(","search_source":")";
  out += plant_.source;
  out += '"';
  if (plant_.topic == TopicId::kNone || !is_found_by_name(topic(plant_.topic))) {
    out += R"(,"topic_ids":)";
    append_topic_ids(plant_.topic, TopicId::kNone, out);
  }
  out += R"(,"click_cnt":)";
  append_uint(out, dice.below(4));
  out += '}';
}

}  // namespace nd::synth
