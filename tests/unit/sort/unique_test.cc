#include "sort/unique.h"

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "sort/unique_lines.h"
#include "stream/feed.h"
#include "stream/partwise.h"
#include "temporary_file.h"

namespace nd::sort {
namespace {

Split first_of_each(const std::vector<Line>& lines, std::uint64_t memory) {
  json::Schema schema;
  io::Output out = io::Output::memory();
  io::Output dropped = io::Output::memory();
  UniqueFirst op(columns({"k"}, schema), {memory, "/tmp", 1, &dropped, false});
  run(op, schema, lines, out);
  return {out.buffer(), dropped.buffer()};
}

// The same of a file that threads read in chunks of about 100 bytes.
Split first_of_file(const std::string& path, std::uint64_t memory, unsigned jobs, bool keyed) {
  const auto files = io::ChunkedFiles::open({path}, 100);
  REQUIRE(files);
  json::Schema schema;
  io::Output dropped = io::Output::memory();
  UniqueFirst op(columns({"k"}, schema), {memory, "/tmp", 1, &dropped, keyed});
  io::Streams streams;
  streams.sinks.out = io::Output::memory();
  REQUIRE(stream::run_partwise(streams, schema, op, *files, jobs).has_value());
  REQUIRE(op.finish(streams.sinks.out).has_value());
  return {streams.sinks.out.buffer(), dropped.buffer()};
}

std::string within(const std::vector<Line>& lines, std::int64_t records) {
  json::Schema schema;
  columns::KeyColumns keys = columns({"k"}, schema);
  UniqueWindow op(std::move(keys), columns::TimeColumn(columns({}, schema)),
                  {columns::Window::Kind::kRecords, records, 0}, {});
  io::Output out = io::Output::memory();
  run(op, schema, lines, out);
  return out.buffer();
}

}  // namespace

TEST_SUITE("sort/unique") {
  TEST_CASE("with any memory the first of each key is kept, as looking at everything says") {
    std::mt19937 random(41);
    for (const unsigned keys : {1U, 10U, 500U, 100'000U}) {
      const auto lines = random_lines(random, 3000, keys);
      const Split wanted = expected(lines, Keep::kFirst);
      for (const std::uint64_t memory :
           {std::uint64_t{1}, std::uint64_t{100'000}, std::uint64_t{64} << 20}) {
        CAPTURE(keys);
        CAPTURE(memory);
        CHECK(first_of_each(lines, memory) == wanted);
      }
    }
  }

  TEST_CASE("of a file that threads read the first of each key is kept too, with any memory") {
    std::mt19937 random(47);
    for (const unsigned keys : {1U, 500U, 100'000U}) {
      const auto lines = random_lines(random, 3000, keys);
      std::string text;
      for (const Line& line : lines)
        text += line.text + "\n";
      const tests::TemporaryFile file(text);
      const Split wanted = expected(lines, Keep::kFirst);
      Split keyed;
      for (const std::string& line : stream::testing::split(wanted.kept)) {
        const std::size_t key = line.find(':') + 1;
        keyed.kept += "[null," + line.substr(key, line.find(',') - key) + "]\t" + line + "\n";
      }
      keyed.dropped = wanted.dropped;
      for (const std::uint64_t memory :
           {std::uint64_t{1}, std::uint64_t{100'000}, std::uint64_t{64} << 20}) {
        for (const unsigned jobs : {1U, 3U}) {
          CAPTURE(keys);
          CAPTURE(memory);
          CHECK(first_of_file(file.path, memory, jobs, false) == wanted);
          CHECK(first_of_file(file.path, memory, jobs, true) == keyed);
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
