#include "sort/in_order.h"

#include <cstring>
#include <random>
#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "sort/unique_lines.h"
#include "stream/feed.h"
#include "stream/run.h"
#include "temporary_file.h"

namespace nd::sort {
namespace {

// Writes each record, but refuses the number 13.
struct Copy {
  bool rewrites = false;

  [[nodiscard]] static Status consume(const stream::Record& record, io::Output& out) {
    if (record.text.text().find("13") != std::string_view::npos) return input_error("no 13");
    return out.record(record.text.text());
  }
  [[nodiscard]] Status finish(io::Output& out) { return out.record("end"); }
  [[nodiscard]] bool rewrites_later() const { return rewrites; }
  void add_lacked(json::SlotSet& /*out*/) const {}

  struct Reader {
    [[nodiscard]] static Status start_part(std::size_t /*chunk*/, const io::Block& /*block*/,
                                           io::Output& /*out*/) {
      return {};
    }
    [[nodiscard]] static Status consume(const stream::Record& record, io::Output& out) {
      return Copy::consume(record, out);
    }
    [[nodiscard]] static Status finish(io::Output& /*out*/) { return {}; }
    void add_lacked(json::SlotSet& /*out*/) const {}
  };
  [[nodiscard]] static Reader part_reader() { return {}; }
  [[nodiscard]] static Status take_part(const stream::FoundPart& part, io::Output& out) {
    return out.text(part.found);
  }
};

struct Run {
  std::string out;
  std::string error;  // empty: none
  std::string rejects;
  io::Counts counts;
};

enum class Refused { kStop, kSetAside };

Run in_order(Keep keep, const std::string& text, Refused refused = Refused::kStop) {
  json::Schema schema;
  InOrder op(KeepRank(columns({"v"}, schema), keep), Copy());
  io::Streams streams;
  if (refused == Refused::kSetAside) streams.sinks.rejects = io::Output::memory();
  io::Output out = io::Output::memory();
  const Status status = stream::testing::feed(op, schema, streams, text, out);
  Run run;
  if (!status) run.error = status.error().message;
  run.out = out.buffer();
  if (streams.sinks.rejects) run.rejects = streams.sinks.rejects->buffer();
  run.counts = streams.outcome.counts;
  return run;
}

// The same of a file; with jobs it is read in chunks of about 40 bytes.
Run in_order_of_file(const std::string& path, unsigned jobs, Refused refused) {
  json::Schema schema;
  InOrder op(KeepRank(columns({"v"}, schema), Keep::kMin), Copy());
  io::Streams streams;
  streams.input.operands = {path};
  streams.sinks.out = io::Output::memory();
  streams.limits.jobs = 1;
  if (refused == Refused::kSetAside) streams.sinks.rejects = io::Output::memory();
  Status status;
  if (jobs == 0) {
    status = stream::run(streams, schema, op);
  } else {
    const auto files = io::ChunkedFiles::open({path}, 40);
    REQUIRE(files);
    status = stream::run_partwise(streams, schema, op, *files, jobs);
    if (status) status = op.finish(streams.sinks.out);
  }
  Run run;
  if (!status) run.error = status.error().message;
  run.out = streams.sinks.out.buffer();
  if (streams.sinks.rejects) run.rejects = streams.sinks.rejects->buffer();
  run.counts = streams.outcome.counts;
  return run;
}

}  // namespace

TEST_SUITE("sort/in_order") {
  TEST_CASE("what is in order goes on as it came, ties and nulls at the end too") {
    const std::string up = "{\"v\":-1}\n{\"v\":2}\n{\"v\": 2.0}\n{\"v\":\"a\"}\n{\"v\":null}\n{}\n";
    const Run rising = in_order(Keep::kMin, up);
    CHECK(rising.error.empty());
    CHECK(rising.out == up);
    const std::string down = "{\"v\":\"a\"}\n{\"v\":2}\n{\"v\":2}\n{\"v\":-1}\n{}\n{\"v\":null}\n";
    const Run falling = in_order(Keep::kMax, down);
    CHECK(falling.error.empty());
    CHECK(falling.out == down);
    CHECK(in_order(Keep::kMin, "").error.empty());
    CHECK(in_order(Keep::kMax, "{\"v\":null}\n").out == "{\"v\":null}\n");
  }

  TEST_CASE("a step back stops the run and is named with its line") {
    const Run rising = in_order(Keep::kMin, "{\"v\":1}\n{\"v\":3}\n{\"v\":2}\n{\"v\":4}\n");
    CHECK(rising.error ==
          "test:3: v steps back; --ordered wants the smallest first, null last\n  {\"v\":2}");
    CHECK(rising.out == "{\"v\":1}\n{\"v\":3}\n");
    CHECK(rising.counts.used == 2);
    const Run falling = in_order(Keep::kMax, "{\"v\":1}\n{\"v\":3}\n");
    CHECK(falling.error ==
          "test:2: v steps back; --ordered wants the largest first, null last\n  {\"v\":3}");
    const Run text = in_order(Keep::kMin, "{\"v\":\"a\"}\n{\"v\":9}\n");
    CHECK(text.error.starts_with("test:2: v steps back"));
  }

  TEST_CASE("a value after a null is named as such, for both directions") {
    for (const Keep keep : {Keep::kMin, Keep::kMax}) {
      const Run run = in_order(keep, "{\"v\":1}\n{}\n{\"v\":1}\n");
      CHECK(run.error.starts_with("test:3: v follows a null; --ordered wants the "));
      CHECK(run.out == "{\"v\":1}\n{}\n");
    }
  }

  TEST_CASE("what was set aside does not count: order is judged by the records that were used") {
    // 13 is refused by the operator, so that 3 follows 2.
    const Run run =
        in_order(Keep::kMin, "{\"v\":2}\n{\"v\":2}\n{\"v\":13}\n{\"v\":3}\nbad\n{\"v\":3}\n",
                 Refused::kSetAside);
    CHECK(run.error.empty());
    CHECK(run.out == "{\"v\":2}\n{\"v\":2}\n{\"v\":3}\n{\"v\":3}\n");
    CHECK(run.counts.used == 4);
    CHECK(run.counts.rejected == 2);
    const auto rejects = stream::testing::split(run.rejects);
    REQUIRE(rejects.size() == 2);
    CHECK(rejects[0].find("no 13") != std::string::npos);
    CHECK(rejects[1].find("\"line\":5,") != std::string::npos);
  }

  TEST_CASE("a step back is never set aside: it ends the run") {
    const Run run =
        in_order(Keep::kMin, "{\"v\":2}\nbad\n{\"v\":1}\n{\"v\":3}\n", Refused::kSetAside);
    CHECK(run.error ==
          "test:3: v steps back; --ordered wants the smallest first, null last\n  {\"v\":1}");
    CHECK(run.out == "{\"v\":2}\n");
    CHECK(run.counts.used == 1);
    CHECK(run.counts.rejected == 2);
    CHECK(stream::testing::split(run.rejects).size() == 1);
  }

  TEST_CASE("a file that threads read in chunks ends where, and as, one thread does") {
    std::mt19937 random(53);
    int ended = 0;
    for (int round = 0; round < 300; ++round) {
      std::string text;
      int value = 0;
      for (int i = 0; i < 40; ++i) {
        value += static_cast<int>(random() % 3);
        const bool back = random() % 60 == 0;
        text += random() % 30 == 0 ? "bad\n" : "";
        // Of 13 some step back too.
        text += random() % 20 == 0
                    ? "{\"v\":" + std::to_string(value - 1 + random() % 3) + ",\"w\":13}\n"
                    : "";
        text += "{\"v\":" + std::to_string(back ? value - 2 : value) + "}\n";
      }
      const tests::TemporaryFile file(text);
      for (const Refused refused : {Refused::kStop, Refused::kSetAside}) {
        const Run one = in_order_of_file(file.path, 0, refused);
        ended += one.error.empty() ? 0 : 1;
        for (const unsigned jobs : {1U, 3U}) {
          CAPTURE(text);
          const Run many = in_order_of_file(file.path, jobs, refused);
          CHECK(many.out == one.out);
          CHECK(many.error == one.error);
          CHECK(many.rejects == one.rejects);
          CHECK(many.counts.used == one.counts.used);
          CHECK(many.counts.rejected == one.counts.rejected);
        }
      }
    }
    CHECK(ended > 100);
    CHECK(ended < 500);
  }

  TEST_CASE("the end and what is rewritten later are those of the operator") {
    json::Schema schema;
    InOrder op(KeepRank(columns({"v"}, schema), Keep::kMin), Copy{true});
    CHECK(op.rewrites_later());
    io::Output out = io::Output::memory();
    REQUIRE(op.finish(out).has_value());
    CHECK(out.buffer() == "end\n");
  }
}

}  // namespace nd::sort
