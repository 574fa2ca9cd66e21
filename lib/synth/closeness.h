// Closeness: who opens the app on a day of July 2024, who interacts with creators they know, and
// who only seems to (F13).
//
// A live room counts only for somebody who follows its author at that moment. The bonds say who has
// followed whom, and when; each has creators of its own, so that no bond stands in for another.
#pragma once

#include <cstdint>
#include <span>

#include "synth/audience.h"
#include "synth/follow_stream.h"

namespace nd::synth {

// How some members of each July day are bound to a creator in whose live room they interact, in
// nano's numbers. A span without days: they never do so.
struct LiveBond {
  std::uint32_t members;
  bool counts;  // they follow at that moment
  DaySpan follow;
  DaySpan unfollow;
  [[nodiscard]] bool follows() const { return follow.days() > 0; }
  [[nodiscard]] bool unfollows() const { return unfollow.days() > 0; }
  // What somebody finds who asks at the end of the year.
  [[nodiscard]] bool follows_at_end() const { return follows() && !unfollows(); }
};
[[nodiscard]] std::span<const LiveBond> live_bonds();

// Of each July day, those who interact, but on public pages.
inline constexpr std::uint32_t kOnPublicPages = 8;
// All of a day who interact and yet do not count, in nano's numbers.
[[nodiscard]] std::uint32_t interacting_decoys();

// The members of the audience that belong to the bond of that number on a day of July: the first of
// them. Requires: the day is in July 2024.
[[nodiscard]] std::uint32_t first_of_bond(std::size_t bond, Day day, std::uint32_t factor);
// The creator to whom the user is bound.
[[nodiscard]] AuthorNumber bound_to(std::size_t bond, UserNumber user, std::uint64_t seed,
                                    const Catalog& catalog);

// Everybody of July, and a few of every other day.
class AppOpens final : public EventStream {
 public:
  [[nodiscard]] static DayCounts per_day(const Audience& audience, std::uint32_t factor);
  // `counts` are those of per_day(). The audience outlives the stream.
  AppOpens(std::uint64_t seed, std::uint16_t number, DayCounts counts, const Audience& audience)
      : EventStream(seed, number, std::move(counts), 0), audience_(audience) {}

  void append(Place place, std::int64_t recv_ms, std::string& out) const override;

 private:
  const Audience& audience_;
};

class CloseInteractions final : public EventStream {
 public:
  [[nodiscard]] static DayCounts per_day(std::uint32_t factor);
  // `counts` are those of per_day(). What is referred to outlives the stream.
  CloseInteractions(std::uint64_t seed, std::uint16_t number, DayCounts counts,
                    const Catalog& catalog, const Audience& audience, std::uint32_t factor)
      : EventStream(seed, number, std::move(counts), 0),
        catalog_(catalog),
        audience_(audience),
        factor_(factor) {}

  void append(Place place, std::int64_t recv_ms, std::string& out) const override;

 private:
  void append_in_room(AuthorNumber author, Day day, Dice& dice, std::string& out) const;
  void append_on_page(std::string_view tab, Day day, Dice& dice, std::string& out) const;

  const Catalog& catalog_;
  const Audience& audience_;
  std::uint32_t factor_;
};

// The follows or the unfollows of one bond.
class BondFollows final : public FollowStream {
 public:
  // What is referred to outlives the stream.
  BondFollows(std::uint64_t seed, std::uint16_t number, DayCounts counts, std::string_view action,
              const Catalog& catalog, const Audience& audience, std::size_t bond,
              std::uint32_t factor)
      : FollowStream(seed, number, std::move(counts), action),
        catalog_(catalog),
        audience_(audience),
        bond_(bond),
        factor_(factor) {}

 protected:
  [[nodiscard]] Bond bond(std::uint32_t index) const override;

 private:
  const Catalog& catalog_;
  const Audience& audience_;
  std::size_t bond_;
  std::uint32_t factor_;
};

}  // namespace nd::synth
