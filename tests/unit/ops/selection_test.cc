#include "ops/selection.h"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "stream/feed.h"

namespace nd::ops {
namespace {

// Writes each record, but refuses what holds "bad".
struct Copy {
  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out) {
    if (record.text.text().find("bad") != std::string_view::npos) return input_error("bad");
    return out.record(record.text.text());
  }
  [[nodiscard]] Status finish(io::Output& out) { return out.record("end"); }
  void add_lacked(json::SlotSet& /*out*/) const { ++*asked; }

  int* asked;
};

struct Run {
  std::string out;
  std::string error;  // empty: none
  io::Counts counts;
  int asked = 0;  // how often the operator was asked which fields it lacked
  std::string required_text;
};

Run run(const SelectionRequest& request, const std::string& text) {
  io::Streams streams;
  streams.sinks.stats = true;
  streams.sinks.rejects = io::Output::memory();
  json::Schema schema;
  const auto selection = Selection::compile(request, schema, streams);
  REQUIRE(selection.has_value());
  Run run;
  Selected op(*selection, Copy{&run.asked});
  io::Output out = io::Output::memory();
  const Status status = stream::testing::feed(op, schema, streams, text, out);
  if (!status) run.error = status.error().message;
  json::SlotSet lacked;
  op.add_lacked(lacked);
  run.required_text = op.required_text();
  REQUIRE(op.finish(out).has_value());
  run.out = out.buffer();
  run.counts = streams.outcome.counts;
  run.counts.add_tallies(op.take_tallies());
  return run;
}

}  // namespace

TEST_SUITE("ops/selection") {
  TEST_CASE("the operator sees the records for which the condition holds, all without one") {
    const std::string lines = "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n";
    CHECK(run({}, lines).out == lines + "end\n");
    CHECK(run({".a != 2", {}}, lines).out == "{\"a\":1}\n{\"a\":3}\nend\n");
    CHECK(run({".a != 2", {}}, lines).counts.used == 3);
  }

  TEST_CASE("records count in the first tally that holds, selected or not, once they are used") {
    const Run found =
        run({".a > 1", {"odd=.a % 2 == 1", "small=.a < 3"}},
            "{\"a\":1}\n{\"a\":2}\n{\"a\":3,\"b\":\"bad\"}\n{\"a\":5}\n{\"a\":\"x\"}\n");
    CHECK(found.out == "{\"a\":2}\n{\"a\":5}\nend\n");
    CHECK(found.counts.used == 3);
    CHECK(found.counts.rejected == 2);
    REQUIRE(found.counts.tallies.size() == 2);
    CHECK(found.counts.tallies[0].count == 2);
    CHECK(found.counts.tallies[1].count == 1);
  }

  TEST_CASE("an operator that was given nothing is not asked what it lacked") {
    CHECK(run({".a > 9", {}}, "{\"a\":1}\n").asked == 0);
    CHECK(run({".a > 0", {}}, "{\"a\":1}\n").asked == 1);
  }

  TEST_CASE("records may be passed over unread where nothing is tallied") {
    CHECK(run({".a == \"rare\"", {}}, "").required_text == "\"rare\"");
    CHECK(run({".a == \"rare\"", {"x=.b"}}, "").required_text.empty());
    CHECK(run({}, "").required_text.empty());
  }

  TEST_CASE("what cannot be compiled is refused") {
    io::Streams streams;
    json::Schema schema;
    CHECK_FALSE(Selection::compile({".a ==", {}}, schema, streams).has_value());
    CHECK_FALSE(Selection::compile({".a", {"x=.a"}}, schema, streams).has_value());
  }
}

}  // namespace nd::ops
