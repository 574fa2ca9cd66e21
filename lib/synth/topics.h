// The topics of the synthetic platform and all that is planted around them, as tables: one row is
// one plant.
//
// Counts are those of the nano profile; a profile's factors multiply them. The rows inside a
// trending topic's dates of 2024 are what the report must find; the others are decoys, which only
// the right definition leaves out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "synth/calendar.h"

namespace nd::synth {

enum class TopicId : std::uint8_t {
  kErbin,
  kWukong,
  kParis,
  kWheat,
  kSquare,
  kFire,
  kLove,
  kZibo,
  kDaily,
  kTianshui,
  kCunchao,
  kCity,
  kMuseum,
  kSlow,
  kNone
};

struct Topic {
  std::string_view id;
  std::string_view name;
  std::string_view alias;  // what people type into the search box
  std::string_view category;
  std::string_view origin;
  bool is_trending;
  DaySpan dates;
  std::string_view former = {};  // what it was called until the day `renamed`; empty: no other name
  Day renamed = 0;
};

// Posts with a topic: `authors` people post once each. `second` is a topic that the same videos
// carry too.
struct PostPlant {
  TopicId topic;
  TopicId second;
  std::uint32_t authors;
  DaySpan dates;
  int authors_of;  // -1: people who post nowhere else; else the first authors of that row of the
                   // table
};

// Plays of the videos of one row of the posts.
struct PlayPlant {
  std::size_t posts;
  std::uint32_t plays;
  DaySpan dates;
  std::uint32_t resent;  // second copies of them
};

// Plays of the documentaries on a topic (fields.h).
struct DocumentaryPlant {
  TopicId topic;
  std::uint32_t plays;
  DaySpan dates;
};

// Comments of one text.
struct CommentPlant {
  std::string_view text;
  std::uint32_t comments;
  DaySpan dates;
};

// Searches for a topic's words.
struct SearchPlant {
  TopicId topic;  // kNone: for something else
  std::string_view source;
  std::uint32_t searches;
  DaySpan dates;
  std::uint32_t pages;  // further pages of them, which are no searches; at most one of each
};

[[nodiscard]] std::span<const Topic> topics();
// Of the two names of a topic, the rows of dim_topics beside those of topics(): what each was
// called before, with its dates until then.
[[nodiscard]] std::vector<Topic> former_topics();
// Somebody types only the name, and the event does not say of which topic it is.
[[nodiscard]] inline bool is_found_by_name(const Topic& topic) {
  return !topic.former.empty();
}
[[nodiscard]] const Topic& topic(TopicId id);  // Requires: id is not kNone
[[nodiscard]] std::span<const PostPlant> post_plants();
[[nodiscard]] std::span<const PlayPlant> play_plants();
[[nodiscard]] std::span<const DocumentaryPlant> documentary_plants();
[[nodiscard]] std::span<const SearchPlant> search_plants();
[[nodiscard]] std::span<const CommentPlant> comment_plants();

// Whether something of a plant's dates lies in `topic`'s dates and in 2024, and the topic is
// trending. The dates of a plant are wholly inside or wholly outside of each of its topics' dates,
// and in one year.
[[nodiscard]] bool counts_in_2024(TopicId topic, DaySpan dates);

}  // namespace nd::synth
