#include "stat/stat.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "stream/feed.h"

namespace nd::stat {
namespace {

std::string listed(const std::vector<std::string>& lines, const StatOptions& options = {},
                   std::size_t forks = 0) {
  const json::Schema schema;
  io::Streams streams;
  io::Output out = io::Output::memory();
  Stat stat(options);
  if (forks == 0) {
    REQUIRE(stream::testing::feed(stat, schema, streams, stream::testing::joined(lines), out)
                .has_value());
  }
  for (std::size_t fork = 0; fork < forks; ++fork) {
    std::vector<std::string> part;
    for (std::size_t i = fork; i < lines.size(); i += forks)
      part.push_back(lines[i]);
    Stat other = stat.fork();
    REQUIRE(stream::testing::feed(other, schema, streams, stream::testing::joined(part), out)
                .has_value());
    REQUIRE(stat.absorb(other).has_value());
  }
  REQUIRE(stat.finish(out).has_value());
  return out.buffer();
}

}  // namespace

TEST_SUITE_BEGIN("stat/stat");

TEST_CASE("one record for each path, in the order of names") {
  CHECK(
      listed({R"({"b":2,"a":"x"})", R"({"a":null})"}) ==
      R"({"path":".","types":{"object":2},"missing":0,"distinct":0,"approximate":false,"min":null,"max":null,"mean":null,"form":null,"examples":[]}
{"path":".a","types":{"null":1,"string":1},"missing":0,"distinct":1,"approximate":false,"min":"x","max":"x","mean":null,"form":null,"examples":["x"]}
{"path":".b","types":{"integer":1},"missing":1,"distinct":1,"approximate":false,"min":2,"max":2,"mean":2,"form":null,"examples":[2]}
)");
}

TEST_CASE("long texts are cut, whole characters") {
  const std::string text = listed({R"({"a":")" + std::string(59, 'x') + R"(éé"})"});
  CHECK(text.find("\"min\":\"" + std::string(59, 'x') + "…\"") != std::string::npos);
}

TEST_CASE("deeper paths than asked for are left out") {
  StatOptions options;
  options.depth = 1;
  const std::string text = listed({R"({"a":{"b":1},"c":[1]})"}, options);
  CHECK(std::count(text.begin(), text.end(), '\n') == 3);
}

TEST_CASE("order and threads make no difference") {
  std::mt19937 random(7);
  std::vector<std::string> lines;
  for (int i = 0; i < 500; ++i) {
    std::string line = R"({"id":"u)" + std::to_string(random() % 90) + R"(","v":)" +
                       std::to_string(random() % 1000) + "." + std::to_string(random() % 10);
    if (random() % 3 == 0) line += R"(,"t":["a",{"x":)" + std::to_string(random() % 9) + "}]";
    lines.push_back(line + "}");
  }
  for (const auto write : {StatOptions::Write::kPaths, StatOptions::Write::kSchema}) {
    StatOptions options;
    options.write = write;
    const std::string whole = listed(lines, options);
    std::shuffle(lines.begin(), lines.end(), random);
    CHECK(listed(lines, options) == whole);
    CHECK(listed(lines, options, 3) == whole);
  }
}

TEST_CASE("no records have no paths") {
  CHECK(listed({}).empty());
}

TEST_SUITE_END();

}  // namespace nd::stat
