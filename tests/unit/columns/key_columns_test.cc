#include "columns/key_columns.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "json/writer.h"
#include "key/key_encoder.h"
#include "stream/feed.h"

namespace nd::columns {
namespace {

// The keys of a record as a list of canonical JSON texts.
struct KeyReader {
  explicit KeyReader(KeyColumns columns) : keys(std::move(columns)) {}

  Status consume(const stream::Record& record, io::Output& out) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
      json::append_value(out.buffer(), ND_TRY(keys.value(i, record)));
      out.buffer().push_back(' ');
    }
    return {};
  }
  Status finish(io::Output&) { return {}; }

  KeyColumns keys;
};

std::string values(const std::vector<std::string>& items, const std::string& line) {
  json::Schema schema;
  auto keys = KeyColumns::compile(items, Marks::kReverse, schema, {});
  REQUIRE_MESSAGE(keys.has_value(), keys.error().message);
  KeyReader reader(*std::move(keys));
  io::Streams streams;
  io::Output out = io::Output::memory();
  const auto status = stream::testing::feed(reader, schema, streams, line + "\n", out);
  return status ? out.buffer() : "error: " + status.error().message;
}

Result<KeyColumns> compiled(const std::string& item, Marks marks = Marks::kNone) {
  static json::Schema schema;
  return KeyColumns::compile(std::vector<std::string>{item}, marks, schema, {});
}

}  // namespace

TEST_SUITE("columns/key_columns") {
  TEST_CASE("a bare name or path is a field, never a function") {
    CHECK(values({"length", "a.b", R"(."odd name")"},
                 R"({"length":7,"a":{"b":[1]},"odd name":"x"})") == R"(7 [1] "x" )");
    CHECK(values({"nothing"}, "{}") == "null ");
  }

  TEST_CASE("anything else is an expression") {
    CHECK(values({"(.a + 1)", "n=.a * 2", "-.a", "m=(.b // \"none\")"}, R"({"a":3})") ==
          R"(4 6 -3 "none" )");
  }

  TEST_CASE("the name is what was written, else the field's, an expression has none of its own") {
    CHECK(compiled("a.b")->name(0) == "a.b");
    CHECK(compiled("day=date")->name(0) == "day");
    CHECK(compiled("(.a)")->name(0) == "a");
    CHECK(compiled("x=(.a + 1)")->name(0) == "x");
    CHECK(compiled(R"("odd name"=(.a + 1))")->path(0).name() == "odd name");
    CHECK(compiled("(.a + 1)")->name(0).empty());
  }

  TEST_CASE("the mark :r is taken where it means something") {
    CHECK(compiled("a:r", Marks::kReverse).has_value());
    CHECK(compiled("(.a + 1):r", Marks::kReverse).has_value());
    CHECK(compiled("a:r").error().kind == ErrorKind::kUsage);
    CHECK(compiled("a:n", Marks::kReverse).error().kind == ErrorKind::kUsage);
  }

  TEST_CASE("a direction that is written as elsewhere is told how it is written here") {
    for (const char* item : {"a.b:desc", "a.b:asc", "-a.b", "+a.b", ".a.b desc", "a.b ASC"}) {
      INFO(item);
      CHECK(std::string(compiled(item, Marks::kReverse).error().message) ==
            "'" + std::string(item) +
                "' is no key: a.b:r runs from the largest to the smallest, a.b the other way");
    }
    CHECK(compiled("-.a", Marks::kReverse).has_value());
    for (const char* item : {"-nosuch(.a)", "a b", "a:1 +", "a + b)"}) {
      CHECK(compiled(item, Marks::kReverse).error().message.find("is no key") == std::string::npos);
      CHECK(compiled(item).error().kind == ErrorKind::kUsage);
    }
    CHECK(compiled("-a").error().message.find("is no key") == std::string::npos);
  }

  TEST_CASE("what is wrong is a usage error before anything is read") {
    for (const char* item : {"a b", "(.a", "nosuch(.a)", "a..b"}) {
      CHECK(compiled(item).error().kind == ErrorKind::kUsage);
    }
  }

  TEST_CASE("no value, several values and a failure are errors of the record") {
    CHECK(values({"(.a[])"}, R"({"a":[1,2]})").starts_with("error: "));
    CHECK(values({"(empty)"}, "{}").starts_with("error: "));
    CHECK(values({"(.a + 1)"}, R"({"a":"x"})").starts_with("error: "));
  }

  TEST_CASE("a fork gives the same keys") {
    json::Schema schema;
    auto keys = KeyColumns::compile(std::vector<std::string>{"a:r", "(.b * 2)"}, Marks::kReverse,
                                    schema, {});
    REQUIRE(keys.has_value());
    io::Streams streams;
    io::Output first = io::Output::memory();
    io::Output second = io::Output::memory();
    KeyReader fork(keys->fork());
    KeyReader original(*std::move(keys));
    const std::string line = "{\"a\":1,\"b\":4}\n";
    REQUIRE(stream::testing::feed(original, schema, streams, line, first).has_value());
    REQUIRE(stream::testing::feed(fork, schema, streams, line, second).has_value());
    CHECK(first.buffer() == "1 8 ");
    CHECK(second.buffer() == first.buffer());
  }
}

}  // namespace nd::columns
