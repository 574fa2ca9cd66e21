// Audience: who is there on a day.
//
// The users are numbered in three parts: the *public*, of whom each day has other members, the
// people of the heritage plant (heritage.h), and those of the farming plant (farming.h). In July
// 2024 the users of each day, and those of them who interact with creators they know, are a quota;
// the share of the one in the other is F13. On the other days not every member is seen.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "synth/catalog.h"
#include "synth/random.h"

namespace nd::synth {

using UserNumber = std::uint32_t;

// A part of the users. Member `index` is user at(index); which one that is changes with the seed.
class People {
 public:
  // Requires: count > 0.
  People(UserNumber first, std::uint32_t count, std::uint64_t seed)
      : first_(first), count_(count), start_(Dice(seed, first).below(count)) {}

  [[nodiscard]] std::uint32_t count() const { return count_; }
  [[nodiscard]] UserNumber at(std::uint64_t index) const {
    return first_ + walked(index, count_, start_);
  }

 private:
  UserNumber first_;
  std::uint32_t count_;
  std::uint32_t start_;
};

// Users of a day, and those of them who interact on a page of creators they know, as nano has them.
struct DayUse {
  std::uint32_t users;
  std::uint32_t close;
};

class Audience {
 public:
  // The catalog outlives the audience. Takes some of its users for the plants.
  Audience(const Profile& profile, std::uint64_t seed, const Catalog& catalog);

  [[nodiscard]] const People& heritage() const { return heritage_; }
  [[nodiscard]] const People& farming() const { return farming_; }

  [[nodiscard]] static DayUse use_of(Day day);
  // How many members of the public are there on the day.
  [[nodiscard]] std::uint32_t present(Day day) const {
    return days_[static_cast<std::size_t>(day)].present;
  }
  // Of these, by their index, those who interact with creators they know: in July 2024, none else.
  [[nodiscard]] std::uint32_t close(Day day) const { return use_of(day).close * factor_; }
  // Different users. Requires: index < present(day).
  [[nodiscard]] UserNumber member(Day day, std::uint32_t index) const {
    return walked(index, public_, days_[static_cast<std::size_t>(day)].start);
  }
  // One of them, the first oftener.
  [[nodiscard]] UserNumber someone(Day day, Dice& dice) const {
    return member(day, dice.lower(present(day)));
  }
  // Somebody who interacts: in July 2024 one of those who do so with creators they know as well, so
  // that no other user of the day does anything but look.
  [[nodiscard]] UserNumber someone_active(Day day, Dice& dice) const {
    return kJuly2024.contains(day) ? member(day, dice.lower(close(day))) : someone(day, dice);
  }

 private:
  struct OnDay {
    std::uint32_t present;
    UserNumber start;
  };
  std::uint32_t factor_;
  std::uint32_t public_;
  People heritage_;
  People farming_;
  std::vector<OnDay> days_;
};

}  // namespace nd::synth
