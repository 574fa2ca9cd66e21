#include "synth/generator.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace nd::synth {
namespace {

std::vector<std::string> lines_of(const Platform& platform, Shard shard = {}) {
  Generator generator(platform, shard);
  std::vector<std::string> lines;
  for (std::string line; generator.next(line); line.clear())
    lines.push_back(line);
  return lines;
}

// The text of a field up to the next comma or brace; empty if there is none.
std::string field(const std::string& line, const std::string& name) {
  const std::string key = "\"" + name + "\":";
  const std::size_t at = line.find(key);
  if (at == std::string::npos) return {};
  const std::size_t from = at + key.size();
  return line.substr(from, line.find_first_of(",}", from) - from);
}
std::int64_t number(const std::string& line, const std::string& name) {
  return std::stoll(field(line, name));
}

// An agent that is null is none.
bool is_agent(const std::string& line) {
  const std::string agent = field(line, "agent");
  return !agent.empty() && agent != "null";
}

Platform nano(std::uint64_t seed, Dirt dirt = {}) {
  return {*find_profile("nano"), seed, dirt};
}

TEST_SUITE("synth/generator") {
  TEST_CASE("every planned event comes out once, in the order of receipt") {
    const Platform platform = nano(1);
    const std::vector<std::string> lines = lines_of(platform);
    CHECK(lines.size() == platform.lines());
    std::int64_t before = 0;
    for (const std::string& line : lines) {
      const std::int64_t recv_ms = number(line, "recv_ms");
      REQUIRE(recv_ms >= before);
      before = recv_ms;
    }
  }

  TEST_CASE(
      "only clocks that are fast have events received before they happened, on a day before") {
    std::map<Day, int> skewed;
    for (const std::string& line : lines_of(nano(6))) {
      const std::int64_t time_ms = number(line, "time_ms");
      const std::int64_t recv_ms = number(line, "recv_ms");
      if (recv_ms > time_ms) continue;
      CHECK(field(line, "type") == "\"play\"");
      CHECK(day_at(recv_ms) < day_at(time_ms));
      ++skewed[day_at(time_ms)];
    }
    CHECK(skewed == std::map<Day, int>{{day_of(2024, 7, 1), 6}, {day_of(2024, 8, 1), 9}});
  }

  TEST_CASE("one day a year is missing from the log, and no other") {
    std::unordered_set<Day> days;
    for (const std::string& line : lines_of(nano(2)))
      days.insert(day_at(number(line, "time_ms")));
    for (Day day = 0; day < kDays; ++day)
      CHECK((days.count(day) == 1) == (day != day_of(2023, 5, 12) && day != day_of(2024, 9, 3)));
  }

  TEST_CASE("the shards one after the other are the whole") {
    const Platform platform = nano(5);
    const std::vector<std::string> whole = lines_of(platform);
    for (const std::uint32_t count : {2U, 7U, 64U}) {
      std::vector<std::string> parts;
      for (std::uint32_t i = 1; i <= count; ++i) {
        const std::vector<std::string> part = lines_of(platform, {i, count});
        parts.insert(parts.end(), part.begin(), part.end());
      }
      CHECK(parts == whole);
    }
  }

  TEST_CASE("another seed makes other records") {
    CHECK(lines_of(nano(1), {1, 100}) == lines_of(nano(1), {1, 100}));
    CHECK(lines_of(nano(1), {1, 100}) != lines_of(nano(2), {1, 100}));
  }

  TEST_CASE("a second copy is the first one, received later, nothing else shares an id") {
    const Platform platform = nano(3);
    std::unordered_map<std::string, std::string> first;
    std::map<std::string, int> copied_types;
    for (const std::string& line : lines_of(platform)) {
      const auto [it, fresh] = first.try_emplace(field(line, "id"), line);
      if (fresh) continue;
      ++copied_types[field(line, "type")];
      CHECK(number(it->second, "recv_ms") < number(line, "recv_ms"));
      std::string same = line;
      const std::string recv = field(line, "recv_ms");
      same.replace(same.find(recv, same.find("recv_ms")), recv.size(),
                   field(it->second, "recv_ms"));
      CHECK(same == it->second);
    }
    CHECK(copied_types["\"play\""] == 3'030);
    CHECK(copied_types["\"interact\""] == 150);
    CHECK(copied_types["\"income\""] == 150);
    CHECK(copied_types["\"link_mic\""] == 1);
  }

  TEST_CASE("daily plays of July, each counted once and without bots, are as planned") {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
      std::unordered_set<std::string> ids;
      std::map<Day, int> plays;
      for (const std::string& line : lines_of(nano(seed))) {
        if (field(line, "type") != "\"play\"" || is_agent(line)) continue;
        if (ids.insert(field(line, "id")).second) ++plays[day_at(number(line, "time_ms"))];
      }
      int july_2023 = 0;
      int july_2024 = 0;
      for (Day day = 0; day < 31; ++day) {
        july_2023 += plays[day_of(2023, 7, 1) + day];
        july_2024 += plays[day_of(2024, 7, 1) + day];
      }
      CHECK(july_2023 == 250 * 31);
      CHECK(july_2024 == 281 * 31);
    }
  }

  TEST_CASE("the users of each day of July 2024 are as planned") {
    for (const std::uint64_t seed : {1U, 2U}) {
      std::map<Day, std::unordered_set<std::string>> users;
      for (const std::string& line : lines_of(nano(seed))) {
        const Day day = day_at(number(line, "time_ms"));
        if (!kJuly2024.contains(day) || is_agent(line)) continue;
        if (std::string user = field(line, "user_id"); !user.empty())
          users[day].insert(std::move(user));
      }
      for (Day day = kJuly2024.first; day <= kJuly2024.last; ++day)
        CHECK(users[day].size() == Audience::use_of(day).users);
    }
  }

  TEST_CASE("every type of event is there") {
    std::map<std::string, int> types;
    for (const std::string& line : lines_of(nano(1)))
      ++types[field(line, "type")];
    for (const char* type : {"play", "search", "post", "interact", "follow", "income", "exposure",
                             "live", "app_open", "link_mic"}) {
      CHECK_MESSAGE(types["\"" + std::string(type) + "\""] > 0, type);
    }
  }

  TEST_CASE("late events are those of 30 December that come after the cut") {
    int late = 0;
    int late_before = 0;
    for (const std::string& line : lines_of(nano(1))) {
      const std::int64_t time_ms = number(line, "time_ms");
      const std::int64_t recv_ms = number(line, "recv_ms");
      if (recv_ms >= kAsOfMs) ++late;
      if (time_ms < day_start_ms(kYear2024) && recv_ms >= kAsOfPriorMs) ++late_before;
    }
    CHECK(late == 25);
    CHECK(late_before == 25);
  }

  TEST_CASE("malformed lines are the share asked for and leave the others as they are") {
    const Platform clean = nano(1);
    const Platform dirty = nano(1, *dirt_of_percent(2.5));
    CHECK(dirty.malformed() == clean.lines() * 25 / 975);
    CHECK(dirty.lines() == clean.lines() + dirty.malformed());
    std::vector<std::string> expected = lines_of(clean);
    std::vector<std::string> all = lines_of(dirty);
    std::sort(expected.begin(), expected.end());
    std::sort(all.begin(), all.end());
    std::vector<std::string> added;
    std::set_difference(all.begin(), all.end(), expected.begin(), expected.end(),
                        std::back_inserter(added));
    REQUIRE(added.size() == dirty.malformed());
    std::size_t cut = 0;
    std::size_t not_utf8 = 0;
    std::size_t nan = 0;
    std::size_t twice = 0;
    for (const std::string& line : added) {
      if (line.back() != '}') {
        ++cut;
      } else if (line.find('\xbf') != std::string::npos && line.find("note") != std::string::npos) {
        ++not_utf8;
      } else if (field(line, "time_ms") == "NaN") {
        ++nan;
      } else if (line.find("\"type\"") != line.rfind("\"type\"")) {
        ++twice;
      }
    }
    CHECK(cut + not_utf8 + nan + twice == added.size());
    for (const std::size_t kind : {cut, not_utf8, nan, twice})
      CHECK(kind >= added.size() / 4);
  }

  TEST_CASE("a shard is written I/N") {
    CHECK(parse_shard("3/8")->index == 3);
    CHECK(parse_shard("3/8")->count == 8);
    for (const char* text :
         {"", "3", "0/8", "9/8", "a/b", "1/", "/2", "1/2/3", "-1/2", "1/9999999"}) {
      CHECK_MESSAGE(!parse_shard(text).has_value(), text);
    }
    const Shard::Range range = Shard{2, 3}.of(10);
    CHECK(range.begin == 3);
    CHECK(range.end == 6);
  }
}

}  // namespace
}  // namespace nd::synth
