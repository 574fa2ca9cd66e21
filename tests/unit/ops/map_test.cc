#include "ops/map.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "stream/feed.h"

namespace nd::ops {
namespace {

std::string fed(auto& op, const json::Schema& schema, const std::string& lines) {
  io::Streams streams;
  io::Output out = io::Output::memory();
  const Status status = stream::testing::feed(op, schema, streams, lines, out);
  if (!status) return out.buffer() + "error";
  REQUIRE(op.finish(out).has_value());
  return out.buffer();
}

std::string mapped(const std::string& program, TextForm form, const std::string& lines) {
  json::Schema schema;
  const auto compiled = expr::Program::compile(program, schema, {});
  REQUIRE(compiled.has_value());
  Map map(*compiled, form);
  return fed(map, schema, lines);
}

std::string edited(const std::vector<EditRequest>& requests, const std::string& lines) {
  json::Schema schema;
  const auto plan = EditPlan::make(requests, schema, {});
  REQUIRE(plan.has_value());
  Edit edit(*plan);
  return fed(edit, schema, lines);
}

using Kind = EditRequest::Kind;

TEST_SUITE("ops/map") {
  TEST_CASE("every output is a record, and a record may have none") {
    CHECK(mapped(".a[]", TextForm::kJson, "{\"a\":[1,\"x\"]}\n{\"a\":[]}\n{\"a\":[null]}\n") ==
          "1\n\"x\"\nnull\n");
    CHECK(mapped(".a[]", TextForm::kRaw, "{\"a\":[1,\"x\"]}\n") == "1\nx\n");
  }

  TEST_CASE("a record of which one output fails leaves none") {
    CHECK(mapped(".a, (.b | tonumber)", TextForm::kJson,
                 "{\"a\":1,\"b\":\"2\"}\n{\"a\":3,\"b\":\"x\"}\n") == "1\n2\nerror");
  }

  TEST_CASE("edits are made in their order, and all else stays byte for byte") {
    CHECK(edited({{Kind::kSet, "c=.a + 1"}, {Kind::kSet, "d=.c + 1"}, {Kind::kDrop, "a"}},
                 "{\"a\": 1, \"b\" : 1.50}\n") == "{\"b\" : 1.50,\"c\":2,\"d\":3}\n");
    CHECK(edited({{Kind::kRename, "x=a"}}, "{\"a\":1}\n{\"b\":2}\n") == "{\"x\":1}\n{\"b\":2}\n");
  }
}

}  // namespace
}  // namespace nd::ops
