// Plays: what everybody watches (GeneralPlays), and the plays planted in topics (TopicPlays).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "synth/catalog.h"
#include "synth/event_stream.h"

namespace nd::synth {

// The creators who are played most. Which creator a general play is of follows a fixed schedule,
// the same for every seed, so that the ten best and their plays are exact.
class CreatorSchedule {
 public:
  // Parts of kCycle plays that go to the best creator, the second best, ...
  static std::span<const std::uint32_t> leaders();
  static constexpr std::uint32_t kCycle = 10'000;

  explicit CreatorSchedule(std::uint32_t creators) : creators_(creators) {}

  // The rank (0 is the best) of the creator of play `index`; leaders().size() for one who is no
  // leader.
  [[nodiscard]] static std::size_t rank_at(std::uint64_t index);
  [[nodiscard]] AuthorNumber leader(std::size_t rank) const;
  // One of the others, the first ones oftener.
  [[nodiscard]] AuthorNumber other(Dice& dice) const;

 private:
  std::uint32_t creators_;  // a multiple of leaders().size()
};

// Writes the fields that all plays share.
class PlayStream : public EventStream {
 public:
  PlayStream(std::uint64_t seed, std::uint16_t number, DayCounts counts, std::int64_t lag_ms,
             const Catalog& catalog)
      : EventStream(seed, number, std::move(counts), lag_ms), catalog_(catalog) {}

  void append(Place place, std::int64_t recv_ms, std::string& out) const final;

 protected:
  struct Target {
    AuthorNumber author = 0;
    VideoNumber video = 0;
    bool is_live = false;  // a live room of the author; `video` is not used
  };
  [[nodiscard]] virtual Target target(Place place, Dice& dice) const = 0;
  // Empty: a person.
  [[nodiscard]] virtual std::string_view agent() const { return {}; }
  // The catalog outlives the stream.
  [[nodiscard]] const Catalog& catalog() const { return catalog_; }
  // One of the videos that the general creator has posted before the day.
  [[nodiscard]] VideoNumber some_video(AuthorNumber author, Day day, Dice& dice) const;

 private:
  void append_viewing(const Target& target, Day day, Dice& dice, std::string& out) const;

  const Catalog& catalog_;
};

// 24 of 100 are visits to live rooms.
class GeneralPlays final : public PlayStream {
 public:
  GeneralPlays(std::uint64_t seed, std::uint16_t number, DayCounts counts, std::int64_t lag_ms,
               const Catalog& catalog)
      : PlayStream(seed, number, std::move(counts), lag_ms, catalog),
        schedule_(catalog.general_creators()) {}

 protected:
  [[nodiscard]] Target target(Place place, Dice& dice) const override;

 private:
  CreatorSchedule schedule_;
};

// Plays of the videos of one row of the topic posts, each after it was posted.
class TopicPlays final : public PlayStream {
 public:
  TopicPlays(std::uint64_t seed, std::uint16_t number, DayCounts counts, const Catalog& catalog,
             std::size_t posts_row)
      : PlayStream(seed, number, std::move(counts), 0, catalog), posts_row_(posts_row) {}

 protected:
  [[nodiscard]] Target target(Place place, Dice& dice) const override;

 private:
  std::size_t posts_row_;
};

// Plays by automated agents, all of one creator's videos: counted, they would put that creator on
// top.
class BotPlays final : public PlayStream {
 public:
  using PlayStream::PlayStream;

 protected:
  [[nodiscard]] Target target(Place place, Dice& dice) const override;
  [[nodiscard]] std::string_view agent() const override { return "automated"; }
};

}  // namespace nd::synth
