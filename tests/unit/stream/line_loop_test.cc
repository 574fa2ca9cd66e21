#include "stream/line_loop.h"

#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "temporary_file.h"

namespace {

// What became of the lines of a file that was read in blocks of some size.
struct Outcome {
  std::vector<std::string> kept;
  std::uint64_t used = 0;
  std::uint64_t rejected = 0;
  std::string message;  // of the error that ended the run
  bool operator==(const Outcome&) const = default;
};

// The records whose `type` is search, by a loop that may search for that text.
Outcome read(const std::string& path, std::size_t block_bytes, bool rejects) {
  nd::json::Schema schema;
  const nd::json::Slot type = schema.add(nd::json::FieldPath::parse("type").value());
  schema.add(nd::json::FieldPath::parse("n").value());
  nd::io::Streams streams;
  if (rejects) streams.sinks.rejects = nd::io::Output::file("/dev/null").value();
  nd::stream::LineChecker checker(schema, streams.input.lines);
  nd::stream::Prefilter prefilter("\"search\"");
  nd::stream::ErrorPolicy policy(streams);
  Outcome outcome;
  const auto consume = [&](const nd::stream::Record& record) -> nd::Status {
    const nd::json::Value& value = nd::json::at(record.row, type);
    if (value.is_string() && value.text() == "search")
      outcome.kept.emplace_back(record.text.text());
    return {};
  };
  nd::io::BlockReader reader({path}, {.block_bytes = block_bytes});
  nd::io::Block block;
  for (;;) {
    const auto more = reader.next(block);
    REQUIRE(more);
    if (!*more) break;
    const auto next =
        nd::stream::consume_block(block, checker, prefilter, policy, consume, [] { return false; });
    if (next) continue;
    outcome.message = next.error().message;
    break;
  }
  outcome.used = streams.outcome.counts.used;
  outcome.rejected = streams.outcome.counts.rejected;
  return outcome;
}

using nd::tests::TemporaryFile;

// The places in the rejects of files that are read one after the other under one policy.
std::vector<std::string> places_of_bad_lines(const std::vector<std::string>& paths) {
  nd::json::Schema schema;
  nd::io::Streams streams;
  streams.sinks.rejects = nd::io::Output::memory();
  nd::stream::LineChecker checker(schema, streams.input.lines);
  nd::stream::ErrorPolicy policy(streams);
  const auto consume = [](const nd::stream::Record&) { return nd::Status(); };
  for (const std::string& path : paths) {
    nd::io::BlockReader reader({path}, {.block_bytes = 4});
    REQUIRE(nd::stream::for_each_record(reader, checker, policy, consume, [] { return false; }));
  }
  std::vector<std::string> places;
  std::istringstream rejects(streams.sinks.rejects->buffer());
  for (std::string line; std::getline(rejects, line);) {
    const std::size_t at = line.find("\"line\"");
    places.push_back(line.substr(at, line.find(",\"error\"") - at));
  }
  return places;
}

// Why a line is no record, empty if it is one.
std::string refusal(const std::string& line, nd::stream::Walk walk) {
  nd::json::Schema schema;
  schema.add(nd::json::FieldPath::parse("a").value());
  const nd::io::Streams streams;
  nd::stream::LineChecker checker(schema, streams.input.lines, walk);
  const nd::PaddedString padded(line + "\n");
  const nd::json::LineEnd end = nd::json::end_of_line(padded.view().begin());
  const nd::PaddedView text = nd::stream::trim(padded.view().begin(), end.newline);
  return checker.project(text, end) ? std::string() : std::string(checker.error().message);
}

}  // namespace

TEST_SUITE("stream/line_loop") {
  TEST_CASE("what becomes of a line does not depend on where blocks start") {
    const std::vector<std::string> damaged = {R"({"id":1,"type":"play","n":})",
                                              R"({"type":"search","n":})",
                                              R"({"type":,"n":1})",
                                              R"({"n":1}{"type":"play","n":2})",
                                              R"({"type":"search"}{"n":2})",
                                              R"({"type":"play","n":1)",
                                              R"({"type":"se\u0061rch","n":1 2})",
                                              R"(  {"type":"play","n":01} )",
                                              "[1,",
                                              R"({"$cut":"ndparse usage"{"type":"play","n":1})"};
    std::mt19937 random(11);
    for (int round = 0; round < 40; ++round) {
      std::string text;
      // The last one ends the run: now and then.
      const std::size_t kinds = damaged.size() - (round % 4 == 0 ? 0 : 1);
      for (int i = 0; i < 400; ++i) {
        std::string line = R"({"id":")" + std::string(random() % 70, 'x') + R"(","type":")" +
                           (random() % 40 == 0 ? "search" : "play") + R"(","n":1})";
        if (random() % 30 == 0) line = damaged[random() % kinds];
        text += line + "\n";
      }
      const TemporaryFile file(text);
      for (const bool rejects : {true, false}) {
        const Outcome whole = read(file.path, std::size_t{1} << 20, rejects);
        for (const std::size_t size : {1UL, 2UL, 3UL, 7UL, 64UL, 100UL, 1000UL, 5000UL}) {
          INFO("block of ", size, " round ", round);
          CHECK(read(file.path, size, rejects) == whole);
        }
      }
    }
  }

  TEST_CASE("with --validate each bad line is found, and no other, wherever blocks start") {
    const std::vector<std::string> bad = {"{\"n\":1,\"s\":\"\xc3\"}",
                                          "{\"n\":1,\"n\":2}",
                                          "{\"n\":1,\"o\":{\"a\":1,\"a\":2}}",
                                          "{\"n\":1,\"x\":01}",
                                          "{\"n\":1,\"x\":\"\\q\"}",
                                          "{\"n\":1}}",
                                          "[1,",
                                          "\xff"};
    std::mt19937 random(13);
    for (int round = 0; round < 20; ++round) {
      std::string text;
      std::vector<std::string> kept;
      for (int i = 0; i < 2000; ++i) {
        std::string line = "{\"n\":" + std::to_string(i) + ",\"s\":\"" +
                           std::string(random() % 30, 'x') + (random() % 3 == 0 ? "é\"}" : "\"}");
        if (random() % (round + 2) == 0) {
          line = bad[random() % bad.size()];
        } else {
          kept.push_back(line);
        }
        text += line + "\n";
      }
      const TemporaryFile file(text);
      for (const std::size_t size : {1UL, 1000UL, 30000UL, 1UL << 20}) {
        nd::json::Schema schema;
        schema.add(nd::json::FieldPath::parse("n").value());
        nd::io::Streams streams;
        streams.sinks.rejects = nd::io::Output::memory();
        streams.input.lines.validate = true;
        nd::stream::LineChecker checker(schema, streams.input.lines);
        nd::stream::ErrorPolicy policy(streams);
        std::vector<std::string> got;
        const auto consume = [&](const nd::stream::Record& record) -> nd::Status {
          got.emplace_back(record.text.text());
          return {};
        };
        nd::io::BlockReader reader({file.path}, {.block_bytes = size});
        REQUIRE(
            nd::stream::for_each_record(reader, checker, policy, consume, [] { return false; }));
        CHECK(got == kept);
      }
    }
  }

  TEST_CASE("the places of bad lines are those of their own file") {
    const TemporaryFile first("1\n\nx\nx\n[\n2\nx");
    const TemporaryFile second("x\n3\n\n \tx\n");
    const std::vector<std::string> of_first = {R"("line":3,"byte":3)", R"("line":4,"byte":5)",
                                               R"("line":5,"byte":8)", R"("line":7,"byte":11)"};
    const std::vector<std::string> of_second = {R"("line":1,"byte":0)", R"("line":4,"byte":7)"};
    const auto both = [](std::vector<std::string> a, const std::vector<std::string>& b) {
      a.insert(a.end(), b.begin(), b.end());
      return a;
    };
    CHECK(places_of_bad_lines({first.path}) == of_first);
    // Files whose blocks begin at the same byte, at the same place in memory and with one name.
    CHECK(places_of_bad_lines({first.path, second.path}) == both(of_first, of_second));
    CHECK(places_of_bad_lines({second.path, first.path}) == both(of_second, of_first));
    CHECK(places_of_bad_lines({first.path, first.path}) == both(of_first, of_first));
  }

  TEST_CASE("two records on one line are noticed wherever the walk stops") {
    for (const auto walk : {nd::stream::Walk::kAsFarAsNeeded, nd::stream::Walk::kWhole}) {
      CHECK(refusal(R"({"a":1,"b":2}{"a":2})", walk) == "something follows the value");
      CHECK(refusal("{\"a\":1,\"b\":2}\r{\"a\":2}", walk) == "something follows the value");
      CHECK(refusal("{\"a\":1,\"b\":2}\t{\"a\":2}\r", walk) == "something follows the value");
      CHECK(refusal(R"({"a":1,"b":"}{"})", walk).empty());
      // Whatever stands between them, where the first one is flat.
      for (const std::string between : {" ", "  ", ",", ", ", " , ", "x", ";", " and then      "}) {
        CHECK(refusal(R"({"a":1,"b":2})" + between + R"({"a":2})", walk) ==
              "something follows the value");
        CHECK(refusal(R"({"a":1,"b":[1]})" + between + R"({"a":2,"o":[{},{}]})", walk) ==
              "something follows the value");
      }
      for (const std::string between : {" ", ",", "x"}) {
        CHECK(refusal(R"({"a":1,"b":{"c":[{"d":1},{"d":2}]}})" + between + R"({"a":2})", walk) ==
              "something follows the value");
      }
      CHECK(refusal(R"({"a":1,"b":[{"c":2},{"c":3}],"o":[1, {"x":{}},{}]})", walk).empty());
      CHECK(refusal(R"({"a":1, "b": [{"c": 2}, {"c": 3}], "o": {"x": {}}})", walk).empty());
      CHECK(refusal(R"({"a":1,"b":"}, {","o":"} {","p":"}x{"})", walk).empty());
      CHECK(refusal(R"([{"a":1},{"a":2}])", walk).empty());
      CHECK(refusal("{\"a\":1,\t\"b\":{\"c\":2}}\r", walk).empty());
    }
  }

  TEST_CASE("a whole walk finds what lies behind the last wanted field") {
    const std::string line = R"({"a":1,"b":,"c":2})";
    CHECK(refusal(line, nd::stream::Walk::kAsFarAsNeeded).empty());
    CHECK(refusal(line, nd::stream::Walk::kWhole) == "expected a value");
    CHECK(refusal(R"({"a":1,"b":2})", nd::stream::Walk::kWhole).empty());
  }
}
