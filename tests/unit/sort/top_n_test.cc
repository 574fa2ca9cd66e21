#include "sort/top_n.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "stream/feed.h"

namespace nd::sort {
namespace {

columns::KeyColumns columns(const std::vector<std::string>& items, json::Schema& schema) {
  auto keys = columns::KeyColumns::compile(items, columns::Marks::kNone, schema, {});
  REQUIRE(keys.has_value());
  return *std::move(keys);
}

RankingOptions options(std::uint64_t limit) {
  RankingOptions out;
  out.limit = limit;
  return out;
}

// Runs an operator over the lines; with `forks`, each line goes to one of them.
template <class Op>
std::string finished(Op& op, const json::Schema& schema, const std::vector<std::string>& lines,
                     std::size_t forks = 0) {
  io::Streams streams;
  io::Output out = io::Output::memory();
  if (forks == 0) {
    REQUIRE(stream::testing::feed(op, schema, streams, stream::testing::joined(lines), out)
                .has_value());
  }
  for (std::size_t fork = 0; fork < forks; ++fork) {
    Op part = op.fork();
    std::vector<std::string> share;
    for (std::size_t i = fork; i < lines.size(); i += forks)
      share.push_back(lines[i]);
    REQUIRE(stream::testing::feed(part, schema, streams, stream::testing::joined(share), out)
                .has_value());
    REQUIRE(op.absorb(std::move(part)).has_value());
  }
  REQUIRE(op.finish(out).has_value());
  return out.buffer();
}

std::string top(const std::vector<std::string>& lines, std::uint64_t limit, std::size_t forks = 0) {
  json::Schema schema;
  columns::KeyColumns by = columns({"v"}, schema);
  TopN op(std::move(by), columns({"g"}, schema), {}, options(limit));
  return finished(op, schema, lines, forks);
}

std::string counted(const std::vector<std::string>& lines, std::uint64_t limit,
                    std::size_t forks = 0) {
  json::Schema schema;
  columns::KeyColumns values =
      columns({"v=(.v | if type == \"array\" then .[] else . end)"}, schema);
  TopCount op(std::move(values), columns({"g"}, schema), options(limit));
  return finished(op, schema, lines, forks);
}

std::vector<std::string> random_lines(std::mt19937& random, std::size_t count) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < count; ++i) {
    lines.push_back("{\"g\":" + std::to_string(random() % 3) +
                    ",\"v\":" + std::to_string(random() % 30) + "}");
  }
  return lines;
}

}  // namespace

TEST_SUITE("sort/top_n") {
  TEST_CASE("the largest of each group, groups in the order of their keys") {
    CHECK(top({R"({"g":"b","v":1})", R"({"g":"a","v":2})", R"({"g":"a","v":3})",
               R"({"g":"b","v":null})"},
              1) == "{\"g\":\"a\",\"v\":3}\n{\"g\":\"b\",\"v\":1}\n");
  }

  TEST_CASE("values are counted, each of several, null not") {
    CHECK(counted({R"({"g":1,"v":["x","y","x"]})", R"({"g":1,"v":"y"})", R"({"g":1,"v":[]})",
                   R"({"g":2,"v":null})", R"({"g":1.0,"v":["y",null]})"},
                  9) == "{\"g\":1,\"v\":\"y\",\"count\":3}\n{\"g\":1,\"v\":\"x\",\"count\":2}\n");
  }

  TEST_CASE("counts are those of a map of the standard library") {
    std::mt19937 random(51);
    const auto lines = random_lines(random, 5000);
    std::map<std::string, int> counts;
    for (const std::string& line : lines)
      ++counts[line.substr(0, line.size() - 1)];
    std::vector<std::string> wanted;
    for (const auto& [head, count] : counts)
      wanted.push_back(head + ",\"count\":" + std::to_string(count) + "}");
    auto got = stream::testing::split(counted(lines, 1000));
    std::sort(wanted.begin(), wanted.end());
    std::sort(got.begin(), got.end());
    CHECK(got == wanted);
  }

  TEST_CASE("parts give what the whole gives") {
    std::mt19937 random(52);
    const auto lines = random_lines(random, 500);
    for (const std::uint64_t limit : {1, 4, 1000}) {
      CHECK(top(lines, limit, 3) == top(lines, limit));
      CHECK(counted(lines, limit, 3) == counted(lines, limit));
    }
  }
}

}  // namespace nd::sort
