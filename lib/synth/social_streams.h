// What people do beside watching: posts, interactions, searches.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "synth/audience.h"
#include "synth/catalog.h"
#include "synth/event_stream.h"

namespace nd::synth {

// Posts of general creators, without a topic.
class GeneralPosts final : public EventStream {
 public:
  // `counts` are the catalog's general_posts(). The catalog outlives the stream.
  GeneralPosts(std::uint64_t seed, std::uint16_t number, DayCounts counts, const Catalog& catalog)
      : EventStream(seed, number, std::move(counts), 0), catalog_(catalog) {}

  void append(Place place, std::int64_t recv_ms, std::string& out) const override;

 private:
  const Catalog& catalog_;
};

// The posts of one row of the catalog's topic posts. The row's first post comes at midnight.
class TopicPostStream final : public EventStream {
 public:
  // `counts` are those of the posts, which outlive the stream.
  TopicPostStream(std::uint64_t seed, std::uint16_t number, DayCounts counts,
                  const TopicPosts& posts)
      : EventStream(seed, number, std::move(counts), 0), posts_(posts) {}

  [[nodiscard]] Timing timing(Place place) const override;
  void append(Place place, std::int64_t recv_ms, std::string& out) const override;

 private:
  const TopicPosts& posts_;
};

// Likes, comments, forwards and collects of general videos.
class Interactions final : public EventStream {
 public:
  // What is referred to outlives the stream.
  Interactions(std::uint64_t seed, std::uint16_t number, DayCounts counts, const Catalog& catalog,
               const Audience& audience)
      : EventStream(seed, number, std::move(counts), 0), catalog_(catalog), audience_(audience) {}

  void append(Place place, std::int64_t recv_ms, std::string& out) const override;

 private:
  const Catalog& catalog_;
  const Audience& audience_;
};

// The comments of one row of comment_plants().
class PlantedComments final : public EventStream {
 public:
  // What is referred to outlives the stream.
  PlantedComments(std::uint64_t seed, std::uint16_t number, DayCounts counts,
                  const CommentPlant& plant, const Catalog& catalog, const Audience& audience)
      : EventStream(seed, number, std::move(counts), 0),
        plant_(plant),
        catalog_(catalog),
        audience_(audience) {}

  void append(Place place, std::int64_t recv_ms, std::string& out) const override;

 private:
  const CommentPlant& plant_;  // a row of the table
  const Catalog& catalog_;
  const Audience& audience_;
};

// The searches of one row of search_plants().
class Searches final : public EventStream {
 public:
  Searches(std::uint64_t seed, std::uint16_t number, DayCounts counts, const SearchPlant& plant,
           const Audience& audience)
      : EventStream(seed, number, std::move(counts), 0), plant_(plant), audience_(audience) {}

  void append(Place place, std::int64_t recv_ms, std::string& out) const override;

 private:
  const SearchPlant& plant_;  // a row of the table
  const Audience& audience_;
};

// Appends ["t_a","t_b"], without those that are kNone.
void append_topic_ids(TopicId first, TopicId second, std::string& out);
// Appends ,"action":"ACTION","tab":"TAB"
void append_action(std::string_view action, std::string_view tab, std::string& out);
// Appends ,"text":"…": a comment without any word of comment_plants().
void append_comment(Dice& dice, std::string& out);
// Appends ,"live_id":"…": the author's room of the day.
void append_live_id(AuthorNumber author, Day day, std::string& out);
// The user that a creator is as a person.
void append_creator_user(AuthorNumber author, std::string& out);

}  // namespace nd::synth
