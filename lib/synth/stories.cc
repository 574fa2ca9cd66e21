#include "synth/stories.h"

#include <algorithm>
#include <array>

#include "base/number.h"
#include "synth/social_streams.h"

namespace nd::synth {
namespace {

// 4,012 exposures of documentaries in 2024, in 132 records of four sources.
constexpr std::array<ExposurePlant, 6> kExposures = {{
    {kOwnSource, 1'500, 48, kYear2024Span, true},
    {"weibo", 1'400, 45, kYear2024Span, true},
    {"tv", 700, 23, kYear2024Span, true},
    {"press", 412, 16, kYear2024Span, true},
    // Of other videos, and of the year before.
    {"weibo", 600, 20, kYear2024Span, false},
    {"weibo", 300, 10, {day_of(2023, 12, 20), kYear2023Span.last}, true},
}};

constexpr std::int64_t kMeetingAt = 20 * kMsPerHour;
constexpr std::array<std::string_view, 5> kContent = {"音乐", "聊天", "游戏", "带货", "户外"};

}  // namespace

std::span<const ExposurePlant> exposure_plants() {
  return kExposures;
}

VideoNumber Exposures::video(Day day, Dice& dice) const {
  if (!plant_.is_documentary) {
    return catalog_.some_video(dice.lower(catalog_.general_creators()), day, dice);
  }
  const std::span<const TopicId> topics = documentary_topics();
  const auto is_out = [&](TopicId id) { return topic(id).dates.first <= day; };
  const auto out = static_cast<std::uint32_t>(std::count_if(topics.begin(), topics.end(), is_out));
  std::uint32_t wanted = dice.below(out);
  std::uint32_t episode = 0;
  while (!is_out(topics[episode]) || wanted-- > 0)
    ++episode;
  const Members& media = catalog_.members(FieldId::kMedia);
  return media.first_video + dice.below(media.creators) * media.videos_each + episode;
}

void Exposures::append(Place place, std::int64_t recv_ms, std::string& out) const {
  Dice dice = this->dice(place);
  const auto row =
      static_cast<std::uint32_t>((counts().before(place.day) + place.ordinal) % plant_.rows);
  const VideoNumber number = video(place.day, dice);
  append_envelope(place, "exposure", recv_ms, out);
  append_numbered(R"(,"video_id":"v)", number, out);
  append_numbered(R"(,"author_id":"a)", catalog_.video(number).author, out);
  out += R"(,"source":")";
  out += plant_.source;
  out += '"';
  if (row > 0) {
    const std::uint64_t shared = plant_.count - 1;
    const std::uint64_t rows = plant_.rows - 1;
    out += R"(,"cnt":)";
    append_uint(out, shared * row / rows - shared * (row - 1) / rows);
  }
  out += '}';
}

Timing Meetings::timing(Place place) const {
  const std::int64_t time_ms = day_start_ms(place.day) + kMeetingAt;
  return {time_ms, time_ms + 1'000 + static_cast<std::int64_t>(dice(place).below(30'000))};
}

void Meetings::append(Place place, std::int64_t recv_ms, std::string& out) const {
  append_envelope(place, "link_mic", recv_ms, out);
  append_live_id(kAuthor, place.day, out);
  append_numbered(R"(,"author_id":"a)", kAuthor, out);
  append_numbered(R"(,"peer_author_id":"a)", kPeer, out);
  if (!agent_.empty()) {
    out += R"(,"agent":")";
    out += agent_;
    out += '"';
  }
  out += '}';
}

void LiveStreams::append(Place place, std::int64_t recv_ms, std::string& out) const {
  const std::uint64_t index = counts().before(place.day) + place.ordinal;
  const AuthorNumber author = walked(index, catalog_.general_creators());
  std::int64_t time_ms = timing(place).time_ms + lag_ms();
  // Before a day that the log has not, no stream goes on past midnight.
  if (!is_logged(place.day + 1)) time_ms = std::min(time_ms, day_start_ms(place.day + 1) - 1);
  append_envelope(place, "live", time_ms, recv_ms, out);
  append_live_id(author, place.day, out);
  append_numbered(R"(,"author_id":"a)", author, out);
  out += lag_ms() == 0 ? R"(,"action":"start")" : R"(,"action":"end")";
  out += R"(,"live_content_category":")";
  out += kContent[author % kContent.size()];
  out += "\"}";
}

}  // namespace nd::synth
