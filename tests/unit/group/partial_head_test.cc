// What a head is known by; and that lines which are read by it are read as all others are.
#include "group/partial_head.h"

#include <random>

#include "group/group_harness.h"
#include "json/tree.h"
#include "json/writer.h"

namespace nd::group {
namespace {

using testing::group;
using testing::merge;
using testing::split;
using Lines = std::vector<std::string>;

std::string line_of(const std::string& rest) {
  return R"({"$nd":"2:a:b","$k":["day"],"grouping":"x",)" + rest;
}

// What a head that was learnt from a good line makes of another one: its fields; empty: nothing.
std::string read_by_head(const std::string& line) {
  Arena arena;
  PartialHead head;
  const std::string good = line_of(R"("day":"1","n":{"$count":"1"}})");
  head.learn(good, read_partial(json::parse(good, arena).value()).value());
  const PaddedString padded(line + "\n");
  const PaddedView text(padded.view().text().data(), line.size());
  PartialRecord partial;
  if (!head.is_of(text.text()) || !head.read(text, arena, partial)) return {};
  CHECK(partial.identity == "2:a:b");
  CHECK(partial.grouping == "x");
  CHECK(partial.keys.items().size() == 1);
  std::string out;
  json::append_value(out, partial.record);
  return out;
}

TEST_SUITE("group/partial_head") {
  TEST_CASE("a line that begins like another is read from behind its head") {
    CHECK(read_by_head(line_of(R"("day":"2","n":{"$count":"7"}})")) ==
          R"({"day":"2","n":{"$count":"7"}})");
    CHECK(read_by_head(line_of(R"( "day" : "2" } )")) == R"({"day":"2"})");
  }

  TEST_CASE("a line of another head, with faults, or with more than a group has, is not") {
    CHECK(read_by_head(R"({"$nd":"2:a:c","$k":["day"],"grouping":"x","day":"2"})").empty());
    CHECK(read_by_head(R"({ "$nd":"2:a:b","$k":["day"],"grouping":"x","day":"2"})").empty());
    CHECK(read_by_head(line_of(R"("day":"2")")).empty());
    CHECK(read_by_head(line_of(R"("day":"2"} x)")).empty());
    CHECK(read_by_head(line_of("\"day\":\"\xff\"}")).empty());
    CHECK(read_by_head(line_of("}")).empty());
    CHECK(read_by_head(line_of(R"("$total":true,"day":"2"})")).empty());
    CHECK(read_by_head(line_of(R"("day":"2","grouping":"y"})")).empty());
  }

  TEST_CASE("of a line that ndgroup does not write so, nothing is learnt") {
    Arena arena;
    PartialHead head;
    for (const std::string& line :
         {std::string(R"({"$k":[],"$nd":"2:a:b","n":{"$count":"1"}})"),
          std::string(R"({"$nd":"2:a:b","$k":[],"$total":true,"n":{"$count":"1"}})")}) {
      head.learn(line, read_partial(json::parse(line, arena).value()).value());
      CHECK_FALSE(head.is_of(line));
    }
  }

  // The same lines with a blank in front have no head that is known.
  TEST_CASE("merging is the same by heads and without") {
    std::mt19937_64 random(11);
    Lines records;
    for (int i = 0; i < 60; ++i) {
      records.push_back("{\"a\":" + std::to_string(random() % 7) + ",\"b\":\"" +
                        std::to_string(random() % 900) + "\"}");
    }
    GroupOptions options;
    options.partial = true;
    const GroupingSpec spec{"x", "", {"a"}, {"count", "distinct(.b)", "max(.b)", "mean(.a)"}};
    const Lines good = split(group({spec}, options, records).output);
    for (int round = 0; round < 2000; ++round) {
      Lines lines = {good[0], good[1], good[random() % good.size()], good[2], good[0]};
      std::string& line = lines[2];
      if (round % 4 != 0) line[random() % line.size()] = static_cast<char>(' ' + random() % 95);
      Lines blank;
      for (const std::string& one : lines)
        blank.push_back(" " + one);
      MergeOptions merging;
      if (round % 3 == 0) merging.partial = true;
      const auto by_heads = merge(merging, lines);
      const auto without = merge(merging, blank);
      CAPTURE(line);
      CHECK(by_heads.output == without.output);
      CHECK(by_heads.error.empty() == without.error.empty());
    }
  }

  TEST_CASE("what is put aside leaves nothing, and what comes after it is merged as before") {
    GroupOptions options;
    options.partial = true;
    const GroupingSpec spec{"x", "", {"a"}, {"count", "distinct(.a)", "sum(.a)"}};
    const Lines good =
        split(group({spec}, options, {"{\"a\":1}", "{\"a\":2}", "{\"a\":3}"}).output);
    // The last of the states of a new group is bad, when the others have been read.
    std::string bad = good[1];
    bad.replace(bad.find("\"sum_a\":{\"$sum\""), 16, "\"sum_a\":{\"$mus\"");
    io::Streams streams = testing::test_streams(testing::kPlenty);
    json::Schema schema;
    const auto op = MergePartials::compile({}, schema, streams).value();
    io::Output out = io::Output::memory();
    for (const std::string& line : {good[0], bad, good[2], good[1], good[0], good[3]}) {
      const auto status = testing::feed(*op, schema, streams, line + "\n", out);
      CHECK(static_cast<bool>(status) == (line != bad));
    }
    CHECK(op->finish(out));
    CHECK(out.buffer() ==
          "{\"grouping\":\"x\",\"a\":1,\"count\":2,\"distinct_a\":1,\"sum_a\":2}\n"
          "{\"grouping\":\"x\",\"a\":2,\"count\":1,\"distinct_a\":1,\"sum_a\":2}\n"
          "{\"grouping\":\"x\",\"a\":3,\"count\":1,\"distinct_a\":1,\"sum_a\":3}\n");
  }

  TEST_CASE("a line of a grouping that nobody wants is read to its end all the same") {
    GroupOptions options;
    options.partial = true;
    const auto made = [&](const std::string& name) {
      const GroupingSpec spec{name, "", {"a"}, {"count"}};
      return split(group({spec}, options, {"{\"a\":1}", "{\"a\":2}"}).output);
    };
    Lines all = made("x");
    const Lines others = made("y");
    all.insert(all.end(), others.begin(), others.end());
    MergeOptions merging;
    merging.only = {"y"};
    CHECK(merge(merging, all).output ==
          "{\"grouping\":\"y\",\"a\":1,\"count\":1}\n{\"grouping\":\"y\",\"a\":2,\"count\":1}\n");
    all[1].pop_back();
    CHECK_FALSE(merge(merging, all).error.empty());
  }
}

}  // namespace
}  // namespace nd::group
