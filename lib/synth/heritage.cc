#include "synth/heritage.h"

#include <array>
#include <vector>

#include "synth/social_streams.h"

namespace nd::synth {
namespace {

// 95 are deeply interested, 35 of them with ten plays.
constexpr std::array<HeritageGroup, 6> kGroups = {{
    {35, 10, 10, 10, true},
    {60, 5, 5, 5, true},
    {40, 4, 4, 4, true},   // too few plays
    {30, 5, 5, 5, false},  // no interaction that counts
    {20, 5, 5, 3, true},   // too few valid ones
    {15, 5, 2, 5, true},   // on two days
}};
constexpr std::array<std::string_view, 5> kCounting = {"like", "comment", "follow", "forward",
                                                       "collect"};
constexpr std::array<std::string_view, 3> kNotCounting = {"hate", "cancel_like", "report"};

// The days of 2024 without those of July, whose users are a quota of their own.
Day day_outside_july(std::uint32_t index) {
  const auto day = kYear2024 + static_cast<Day>(index % (366 - 31));
  return day < kJuly2024.first ? day : day + kJuly2024.days();
}

// The day on which a person of the group has a play.
Day day_of_play(const HeritageGroup& group, std::uint32_t person, std::uint32_t play) {
  return day_outside_july(person * 53 + play % group.days * 7);
}

// For each person of each group.
template <class Visit>
void for_each_person(const Visit& visit) {
  std::uint32_t person = 0;
  for (const HeritageGroup& group : kGroups) {
    for (std::uint32_t i = 0; i < group.people; ++i)
      visit(group, person++);
  }
}

std::vector<std::pair<Day, Heritage::Play>> list_plays() {
  std::vector<std::pair<Day, Heritage::Play>> plays;
  for_each_person([&](const HeritageGroup& group, std::uint32_t person) {
    for (std::uint32_t play = 0; play < group.plays; ++play) {
      const bool is_live = play == 0 && person < kHeritageLearners;
      plays.emplace_back(day_of_play(group, person, play),
                         Heritage::Play{person, play < group.valid, is_live});
    }
  });
  return plays;
}

std::vector<std::pair<Day, Heritage::Act>> list_acts() {
  std::vector<std::pair<Day, Heritage::Act>> acts;
  for_each_person([&](const HeritageGroup& group, std::uint32_t person) {
    const std::string_view action = group.interacts ? kCounting[person % kCounting.size()]
                                                    : kNotCounting[person % kNotCounting.size()];
    acts.emplace_back(day_of_play(group, person, group.plays - 1), Heritage::Act{person, action});
  });
  return acts;
}

}  // namespace

std::span<const HeritageGroup> heritage_groups() {
  return kGroups;
}

Heritage::Heritage() : plays_(list_plays()), acts_(list_acts()) {}

PlayStream::Target HeritagePlays::target(Place place, Dice& dice) const {
  const auto [play, copy] = plays_.at(place, factor_);
  const Members& members = catalog().members(FieldId::kHeritage);
  const std::uint32_t index = dice.below(members.creators);
  return {members.first_author + index, members.first_video + index, play->is_live,
          audience().heritage().at(std::uint64_t{copy} * kHeritagePeople + play->person),
          play->valid ? Viewing::kValid : Viewing::kShort};
}

void HeritageActs::append(Place place, std::int64_t recv_ms, std::string& out) const {
  Dice dice = this->dice(place);
  const auto [act, copy] = acts_.at(place, factor_);
  const Members& members = catalog_.members(FieldId::kHeritage);
  const std::uint32_t index = dice.below(members.creators);
  const bool follows = act->action == "follow";
  append_envelope(place, follows ? "follow" : "interact", recv_ms, out);
  append_user(audience_.heritage().at(std::uint64_t{copy} * kHeritagePeople + act->person), out);
  if (!follows) append_numbered(R"(,"video_id":"v)", members.first_video + index, out);
  append_numbered(R"(,"author_id":"a)", members.first_author + index, out);
  append_action(act->action, "feature", out);
  if (act->action == "comment") append_comment(dice, out);
  out += '}';
}

}  // namespace nd::synth
