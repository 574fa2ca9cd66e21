#include "stream/run.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "temporary_file.h"

namespace {

// Keeps the text of every record; refuses those with a field "bad".
struct Keep {
  nd::json::Slot bad;
  std::vector<std::string> texts;

  nd::Status consume(const nd::stream::Record& record, nd::io::Output&) {
    if (nd::json::at(record.row, bad).is_truthy()) return nd::input_error_at(3, "refused");
    texts.emplace_back(record.text.text());
    return {};
  }
  nd::Status finish(nd::io::Output&) { return {}; }
};

// Lets every record wait as a view until it is told to settle.
struct Wait {
  nd::json::Slot bad;
  std::vector<std::string_view> waiting{};
  std::vector<std::size_t> settled{};  // how many at a time

  nd::Status consume(const nd::stream::Record& record, nd::io::Output&) {
    if (nd::json::at(record.row, bad).is_truthy()) return nd::input_error("refused");
    waiting.push_back(record.text.text());
    return {};
  }
  nd::Status settle(nd::io::Output& out) {
    settled.push_back(waiting.size());
    for (const std::string_view text : waiting)
      ND_TRY(out.record(text));
    waiting.clear();
    return {};
  }
  nd::Status finish(nd::io::Output&) { return {}; }
};

using nd::tests::TemporaryFile;

}  // namespace

TEST_SUITE("stream/run") {
  TEST_CASE("blank lines, CRLF and a missing last newline are accepted") {
    const TemporaryFile file("{\"a\":1}\r\n\n  \t\n {\"a\":2} \n17");
    nd::io::Streams streams;
    streams.input.operands = {file.path};
    nd::json::Schema schema;
    Keep keep{schema.add(nd::json::FieldPath::parse("bad").value()), {}};
    REQUIRE(nd::stream::run(streams, schema, keep));
    CHECK(keep.texts == std::vector<std::string>{"{\"a\":1}", "{\"a\":2}", "17"});
    CHECK(streams.outcome.counts.read() == 3);
    CHECK(streams.outcome.counts.used == 3);
  }

  TEST_CASE("a bad line stops the run with its place and its start") {
    const TemporaryFile file("{\"a\":1}\n\n  {\"a\":,}\n{\"a\":3}\n");
    nd::io::Streams streams;
    streams.input.operands = {file.path};
    nd::json::Schema schema;
    Keep keep{schema.add(nd::json::FieldPath::parse("bad").value()), {}};
    const auto status = nd::stream::run(streams, schema, keep);
    REQUIRE_FALSE(status);
    CHECK(status.error().kind == nd::ErrorKind::kInput);
    CHECK(status.error().message == file.path + ":3:8: expected a value\n  {\"a\":,}");
    CHECK(keep.texts.size() == 1);
    CHECK(streams.outcome.counts.read() ==
          streams.outcome.counts.used + streams.outcome.counts.rejected);
  }

  TEST_CASE("with a rejects file every record is accounted for") {
    const TemporaryFile file("{\"a\":1}\n{\"a\":,}\n{\"bad\":1}\n{\"c\":\"\xff\n{\"a\":3}\n");
    const TemporaryFile rejects("");
    nd::io::Streams streams;
    streams.input.operands = {file.path};
    streams.sinks.rejects = nd::io::Output::file(rejects.path).value();
    nd::json::Schema schema;
    Keep keep{schema.add(nd::json::FieldPath::parse("bad").value()), {}};
    REQUIRE(nd::stream::run(streams, schema, keep));
    REQUIRE(streams.sinks.rejects->commit());
    CHECK(streams.outcome.counts.read() == 5);
    CHECK(streams.outcome.counts.used == 2);
    CHECK(streams.outcome.counts.rejected == 3);
    const std::string name = "{\"file\":\"" + file.path + "\",";
    CHECK(rejects.content() ==
          name +
              "\"line\":2,\"byte\":13,\"error\":\"expected a value\",\"raw\":\"{\\\"a\\\":,}\"}\n" +
              name + "\"line\":3,\"byte\":19,\"error\":\"refused\",\"raw\":\"{\\\"bad\\\":1}\"}\n" +
              name +
              "\"line\":4,\"byte\":33,\"error\":\"the record is cut: it does not end with "
              "'}'\",\"raw_base64\":"
              "\"eyJjIjoi/w==\"}\n");
  }

  TEST_CASE("--max-errors counts, and judges a share at the end") {
    const TemporaryFile file("x\ny\n1\n2\n");
    const TemporaryFile rejects("");
    nd::json::Schema schema;
    Keep keep{schema.add(nd::json::FieldPath::parse("bad").value()), {}};
    using Kind = nd::io::ErrorLimit::Kind;
    const auto outcome = [&](nd::io::ErrorLimit limit) {
      nd::io::Streams streams;
      streams.input.operands = {file.path};
      streams.sinks.rejects = nd::io::Output::file(rejects.path).value();
      streams.limits.max_errors = limit;
      return nd::stream::run(streams, schema, keep).has_value();
    };
    CHECK(outcome({Kind::kCount, 2, 0}));
    CHECK_FALSE(outcome({Kind::kCount, 1, 0}));
    CHECK(outcome({Kind::kPercent, 0, 50.0}));
    CHECK_FALSE(outcome({Kind::kPercent, 0, 49.0}));
  }

  TEST_CASE("--strict wants every field, --validate every byte") {
    const TemporaryFile file("{\"bad\":null}\n{\"bad\":null,\"x\":1,\"x\":2}\n{\"a\":1}\n");
    const TemporaryFile rejects("");
    nd::json::Schema schema;
    Keep keep{schema.add(nd::json::FieldPath::parse("bad").value()), {}};
    const auto used = [&](bool strict, bool validate) {
      nd::io::Streams streams;
      streams.input.operands = {file.path};
      streams.sinks.rejects = nd::io::Output::file(rejects.path).value();
      streams.input.lines.strict = strict;
      streams.input.lines.validate = validate;
      REQUIRE(nd::stream::run(streams, schema, keep));
      return streams.outcome.counts.used;
    };
    CHECK(used(false, false) == 3);
    CHECK(used(false, true) == 2);
    CHECK(used(true, false) == 1);
  }

  TEST_CASE("what waits is settled before the bytes of its block go") {
    std::string text;
    std::size_t lines = 0;
    for (; text.size() < std::size_t{3} << 20; ++lines)
      text += "{\"a\":" + std::to_string(lines) + "}\n";
    const TemporaryFile file(text);
    nd::io::Streams streams;
    streams.input.operands = {file.path, file.path};
    streams.sinks.out = nd::io::Output::memory();
    nd::json::Schema schema;
    Wait wait{schema.add(nd::json::FieldPath::parse("bad").value())};
    REQUIRE(nd::stream::run(streams, schema, wait));
    CHECK(streams.sinks.out.buffer() == text + text);
    CHECK(wait.settled.size() > 2);
    CHECK(wait.waiting.empty());
    CHECK(streams.outcome.counts.used == 2 * lines);
  }

  TEST_CASE("where a record stops the run, those before it are settled first") {
    for (const char* const last : {"{\"a\":,}", "{\"bad\":1}"}) {
      const TemporaryFile file("{\"a\":1}\n{\"a\":2}\n" + std::string(last) + "\n{\"a\":4}\n");
      nd::io::Streams streams;
      streams.input.operands = {file.path};
      streams.sinks.out = nd::io::Output::memory();
      nd::json::Schema schema;
      Wait wait{schema.add(nd::json::FieldPath::parse("bad").value())};
      const auto status = nd::stream::run(streams, schema, wait);
      REQUIRE_FALSE(status);
      CHECK(status.error().message.starts_with(file.path + ":3:"));
      CHECK(streams.sinks.out.buffer() == "{\"a\":1}\n{\"a\":2}\n");
    }
  }
}
