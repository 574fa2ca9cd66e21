#include "synth/closeness.h"

#include <array>
#include <string_view>
#include <vector>

#include "base/number.h"
#include "synth/social_streams.h"

namespace nd::synth {
namespace {

constexpr DaySpan kNever = {0, -1};

constexpr std::array<LiveBond, 5> kBonds = {{
    {30, true, in_2024(1, 1, 6, 30), kNever},
    {30, true, in_2024(1, 1, 6, 30), in_2024(9, 1, 10, 31)},
    {4, false, kNever, kNever},
    {4, false, in_2024(1, 1, 3, 31), in_2024(4, 1, 6, 30)},
    {4, false, in_2024(8, 1, 9, 30), kNever},
}};

constexpr std::uint32_t kOpensOfOtherDays = 40;

constexpr std::array<std::string_view, 4> kPrivateTabs = {"follow", "profile", "message", "group"};
constexpr std::array<std::string_view, 4> kPublicTabs = {"feature", "nearby", "search",
                                                         "selection"};
constexpr std::array<std::string_view, 4> kOnVideos = {"like", "comment", "forward", "collect"};
constexpr std::array<std::string_view, 3> kInRooms = {"like", "comment", "gift"};

// Dice of who follows whom, apart from those of other entities (farming.cc).
constexpr std::uint64_t kBondDice = std::uint64_t{6} << 40;

// The bond of a member of the day; kBonds.size() for one who has none.
std::size_t bond_of(std::uint32_t member, Day day, std::uint32_t factor) {
  for (std::size_t bond = 0; bond < kBonds.size(); ++bond) {
    const std::uint32_t first = first_of_bond(bond, day, factor);
    if (member >= first && member < first + kBonds[bond].members * factor) return bond;
  }
  return kBonds.size();
}

}  // namespace

std::span<const LiveBond> live_bonds() {
  return kBonds;
}

std::uint32_t interacting_decoys() {
  std::uint32_t decoys = kOnPublicPages;
  for (const LiveBond& bond : kBonds)
    decoys += bond.counts ? 0 : bond.members;
  return decoys;
}

// Those who count come first, then who interacts in other private places, then the decoys: on
// public pages, and in the rooms of creators whom they do not follow.
std::uint32_t first_of_bond(std::size_t bond, Day day, std::uint32_t factor) {
  std::uint32_t first = kBonds[bond].counts ? 0 : Audience::use_of(day).close + kOnPublicPages;
  for (std::size_t before = 0; before < bond; ++before) {
    if (kBonds[before].counts == kBonds[bond].counts) first += kBonds[before].members;
  }
  return first * factor;
}

AuthorNumber bound_to(std::size_t bond, UserNumber user, std::uint64_t seed,
                      const Catalog& catalog) {
  const std::uint32_t creators =
      catalog.general_creators() / static_cast<std::uint32_t>(kBonds.size());
  return static_cast<AuthorNumber>(bond) * creators + Dice(seed, kBondDice + user).below(creators);
}

DayCounts AppOpens::per_day(const Audience& audience, std::uint32_t factor) {
  std::vector<std::uint64_t> per_day;
  per_day.reserve(kDays);
  for (Day day = 0; day < kDays; ++day) {
    if (kJuly2024.contains(day)) {
      per_day.push_back(audience.present(day));
    } else {
      per_day.push_back(is_logged(day) ? std::uint64_t{kOpensOfOtherDays} * factor : 0);
    }
  }
  return DayCounts(per_day);
}

void AppOpens::append(Place place, std::int64_t recv_ms, std::string& out) const {
  Dice dice = this->dice(place);
  append_envelope(place, "app_open", recv_ms, out);
  // Of the members of other days those who are seen least otherwise.
  const std::uint32_t present = audience_.present(place.day);
  const std::uint32_t member = present - 1 - walked(place.ordinal, counts().on(place.day));
  append_user(audience_.member(place.day, member), out);
  append_numbered(R"(,"session_id":"o)", dice.next(), out);
  out += '}';
}

DayCounts CloseInteractions::per_day(std::uint32_t factor) {
  std::vector<std::uint64_t> per_day(static_cast<std::size_t>(kDays));
  for (Day day = kJuly2024.first; day <= kJuly2024.last; ++day) {
    per_day[static_cast<std::size_t>(day)] =
        std::uint64_t{Audience::use_of(day).close + interacting_decoys()} * factor;
  }
  return DayCounts(per_day);
}

void CloseInteractions::append(Place place, std::int64_t recv_ms, std::string& out) const {
  Dice dice = this->dice(place);
  const std::uint32_t member = walked(place.ordinal, counts().on(place.day));
  const UserNumber user = audience_.member(place.day, member);
  append_envelope(place, "interact", recv_ms, out);
  append_user(user, out);
  const std::size_t bond = bond_of(member, place.day, factor_);
  if (bond < kBonds.size()) {
    append_in_room(bound_to(bond, user, seed(), catalog_), place.day, dice, out);
  } else if (member < audience_.close(place.day)) {
    append_on_page(kPrivateTabs[member % kPrivateTabs.size()], place.day, dice, out);
  } else {
    append_on_page(kPublicTabs[member % kPublicTabs.size()], place.day, dice, out);
  }
  out += '}';
}

void CloseInteractions::append_in_room(AuthorNumber author, Day day, Dice& dice,
                                       std::string& out) const {
  const std::string_view action = kInRooms[dice.below(kInRooms.size())];
  append_live_id(author, day, out);
  append_numbered(R"(,"author_id":"a)", author, out);
  append_action(action, "live_room", out);
  if (action == "comment") append_comment(dice, out);
  if (action == "gift") {
    out += R"(,"gift_price_fen":)";
    append_uint(out, 10 + dice.below_squared(100'000));
  }
}

void CloseInteractions::append_on_page(std::string_view tab, Day day, Dice& dice,
                                       std::string& out) const {
  const AuthorNumber author = dice.lower(catalog_.general_creators());
  if (tab == "message") {
    append_numbered(R"(,"author_id":"a)", author, out);
    append_action("message", tab, out);
    return;
  }
  const std::string_view action = kOnVideos[dice.below(kOnVideos.size())];
  append_numbered(R"(,"video_id":"v)", catalog_.some_video(author, day, dice), out);
  append_numbered(R"(,"author_id":"a)", author, out);
  append_action(action, tab, out);
  if (action == "comment") append_comment(dice, out);
}

// The members of one bond of all days of July, day by day.
Bond BondFollows::bond(std::uint32_t index) const {
  const std::uint32_t of_a_day = kBonds[bond_].members * factor_;
  const Day day = kJuly2024.first + static_cast<Day>(index / of_a_day);
  const std::uint32_t member = first_of_bond(bond_, day, factor_) + index % of_a_day;
  const UserNumber user = audience_.member(day, member);
  return {user, bound_to(bond_, user, seed(), catalog_)};
}

}  // namespace nd::synth
