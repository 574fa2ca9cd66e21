#include "sort/sort.h"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "stream/feed.h"

namespace nd::sort {
namespace {

struct Keyed {
  json::Schema schema;
  columns::KeyColumns keys;
};

Keyed keyed(const std::vector<std::string>& items) {
  Keyed out;
  auto keys = columns::KeyColumns::compile(items, columns::Marks::kReverse, out.schema, {});
  REQUIRE(keys.has_value());
  out.keys = *std::move(keys);
  return out;
}

std::string sorted(const std::vector<std::string>& items, const std::vector<std::string>& lines,
                   Duplicates duplicates = Duplicates::kKeep) {
  Keyed by = keyed(items);
  Sort op(std::move(by.keys), {std::uint64_t{1} << 20, "/tmp", 1, duplicates});
  io::Streams streams;
  io::Output out = io::Output::memory();
  REQUIRE(stream::testing::feed(op, by.schema, streams, stream::testing::joined(lines), out)
              .has_value());
  CHECK(out.buffer().empty());
  REQUIRE(op.finish(out).has_value());
  return out.buffer();
}

std::string disorder(const std::vector<std::string>& items, const std::vector<std::string>& lines,
                     Duplicates duplicates = Duplicates::kKeep) {
  Keyed by = keyed(items);
  SortCheck op(std::move(by.keys), duplicates);
  io::Streams streams;
  io::Output out = io::Output::memory();
  const PaddedString padded(stream::testing::joined(lines));
  io::Block block{padded.view(), "file", 1, 0, false};
  stream::LineChecker checker(by.schema, streams.input.lines);
  stream::Prefilter prefilter;
  stream::ErrorPolicy policy(streams);
  REQUIRE(stream::consume_block(
              block, checker, prefilter, policy,
              [&](const stream::Record& record) { return op.consume(record, out); },
              [&] { return op.done(); })
              .has_value());
  CHECK(out.buffer().empty());
  return op.disorder();
}

}  // namespace

TEST_SUITE("sort/sort") {
  TEST_CASE("records leave byte for byte, in the order of their keys, equal ones as they came") {
    CHECK(
        sorted({"a", "b:r"}, {R"({ "a":2 })", R"({"a":1,"b":1,"i":1})", R"({"b":2,"a":1.0})",
                              R"({"a":1,"b":1,"i":2})"}) ==
        "{\"b\":2,\"a\":1.0}\n{\"a\":1,\"b\":1,\"i\":1}\n{\"a\":1,\"b\":1,\"i\":2}\n{ \"a\":2 }\n");
  }

  TEST_CASE("of equal keys the first one is kept where that is asked for") {
    CHECK(sorted({"a"}, {"{\"a\":2,\"i\":1}", "{\"a\":1}", "{\"a\":2,\"i\":2}"},
                 Duplicates::kDropLater) == "{\"a\":1}\n{\"a\":2,\"i\":1}\n");
  }

  TEST_CASE("a check names the first record that is out of order, and reads no further") {
    CHECK(disorder({"a"}, {"1", "{\"a\":1}", "{\"a\":1}", "{\"a\":2}"}).empty());
    CHECK(disorder({"a"}, {"{\"a\":2}", "{\"a\":1}", "{\"a\":0}"}) ==
          "file:2: out of order\n  {\"a\":1}");
    CHECK(disorder({"a"}, {"{\"a\":1}", "{\"a\":1}"}, Duplicates::kDropLater) ==
          "file:2: the key of the record before it again\n  {\"a\":1}");
    CHECK(disorder({"a:r"}, {"{\"a\":2}", "{\"a\":1}", "{\"a\":0}"}).empty());
  }
}

}  // namespace nd::sort
