#include "sort/unique_best.h"

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "sort/unique_lines.h"
#include "stream/partwise.h"
#include "temporary_file.h"

namespace nd::sort {
namespace {

KeepRank rank(Keep keep, json::Schema& schema) {
  const bool by_value = keep == Keep::kMin || keep == Keep::kMax;
  return {columns(by_value ? std::vector<std::string>{"v"} : std::vector<std::string>{}, schema),
          keep};
}

Split best_of_each(const std::vector<Line>& lines, Keep keep, std::uint64_t memory) {
  json::Schema schema;
  columns::KeyColumns keys = columns({"k"}, schema);
  io::Output out = io::Output::memory();
  io::Output dropped = io::Output::memory();
  UniqueBest op(std::move(keys), rank(keep, schema), {}, {memory, "/tmp", 1, &dropped, false});
  run(op, schema, lines, out);
  return {out.buffer(), dropped.buffer()};
}

// The same of a file that several threads read in chunks of about 100 bytes.
Split best_of_file(const std::vector<Line>& lines, Keep keep, std::uint64_t memory, unsigned jobs) {
  std::string text;
  for (const Line& line : lines)
    text += line.text + "\n";
  const tests::TemporaryFile file(text);
  const auto files = io::ChunkedFiles::open({file.path}, 100);
  REQUIRE(files);
  json::Schema schema;
  columns::KeyColumns keys = columns({"k"}, schema);
  io::Output out = io::Output::memory();
  io::Output dropped = io::Output::memory();
  UniqueBest op(std::move(keys), rank(keep, schema), {}, {memory, "/tmp", 1, &dropped, false});
  io::Streams streams;
  REQUIRE(stream::run_partwise(streams, schema, op, *files, jobs).has_value());
  CHECK(streams.outcome.counts.used == lines.size());
  REQUIRE(op.finish(out).has_value());
  return {out.buffer(), dropped.buffer()};
}

// The first of each key with a count, as KEY, TAB, RECORD.
std::string counted(const std::vector<Line>& lines, std::uint64_t memory) {
  json::Schema schema;
  columns::KeyColumns keys = columns({"k"}, schema);
  CountField count;
  REQUIRE(json::parse_into("n", count.path.emplace()).has_value());
  count.parents.add(*count.path, schema);
  io::Output out = io::Output::memory();
  UniqueBest op(std::move(keys), KeepRank({}, Keep::kFirst), std::move(count),
                {memory, "/tmp", 1, nullptr, true});
  CHECK(op.rewrites_later());
  run(op, schema, lines, out);
  return out.buffer();
}

}  // namespace

TEST_SUITE("sort/unique_best") {
  TEST_CASE("with any memory, what is kept and dropped is what looking at everything says") {
    std::mt19937 random(43);
    for (const unsigned keys : {1U, 10U, 500U, 100'000U}) {
      const auto lines = random_lines(random, 3000, keys);
      for (const Keep keep : {Keep::kFirst, Keep::kLast, Keep::kMin, Keep::kMax}) {
        const Split wanted = expected(lines, keep);
        for (const std::uint64_t memory :
             {std::uint64_t{1}, std::uint64_t{100'000}, std::uint64_t{64} << 20}) {
          CAPTURE(keys);
          CAPTURE(memory);
          const Split got = best_of_each(lines, keep, memory);
          CHECK(got.kept == wanted.kept);
          CHECK(got.dropped == wanted.dropped);
        }
      }
    }
  }

  TEST_CASE("read by several threads, with any memory, it is the same") {
    std::mt19937 random(45);
    for (const unsigned keys : {1U, 500U, 100'000U}) {
      const auto lines = random_lines(random, 3000, keys);
      for (const Keep keep : {Keep::kFirst, Keep::kLast, Keep::kMin, Keep::kMax}) {
        const Split wanted = expected(lines, keep);
        for (const std::uint64_t memory :
             {std::uint64_t{1}, std::uint64_t{100'000}, std::uint64_t{64} << 20}) {
          for (const unsigned jobs : {1U, 3U}) {
            CAPTURE(keys);
            CAPTURE(memory);
            CAPTURE(jobs);
            CHECK(best_of_file(lines, keep, memory, jobs) == wanted);
          }
        }
      }
    }
  }

  TEST_CASE("with any memory, a count says how many had the key") {
    std::mt19937 random(44);
    for (const unsigned keys : {1U, 500U, 100'000U}) {
      const auto lines = random_lines(random, 3000, keys);
      std::map<int, int> times;
      for (const Line& line : lines)
        ++times[line.key];
      std::string wanted;
      for (const Line& line : lines) {
        const auto at = times.find(line.key);
        if (at == times.end()) continue;
        wanted += "[null," + std::to_string(line.key) + "]\t" +
                  line.text.substr(0, line.text.size() - 1) +
                  ",\"n\":" + std::to_string(at->second) + "}\n";
        times.erase(at);
      }
      for (const std::uint64_t memory : {std::uint64_t{1}, std::uint64_t{64} << 20}) {
        CAPTURE(keys);
        CAPTURE(memory);
        CHECK(counted(lines, memory) == wanted);
      }
    }
  }

  TEST_CASE("nothing leaves before the end, and from nothing comes nothing") {
    json::Schema schema;
    columns::KeyColumns keys = columns({"k"}, schema);
    UniqueBest op(std::move(keys), rank(Keep::kMin, schema), {}, {});
    io::Output out = io::Output::memory();
    CHECK_FALSE(op.rewrites_later());
    REQUIRE(op.finish(out).has_value());
    CHECK(out.buffer().empty());
  }

  TEST_CASE("a record that cannot take a count leaves no trace") {
    json::Schema schema;
    columns::KeyColumns keys = columns({"."}, schema);
    CountField count;
    REQUIRE(json::parse_into("n", count.path.emplace()).has_value());
    UniqueBest op(std::move(keys), KeepRank({}, Keep::kFirst), std::move(count), {});
    io::Output out = io::Output::memory();
    io::Streams streams;
    const Status status = stream::testing::feed(op, schema, streams, "{\"k\":1}\n7\n", out);
    REQUIRE_FALSE(status.has_value());
    CHECK(status.error().message.starts_with("test:2:1: --count adds a field"));
    REQUIRE(op.finish(out).has_value());
    CHECK(out.buffer() == "{\"k\":1,\"n\":1}\n");
  }
}

}  // namespace nd::sort
