#include "sort/unique.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "sort/unique_best.h"
#include "stream/feed.h"

namespace nd::sort {
namespace {

struct Line {
  int key = 0;
  int value = 0;  // 0: null
  std::string text;
};

std::vector<Line> random_lines(std::mt19937& random, std::size_t count, unsigned keys) {
  std::vector<Line> lines;
  for (std::size_t i = 0; i < count; ++i) {
    Line line{static_cast<int>(random() % keys), static_cast<int>(random() % 6), ""};
    line.text = "{\"k\":" + std::to_string(line.key) +
                ",\"v\":" + (line.value == 0 ? "null" : std::to_string(line.value)) +
                ",\"i\":" + std::to_string(i) + "}";
    lines.push_back(std::move(line));
  }
  return lines;
}

struct Split {
  std::string kept;
  std::string dropped;
  friend bool operator==(const Split&, const Split&) = default;
};

// The oracle: which record of each key stays, by looking at all of them.
Split expected(const std::vector<Line>& lines, Keep keep) {
  const auto better = [&](const Line& a, const Line& b) {
    if (keep == Keep::kFirst) return false;
    if (keep == Keep::kLast) return true;
    if (a.value == 0 || b.value == 0) return b.value == 0 && a.value != 0;
    return keep == Keep::kMin ? a.value < b.value : a.value > b.value;
  };
  std::map<int, std::size_t> best;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto [at, is_new] = best.emplace(lines[i].key, i);
    if (!is_new && better(lines[i], lines[at->second])) at->second = i;
  }
  Split out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    (best[lines[i].key] == i ? out.kept : out.dropped) += lines[i].text + "\n";
  }
  return out;
}

columns::KeyColumns columns(const std::vector<std::string>& items, json::Schema& schema) {
  auto keys = columns::KeyColumns::compile(items, columns::Marks::kNone, schema, {});
  REQUIRE(keys.has_value());
  return *std::move(keys);
}

template <class Op>
void run(Op& op, const json::Schema& schema, const std::vector<Line>& lines, io::Output& out) {
  std::string text;
  for (const Line& line : lines)
    text += line.text + "\n";
  io::Streams streams;
  REQUIRE(stream::testing::feed(op, schema, streams, text, out).has_value());
  REQUIRE(op.finish(out).has_value());
}

Split unique(const std::vector<Line>& lines, Keep keep, std::uint64_t memory) {
  json::Schema schema;
  columns::KeyColumns keys = columns({"k"}, schema);
  io::Output out = io::Output::memory();
  io::Output dropped = io::Output::memory();
  const UniqueOptions options{memory, "/tmp", 1, &dropped, false};
  if (keep == Keep::kFirst) {
    UniqueFirst op(std::move(keys), options);
    run(op, schema, lines, out);
  } else {
    const bool by_value = keep != Keep::kLast;
    columns::KeyColumns by =
        columns(by_value ? std::vector<std::string>{"v"} : std::vector<std::string>{}, schema);
    UniqueBest op(std::move(keys), KeepRank(std::move(by), keep), {}, options);
    run(op, schema, lines, out);
  }
  return {out.buffer(), dropped.buffer()};
}

std::string within(const std::vector<Line>& lines, std::int64_t records) {
  json::Schema schema;
  columns::KeyColumns keys = columns({"k"}, schema);
  UniqueWindow op(std::move(keys), columns({}, schema), {Window::Kind::kRecords, records, 0}, {});
  io::Output out = io::Output::memory();
  run(op, schema, lines, out);
  return out.buffer();
}

}  // namespace

TEST_SUITE("sort/unique") {
  TEST_CASE(
      "with any memory, what is kept and what is dropped is what looking at everything says") {
    std::mt19937 random(41);
    for (const unsigned keys : {1U, 10U, 500U, 100'000U}) {
      const auto lines = random_lines(random, 3000, keys);
      for (const Keep keep : {Keep::kFirst, Keep::kLast, Keep::kMin, Keep::kMax}) {
        const Split wanted = expected(lines, keep);
        for (const std::uint64_t memory :
             {std::uint64_t{1}, std::uint64_t{100'000}, std::uint64_t{64} << 20}) {
          CAPTURE(keys);
          CAPTURE(memory);
          const Split got = unique(lines, keep, memory);
          CHECK(got.kept == wanted.kept);
          CHECK(got.dropped == wanted.dropped);
        }
      }
    }
  }

  TEST_CASE("a window of N records drops what was met in the N records before") {
    std::mt19937 random(42);
    const auto lines = random_lines(random, 2000, 20);
    for (const std::int64_t records : {1, 2, 7, 50, 5000}) {
      std::string wanted;
      std::map<int, std::int64_t> met;
      for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto now = static_cast<std::int64_t>(i);
        const auto at = met.find(lines[i].key);
        if (at == met.end() || now - at->second > records) wanted += lines[i].text + "\n";
        met[lines[i].key] = now;
      }
      CAPTURE(records);
      CHECK(within(lines, records) == wanted);
    }
  }

  TEST_CASE("the text of a key is canonical, tabs in it are escaped") {
    json::Schema schema;
    columns::KeyColumns keys = columns({"a", "b"}, schema);
    io::Output out = io::Output::memory();
    UniqueFirst op(std::move(keys), {std::uint64_t{1} << 20, "/tmp", 1, nullptr, true});
    io::Streams streams;
    REQUIRE(stream::testing::feed(op, schema, streams, "{\"b\":1.0,\"a\":\"x\\ty\"}\n", out)
                .has_value());
    CHECK(out.buffer() == "[null,\"x\\ty\",1]\t{\"b\":1.0,\"a\":\"x\\ty\"}\n");
  }
}

}  // namespace nd::sort
