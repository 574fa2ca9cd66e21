// Lines with a key and a value, what nduniq is to make of them, and how an operator is fed them:
// for the tests of what keeps one record for each key.
#pragma once

#include <cstddef>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "columns/key_columns.h"
#include "io/output.h"
#include "io/streams.h"
#include "json/schema.h"
#include "sort/unique_options.h"
#include "stream/feed.h"

namespace nd::sort {

struct Line {
  int key = 0;
  int value = 0;  // 0: null
  std::string text;
};

inline std::vector<Line> random_lines(std::mt19937& random, std::size_t count, unsigned keys) {
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

// What is kept and what is dropped, each in the order of the input.
struct Split {
  std::string kept;
  std::string dropped;
  friend bool operator==(const Split&, const Split&) = default;
};

// The oracle: which record of each key stays, by looking at all of them.
inline Split expected(const std::vector<Line>& lines, Keep keep) {
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

inline columns::KeyColumns columns(const std::vector<std::string>& items, json::Schema& schema) {
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

}  // namespace nd::sort
