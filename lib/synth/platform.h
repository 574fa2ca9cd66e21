// Platform: one synthetic platform: a profile and a seed, its creators, and the list of all its
// event streams.
//
// To plant something new: write its stream (or a row of topics.cc) and add it in platform.cc;
// generation, shards and counts follow. A plant of plays also takes its quota from the general
// plays, so that the daily totals stay.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "synth/audience.h"
#include "synth/catalog.h"
#include "synth/event_stream.h"
#include "synth/heritage.h"
#include "synth/incomes.h"
#include "synth/profile.h"

namespace nd::synth {

// A share of malformed lines among all, in whole parts of a million.
struct Dirt {
  static constexpr std::uint32_t kWhole = 1'000'000;
  std::uint32_t parts = 0;  // less than kWhole
};
// To the nearest part. Error: 100 % or more.
[[nodiscard]] Result<Dirt> dirt_of_percent(double percent);

class Platform {
 public:
  Platform(const Profile& profile, std::uint64_t seed, Dirt dirt);

  [[nodiscard]] const Profile& profile() const { return profile_; }
  [[nodiscard]] std::uint64_t seed() const { return seed_; }
  [[nodiscard]] const Catalog& catalog() const { return *catalog_; }
  [[nodiscard]] const Audience& audience() const { return *audience_; }
  [[nodiscard]] const Incomes& incomes() const { return *incomes_; }
  [[nodiscard]] const std::vector<std::unique_ptr<EventStream>>& streams() const {
    return streams_;
  }

  // All plays by people that a report must count: general and planted ones.
  [[nodiscard]] const DayCounts& plays() const { return plays_; }
  // Of these, the ones without a topic; their creators follow the schedule (play_streams.h).
  [[nodiscard]] const DayCounts& general_plays() const { return general_plays_; }
  [[nodiscard]] const DayCounts& bot_plays() const { return bot_plays_; }
  [[nodiscard]] const DayCounts& resent_plays() const { return resent_plays_; }
  [[nodiscard]] const DayCounts& late_plays() const { return late_plays_; }
  // Of plays(), those that were received before they happened.
  [[nodiscard]] const DayCounts& skewed_plays() const { return skewed_plays_; }
  [[nodiscard]] const DayCounts& interactions() const { return interactions_; }
  [[nodiscard]] std::uint64_t malformed() const { return malformed_; }
  // Lines in all, with the malformed ones.
  [[nodiscard]] std::uint64_t lines() const;

 private:
  template <class Stream, class... Args>
  const Stream& add(DayCounts counts, Args&&... args);
  void add_plays();
  void add_topic_plays();
  void add_posts_and_searches();
  void add_interactions();
  void add_closeness();
  void add_farming_follows();
  void add_incomes();
  void add_stories();
  // Adds second copies of so many events.
  void add_resent(const EventStream& original, std::uint64_t total, DayCounts* sum);
  void add_malformed(const EventStream& model, Dirt dirt);

  Profile profile_;
  std::uint64_t seed_;
  // Streams point to these.
  std::unique_ptr<const Catalog> catalog_;
  std::unique_ptr<const Audience> audience_;
  std::unique_ptr<const Heritage> heritage_;
  std::unique_ptr<const Incomes> incomes_;
  std::vector<std::unique_ptr<EventStream>> streams_;
  const EventStream* general_stream_ = nullptr;
  DayCounts plays_;
  DayCounts general_plays_;
  DayCounts bot_plays_;
  DayCounts resent_plays_;
  DayCounts late_plays_;
  DayCounts skewed_plays_;
  DayCounts interactions_;
  std::uint64_t malformed_ = 0;
};

}  // namespace nd::synth
