// Plays: what everybody watches (GeneralPlays), and the plays planted in topics (TopicPlays,
// DocumentaryPlays).
//
// Does not belong here: plays of which somebody in particular is the viewer (heritage.h,
// farming.h).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "synth/audience.h"
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
             const Catalog& catalog, const Audience& audience)
      : EventStream(seed, number, std::move(counts), lag_ms),
        catalog_(catalog),
        audience_(audience) {}

  void append(Place place, std::int64_t recv_ms, std::string& out) const final;

 protected:
  // How long somebody watches: as it happens, long enough for a valid play, too short for one.
  enum class Viewing : std::uint8_t { kAny, kValid, kShort };
  // Whoever is there on the day.
  static constexpr UserNumber kSomeone = ~UserNumber{0};
  struct Target {
    AuthorNumber author = 0;
    VideoNumber video = 0;
    bool is_live = false;  // a live room of the author; `video` is not used
    UserNumber user = kSomeone;
    Viewing viewing = Viewing::kAny;
  };
  [[nodiscard]] virtual Target target(Place place, Dice& dice) const = 0;
  // Empty: a person.
  [[nodiscard]] virtual std::string_view agent() const { return {}; }
  // They outlive the stream.
  [[nodiscard]] const Catalog& catalog() const { return catalog_; }
  [[nodiscard]] const Audience& audience() const { return audience_; }

 private:
  // `usual` is more than anybody watches who is free to.
  [[nodiscard]] static std::uint32_t play_time_ms(std::uint32_t usual, Viewing viewing, Dice& dice);
  void append_viewing(const Target& target, Day day, Dice& dice, std::string& out) const;

  const Catalog& catalog_;
  const Audience& audience_;
};

// 24 of 100 are visits to live rooms.
class GeneralPlays final : public PlayStream {
 public:
  GeneralPlays(std::uint64_t seed, std::uint16_t number, DayCounts counts, std::int64_t lag_ms,
               const Catalog& catalog, const Audience& audience)
      : PlayStream(seed, number, std::move(counts), lag_ms, catalog, audience),
        schedule_(catalog.general_creators()) {}

 protected:
  [[nodiscard]] Target target(Place place, Dice& dice) const override;

 private:
  CreatorSchedule schedule_;
};

// Plays on devices whose clocks are a day and two hours fast: received before they happened, as
// they say, and on the day before or the one before that. None is of a leader.
class SkewedPlays final : public PlayStream {
 public:
  // The lag of such a stream.
  static constexpr std::int64_t kSkewMs = -26 * kMsPerHour;

  SkewedPlays(std::uint64_t seed, std::uint16_t number, DayCounts counts, const Catalog& catalog,
              const Audience& audience)
      : PlayStream(seed, number, std::move(counts), kSkewMs, catalog, audience),
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
             const Audience& audience, std::size_t posts_row)
      : PlayStream(seed, number, std::move(counts), 0, catalog, audience), posts_row_(posts_row) {}

 protected:
  [[nodiscard]] Target target(Place place, Dice& dice) const override;

 private:
  std::size_t posts_row_;
};

// Plays of the documentaries on a topic.
class DocumentaryPlays final : public PlayStream {
 public:
  // Requires: the topic is one of documentary_topics().
  DocumentaryPlays(std::uint64_t seed, std::uint16_t number, DayCounts counts,
                   const Catalog& catalog, const Audience& audience, TopicId topic)
      : PlayStream(seed, number, std::move(counts), 0, catalog, audience), topic_(topic) {}

 protected:
  [[nodiscard]] Target target(Place place, Dice& dice) const override;

 private:
  TopicId topic_;
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
