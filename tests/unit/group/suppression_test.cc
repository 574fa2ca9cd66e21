#include "group/suppression.h"

#include <functional>
#include <random>
#include <set>

#include <doctest/doctest.h>

namespace nd::group {
namespace {

// What a reader of an output can know: the groups shown, and the total where it is shown.
struct Published {
  std::vector<std::uint64_t> shown;  // by group; unused where hidden
  Hidden hidden;
  std::uint64_t total = 0;
};

Published publish(const std::vector<std::uint64_t>& people, std::uint64_t least, TotalShown total) {
  Published out{people, suppress(people, least, total), 0};
  for (const std::uint64_t n : people)
    out.total += n;
  return out;
}

// Every value that a hidden group can have, given what is published: all solutions of "hidden
// groups add up to the total minus the shown ones".
std::vector<std::set<std::uint64_t>> solutions(const Published& published) {
  std::vector<std::size_t> unknown;
  std::uint64_t rest = published.total;
  for (std::size_t i = 0; i < published.shown.size(); ++i) {
    if (published.hidden.groups[i]) {
      unknown.push_back(i);
    } else {
      rest -= published.shown[i];
    }
  }
  std::vector<std::set<std::uint64_t>> values(unknown.size());
  std::vector<std::uint64_t> chosen(unknown.size());
  const std::function<void(std::size_t, std::uint64_t)> choose = [&](std::size_t at,
                                                                     std::uint64_t left) {
    if (at + 1 == unknown.size()) {
      chosen[at] = left;
      for (std::size_t i = 0; i < chosen.size(); ++i)
        values[i].insert(chosen[i]);
      return;
    }
    for (std::uint64_t n = 0; n <= left; ++n) {
      chosen[at] = n;
      choose(at + 1, left - n);
    }
  };
  if (!unknown.empty()) choose(0, rest);
  return values;
}

}  // namespace

TEST_SUITE("group/suppression") {
  TEST_CASE("without a total exactly the small groups are hidden") {
    const Hidden hidden = suppress(std::vector<std::uint64_t>{5, 4, 10, 0}, 5, TotalShown::kNo);
    CHECK(hidden.groups == std::vector<bool>{false, true, false, true});
    CHECK_FALSE(hidden.total);
  }

  TEST_CASE("with a total the next smallest are hidden too, of several the first") {
    CHECK(suppress(std::vector<std::uint64_t>{9, 7, 1, 7}, 5, TotalShown::kYes).groups ==
          std::vector<bool>{false, true, true, false});
    CHECK(suppress(std::vector<std::uint64_t>{1, 1, 30, 40}, 5, TotalShown::kYes).groups ==
          std::vector<bool>{true, true, true, false});
    CHECK(suppress(std::vector<std::uint64_t>{6, 7, 8}, 5, TotalShown::kYes).groups ==
          std::vector<bool>{false, false, false});
  }

  TEST_CASE("where there are not enough groups the total is hidden") {
    CHECK(suppress(std::vector<std::uint64_t>{1}, 5, TotalShown::kYes).total);
    CHECK(suppress(std::vector<std::uint64_t>{1, 2}, 5, TotalShown::kYes).total);
    CHECK_FALSE(suppress(std::vector<std::uint64_t>{1, 4}, 5, TotalShown::kYes).total);
    CHECK_FALSE(suppress(std::vector<std::uint64_t>{}, 5, TotalShown::kYes).total);
  }

  TEST_CASE("no hidden group can be solved for from what is shown") {
    std::mt19937_64 random(9);
    std::size_t hidden_groups = 0;
    for (int round = 0; round < 3000; ++round) {
      std::vector<std::uint64_t> people(random() % 6);
      for (std::uint64_t& n : people)
        n = random() % 12;
      const std::uint64_t least = 1 + random() % 8;
      const Published published = publish(people, least, TotalShown::kYes);
      std::uint64_t together = 0;
      std::size_t count = 0;
      for (std::size_t i = 0; i < people.size(); ++i) {
        REQUIRE((people[i] >= least || published.hidden.groups[i]));
        if (!published.hidden.groups[i]) continue;
        together += people[i];
        ++count;
      }
      if (published.hidden.total) continue;
      if (count == 0) continue;
      REQUIRE(count >= 2);
      REQUIRE(together >= least);
      for (const auto& values : solutions(published))
        REQUIRE(values.size() > 1);
      hidden_groups += count;
    }
    CHECK(hidden_groups > 1000);
  }

  TEST_CASE("N:NAME and its modes") {
    MinGroup group;
    CHECK(parse_into("20:users", group).has_value());
    CHECK(group.least == 20);
    CHECK(group.name == "users");
    CHECK(group.mode == MinGroup::Mode::kMask);
    CHECK(parse_into("5:a:b:drop", group).has_value());
    CHECK(group.name == "a:b");
    CHECK(group.mode == MinGroup::Mode::kDrop);
    for (const char* text : {"", "20", "x:users", "0:users", "20:", ":users"})
      CHECK_FALSE(parse_into(text, group).has_value());
  }
}

}  // namespace nd::group
