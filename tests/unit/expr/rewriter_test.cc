#include "expr/rewriter.h"

#include <string>

#include <doctest/doctest.h>

#include "base/padded_view.h"
#include "expr/program.h"
#include "json/projector.h"

namespace nd::expr {
namespace {

// What the program writes of a record's own bytes: "-" where it is none that does, "" where it is
// left to the evaluation, "* MESSAGE" where it fails.
std::string written(std::string_view program, std::string_view record) {
  json::Schema schema;
  const auto compiled = Program::compile(program, schema, {});
  REQUIRE(compiled);
  Evaluator evaluator(*compiled);
  if (!evaluator.writes()) return "-";
  const PaddedString line(std::string(record) + "\n");
  const PaddedView text = line.view().substr(0, record.size());
  json::Projector projector(schema);
  REQUIRE(projector.project(text));
  std::string out;
  const auto done = evaluator.write(out, text, projector.row(), "-");
  if (!done) return "* " + done.error().message;
  CHECK(*done != out.empty());
  return out;
}

}  // namespace

TEST_SUITE_BEGIN("expr/rewriter");

TEST_CASE("fields are set, updated and deleted") {
  const std::string record = R"({"a":1,"b":{"c":"x","d":[1.0,1e5]},"n":null})";
  CHECK(written(".a = .b.c", record) == R"({"a":"x","b":{"c":"x","d":[1.0,1e5]},"n":null})");
  CHECK(written(".b.e = 0.50", record) ==
        R"({"a":1,"b":{"c":"x","d":[1.0,1e5],"e":0.50},"n":null})");
  CHECK(written(".n.x.y = .b.d", record) ==
        R"({"a":1,"b":{"c":"x","d":[1.0,1e5]},"n":{"x":{"y":[1.0,1e5]}}})");
  CHECK(written(".a += 1 | .b.c |= ascii_upcase", record) ==
        R"({"a":2,"b":{"c":"X","d":[1.0,1e5]},"n":null})");
  CHECK(written(".a //= 7 | .n //= 8", record) == R"({"a":1,"b":{"c":"x","d":[1.0,1e5]},"n":8})");
  CHECK(written("del(.a, .b.d)", record) == R"({"b":{"c":"x"},"n":null})");
  CHECK(written(". + {n: .a, a: .n, \"q\\\"\": 1}", record) ==
        R"({"a":null,"b":{"c":"x","d":[1.0,1e5]},"n":1,"q\"":1})");
}

TEST_CASE("later stages see what the ones before them made") {
  const std::string record = R"({"a":1,"b":{"c":2}})";
  CHECK(written(".x = .a + 1 | .y = .x * 10", record) == R"({"a":1,"b":{"c":2},"x":2,"y":20})");
  CHECK(written(".x = .b | .y = (.x | length)", record) ==
        R"({"a":1,"b":{"c":2},"x":{"c":2},"y":1})");
  CHECK(written("del(.b) | .y = .b.c", record) == R"({"a":1,"y":null})");
  CHECK(written("del(.a) | .y = .a", record) == R"({"b":{"c":2},"y":null})");
  CHECK(written(".y = .b.c | .z = .b", record) == R"({"a":1,"b":{"c":2},"y":2,"z":{"c":2}})");
  // These would have to look into what was made.
  CHECK(written(".b.c = 3 | .y = .b", record) == "-");
  CHECK(written(".b = {c: 3} | .y = .b.c", record) == "-");
  CHECK(written(".a = 3 | .y = length", record) == "-");
  CHECK(written("del(.b.c) | .y = .b", record) == "-");
}

TEST_CASE("an object copies fields, and writes anew what is not so written") {
  CHECK(written("{a, z: .b.c, q: 1, r: (.a + 1)}", R"({"a":1,"b":{"c":[1.0,{"d":"é"}]}})") ==
        R"({"a":1,"z":[1.0,{"d":"é"}],"q":1,"r":2})");
  CHECK(written("{a, b, c}", R"({ "a": "\u0041\/", "b": [ 1, {"x":1,"x":2} ] })") ==
        R"({"a":"A/","b":[1,{"x":1}],"c":null})");
  CHECK(written("{a: .a.b}", R"({"a":5})").starts_with("* cannot look for field"));
}

TEST_CASE("other programs are left to the evaluation") {
  for (const char* const program : {".",
                                    ".a",
                                    "{a: (.b, .c)}",
                                    "{(.a): 1}",
                                    "{a: 1, a: 2}",
                                    "{}",
                                    ".a = (1, 2)",
                                    ".a = empty",
                                    ".[\"a\"][0] = 1",
                                    ".a[] = 1",
                                    ".a? = 1",
                                    ".a = 1 | .a = 2",
                                    ".a = 1 | del(.a.b)",
                                    ". += {a: 1}",
                                    ". + {}",
                                    "del(.a[0])",
                                    "del(.a, .a.b)",
                                    ".a = 1 | .",
                                    "with_entries(.)",
                                    ".a |= empty",
                                    "1 as $x | .a = $x",
                                    "{a: 1} + ."}) {
    CAPTURE(program);
    CHECK(written(program, "{}") == "-");
  }
}

TEST_CASE("a record that fails, or is not as usual, is left to the evaluation") {
  CHECK(written(".a += 1", R"({"a":"x"})").empty());
  CHECK(written(".a.b = 1", R"({"a":5})").empty());
  CHECK(written("del(.a.b)", R"({"a":5})").empty());
  CHECK(written(".a = 1", "null").empty());
  CHECK(written(".a = 1", R"({"b":1,"b":2})").empty());
  CHECK(written(".a = 1", "{\"a\":2,\"b\":\"\xff\"}").empty());
  CHECK(written(".a = 1", R"({"a":2,"b":01})").empty());
}

TEST_SUITE_END();

}  // namespace nd::expr
