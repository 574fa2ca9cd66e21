#include "group/key_memo.h"

#include <array>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "stream/feed.h"

namespace nd::group {
namespace {

// Makes each record's key in two ways, and notes where they differ.
struct Comparison {
  Comparison(columns::KeyColumns given, columns::KeyColumns plain)
      : keys(std::move(given)), expected(std::move(plain)), memo(keys.size()) {}

  Status consume(const stream::Record& record, io::Output& /*out*/) {
    key::KeyBuffer wanted;
    const Status plain = expected.append(wanted, record);
    bool repeated = false;
    const Status made = memo.make(keys, record, repeated);
    CHECK(made.has_value() == plain.has_value());
    if (made) {
      CHECK(memo.key().text() == wanted.view());
      if (repeated) CHECK(last == wanted.view());
      repeats += repeated ? 1 : 0;
      last = wanted.view();
    } else {
      ++failures;
    }
    return {};
  }
  Status finish(io::Output&) { return {}; }

  columns::KeyColumns keys;
  columns::KeyColumns expected;
  KeyMemo memo;
  std::string last;
  int repeats = 0;
  int failures = 0;
};

// Records with values that stay the same for about `stay` records.
std::string records(std::mt19937_64& random, int count, unsigned stay) {
  static const std::vector<std::string> kValues = {"\"play\"",
                                                   "\"plax\"",
                                                   "\"\"",
                                                   "\"2024-01-01\"",
                                                   "\"a text that is longer than that\"",
                                                   "\"0123456789abcdef\"",
                                                   "17",
                                                   "-3",
                                                   "1.50",
                                                   "null",
                                                   "true",
                                                   "[1,2]",
                                                   "\"\\u0000\\u0001\""};
  std::array<std::string, 3> now = {"1", "2", "3"};
  std::string lines;
  for (int i = 0; i < count; ++i) {
    for (std::string& value : now) {
      if (random() % stay == 0) value = kValues[random() % kValues.size()];
    }
    // Some lack the last field, which is null then.
    const std::string last = now[2] == "17" ? "" : ",\"c\":" + now[2];
    lines += "{\"a\":" + now[0] + ",\"b\":" + now[1] + last + "}\n";
  }
  return lines;
}

}  // namespace

TEST_SUITE("group/key_memo") {
  TEST_CASE("keys are those of the columns, whatever the one before was") {
    std::mt19937_64 random(5);
    const std::vector<std::vector<std::string>> lists = {
        {"a", "b"}, {"a", "b", "c"}, {"a", "x=(.b // .c)"}, {"x=(.a | tostring)", "c", "a"}};
    int repeats = 0;
    for (const auto& items : lists) {
      for (const unsigned stay : {1U, 3U, 40U}) {
        json::Schema schema;
        const auto compile = [&] {
          auto keys =
              columns::KeyColumns::compile(items, columns::Marks::kNone, schema, Bindings{});
          REQUIRE(keys.has_value());
          return *std::move(keys);
        };
        auto first = compile();
        Comparison comparison(std::move(first), compile());
        io::Streams streams;
        io::Output out = io::Output::memory();
        REQUIRE(stream::testing::feed(comparison, schema, streams, records(random, 1000, stay), out)
                    .has_value());
        repeats += comparison.repeats;
      }
    }
    CHECK(repeats > 500);
  }

  TEST_CASE("a key that fails is none that the next one is made of") {
    json::Schema schema;
    const std::vector<std::string> items = {"a", "x=(.b + 1)"};
    const auto compile = [&] {
      return *columns::KeyColumns::compile(items, columns::Marks::kNone, schema, Bindings{});
    };
    auto first = compile();
    Comparison comparison(std::move(first), compile());
    io::Streams streams;
    io::Output out = io::Output::memory();
    const std::string lines =
        "{\"a\":1,\"b\":1}\n{\"a\":1,\"b\":1}\n{\"a\":2,\"b\":\"x\"}\n{\"a\":2,\"b\":1}\n"
        "{\"a\":2,\"b\":1}\n{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":1}\n";
    REQUIRE(stream::testing::feed(comparison, schema, streams, lines, out).has_value());
    CHECK(comparison.failures == 2);
    CHECK(comparison.repeats == 2);
  }
}

}  // namespace nd::group
