#include "stream/error_policy.h"

#include <cstdint>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

namespace {

using nd::Error;
using nd::ErrorKind;
using nd::stream::ErrorPolicy;
using nd::stream::Fault;
using nd::stream::Position;
using nd::stream::Record;

constexpr Position kSeventh{"in", 7, 100, 3};

Error fault_at(std::size_t offset) {
  return {ErrorKind::kInput, "bad", offset};
}

// The record that stands `at` in a block's text.
Record record_of(const nd::io::Block& block, std::size_t at, std::size_t size) {
  return {block.text.substr(at, size), {}, &block};
}

nd::io::Streams rejecting() {
  nd::io::Streams streams;
  streams.sinks.rejects = nd::io::Output::memory();
  return streams;
}

}  // namespace

TEST_SUITE("stream/error_policy") {
  TEST_CASE("without rejects the first bad record ends the run, with its place and kind") {
    nd::io::Streams streams;
    ErrorPolicy policy(streams);
    auto status = policy.bad(kSeventh, "{\"a\":x}", fault_at(5));
    REQUIRE_FALSE(status);
    CHECK(status.error().kind == ErrorKind::kInput);
    CHECK(status.error().message == "in:7:8: bad\n  {\"a\":x}");
    CHECK(streams.outcome.failure.place == "in:7:8");
    CHECK(streams.outcome.failure.kind == "syntax");
    CHECK(streams.outcome.counts.rejected == 1);
    CHECK(streams.outcome.counts.used == 0);

    status = policy.bad(kSeventh, "{}", fault_at(Error::kNoOffset), nd::stream::Place::kElsewhere,
                        Fault::kData);
    REQUIRE_FALSE(status);
    CHECK(status.error().message == "in:7: bad\n  {}");
    CHECK(streams.outcome.failure.kind == "data");
  }

  TEST_CASE("what is no fault of the record passes through uncounted, with rejects too") {
    nd::io::Streams streams = rejecting();
    ErrorPolicy policy(streams);
    const auto status = policy.bad(kSeventh, "{}", {ErrorKind::kSystem, "disk full", 3});
    REQUIRE_FALSE(status);
    CHECK(status.error().kind == ErrorKind::kSystem);
    CHECK(status.error().message == "disk full");
    CHECK(streams.outcome.counts.rejected == 0);
    CHECK(streams.sinks.rejects->buffer().empty());
  }

  TEST_CASE("with rejects a record is written with the byte of the fault, and the run goes on") {
    nd::io::Streams streams = rejecting();
    ErrorPolicy policy(streams);
    CHECK(policy.bad(kSeventh, "{\"a\":x}", fault_at(5)));
    CHECK(policy.bad(kSeventh, "\"\xff\"", fault_at(Error::kNoOffset)));
    policy.used(3);
    CHECK(policy.finish());
    CHECK(streams.sinks.rejects->buffer() ==
          R"({"file":"in","line":7,"byte":105,"error":"bad","raw":"{\"a\":x}"})"
          "\n"
          R"({"file":"in","line":7,"byte":100,"error":"bad","raw_base64":"Iv8i"})"
          "\n");
    CHECK(streams.outcome.counts.rejected == 2);
    CHECK(streams.outcome.counts.read() == 5);
    CHECK(streams.outcome.failure.place.empty());
  }

  TEST_CASE("--max-errors N lets N pass, and the next one is written and ends the run") {
    nd::io::Streams streams = rejecting();
    streams.limits.max_errors = {nd::io::ErrorLimit::Kind::kCount, 2, 0};
    ErrorPolicy policy(streams);
    CHECK(policy.bad(kSeventh, "x", fault_at(0)));
    CHECK(policy.bad(kSeventh, "x", fault_at(0)));
    CHECK(streams.outcome.failure.place.empty());
    const auto status = policy.bad(kSeventh, "x", fault_at(0));
    REQUIRE_FALSE(status);
    CHECK(status.error().message ==
          "in:7:3: bad\n  x\n  more bad records than --max-errors allows");
    CHECK(streams.outcome.counts.rejected == 3);
    CHECK(streams.sinks.rejects->records() == 3);
  }

  TEST_CASE(
      "a record that is taken back counts as rejected, and where it ends the run what was used "
      "behind it as not read") {
    nd::io::Streams streams = rejecting();
    streams.limits.max_errors = {nd::io::ErrorLimit::Kind::kCount, 1, 0};
    ErrorPolicy policy(streams);
    policy.used(10);
    CHECK(policy.withdraw(kSeventh, "{}", fault_at(Error::kNoOffset), 3).has_value());
    CHECK(streams.outcome.counts.used == 9);
    CHECK(streams.outcome.counts.rejected == 1);
    CHECK(streams.sinks.rejects->buffer() ==
          "{\"file\":\"in\",\"line\":7,\"byte\":100,\"error\":\"bad\",\"raw\":\"{}\"}\n");
    CHECK_FALSE(policy.withdraw(kSeventh, "{}", fault_at(Error::kNoOffset), 3).has_value());
    CHECK(streams.outcome.counts.used == 5);
    CHECK(streams.outcome.counts.rejected == 2);
    CHECK(streams.outcome.failure.kind == "data");
    CHECK_FALSE(policy.withdraw(kSeventh, "{}", {ErrorKind::kSystem, "disk full", 3}, 0));
    CHECK(streams.outcome.counts.read() == 7);
  }

  TEST_CASE("what waits comes before a bad record, and its error instead of it") {
    nd::io::Streams streams;
    ErrorPolicy policy(streams);
    policy.settle_first([]() -> nd::Status { return nd::input_error("earlier"); });
    const auto status = policy.bad(kSeventh, "{}", fault_at(Error::kNoOffset));
    REQUIRE_FALSE(status);
    CHECK(status.error().message == "earlier");
    CHECK(streams.outcome.counts.rejected == 0);
  }

  TEST_CASE("--max-errors P% is judged at the end") {
    nd::io::Streams streams = rejecting();
    streams.limits.max_errors = {nd::io::ErrorLimit::Kind::kPercent, 0, 25};
    ErrorPolicy policy(streams);
    for (int i = 0; i < 2; ++i)
      CHECK(policy.bad(kSeventh, "x", fault_at(0)));
    policy.used(6);
    CHECK(policy.finish());  // a quarter
    CHECK(policy.bad(kSeventh, "x", fault_at(0)));
    const auto status = policy.finish();
    REQUIRE_FALSE(status);
    CHECK(status.error().message == "3 of 9 records are bad, more than --max-errors allows");
  }

  TEST_CASE("places of records are those of their lines, in every block") {
    nd::io::Streams streams = rejecting();
    ErrorPolicy policy(streams);
    const nd::PaddedString text("1\n\n  x\ny\n");
    nd::io::Block block;
    block.text = text.view();
    block.file = "in";
    block.first_line = 5;
    block.first_byte = 40;
    CHECK(policy.bad(record_of(block, 5, 1), 3, fault_at(0), Fault::kSyntax));
    CHECK(policy.bad(record_of(block, 7, 1), 4, fault_at(Error::kNoOffset), Fault::kSyntax));
    block.first_line = 9;
    block.first_byte = 49;
    CHECK(policy.bad(record_of(block, 0, 1), 1, fault_at(0), Fault::kSyntax));
    CHECK(streams.sinks.rejects->buffer() ==
          R"({"file":"in","line":7,"byte":45,"error":"bad","raw":"x"})"
          "\n"
          R"({"file":"in","line":8,"byte":47,"error":"bad","raw":"y"})"
          "\n"
          R"({"file":"in","line":9,"byte":49,"error":"bad","raw":"1"})"
          "\n");
    nd::io::Streams stopping;
    const auto status =
        ErrorPolicy(stopping).bad(record_of(block, 5, 1), 3, fault_at(0), Fault::kSyntax);
    REQUIRE_FALSE(status);
    CHECK(status.error().message == "in:11:3: bad\n  x");
  }

  TEST_CASE("where a block does not know its first line, it is asked for") {
    nd::io::Streams streams;
    ErrorPolicy policy(streams.outcome, [] { return nd::Result<std::uint64_t>(1000); });
    const nd::PaddedString text("1\nx\n");
    nd::io::Block block;
    block.text = text.view();
    block.file = "in";
    block.first_line = 0;
    const auto status = policy.bad(record_of(block, 2, 1), 2, fault_at(0), Fault::kSyntax);
    REQUIRE_FALSE(status);
    CHECK(status.error().message == "in:1001:1: bad\n  x");
  }

  TEST_CASE("a fault in a record of several lines has the place where it stands") {
    nd::io::Streams streams;
    ErrorPolicy policy(streams);
    const auto status = policy.bad(kSeventh, "[1,\n  x]", fault_at(6));
    REQUIRE_FALSE(status);
    CHECK(status.error().message == "in:8:3: bad\n  [1,\\x0a  x]");
  }

  TEST_CASE("a cut line ends the run, with rejects too, and is no record") {
    nd::io::Streams streams = rejecting();
    ErrorPolicy policy(streams);
    const auto status =
        policy.bad(kSeventh, "{\"$cut\":\"ndparse events:17:42 syntax\"", fault_at(0));
    REQUIRE_FALSE(status);
    CHECK(status.error().message == "the input was cut off: ndparse failed at events:17:42");
    CHECK(streams.outcome.failure.cut == "ndparse events:17:42 syntax");
    CHECK(streams.outcome.counts.read() == 0);
    CHECK(streams.sinks.rejects->buffer().empty());
  }

  TEST_CASE("a cut line is known whatever stands behind it") {
    const auto cut = [](std::string_view line) { return nd::stream::cut_text_of(line); };
    CHECK(cut(R"({"$cut":"ndparse a:1:2 syntax")") == "ndparse a:1:2 syntax");
    CHECK(cut(R"({"$cut":"ndparse a:1:2 syntax"{"a":1})") == "ndparse a:1:2 syntax");
    CHECK(cut(R"({"$cut":"ndpar)") == "ndpar");
    CHECK_FALSE(cut(R"({"$cut":"x"})"));
    CHECK_FALSE(cut(R"({"cut":"x")"));
  }
}
