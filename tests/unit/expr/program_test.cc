#include "expr/program.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "expr/run_program.h"

namespace nd::expr {

TEST_SUITE_BEGIN("expr/program");

TEST_CASE("nothing but the named fields is read") {
  json::Schema schema;
  const auto program = Program::compile(
      ".a == 1 and (.b.c | startswith(\"x\")) and (.t|ms|day) > \"2\"", schema, {});
  REQUIRE(program);
  std::string reads;
  for (const json::FieldPath& path : program->reads())
    reads += path.print() + " ";
  CHECK(reads == ".a .b.c .t ");
  CHECK(program->uses_zone());
  CHECK_FALSE(program->uses_now());
}

TEST_CASE("a variable that stands for a field, and select, do not hide the fields behind them") {
  json::Schema schema;
  const auto program = Program::compile(". as $r | select($r.a) | {x: $r.b, y: .c}", schema, {});
  REQUIRE(program);
  std::string reads;
  for (const json::FieldPath& path : program->reads())
    reads += path.print() + " ";
  CHECK(reads.find(".a ") != std::string::npos);
  CHECK(reads.find(".b ") != std::string::npos);
  CHECK(reads.find(".c ") != std::string::npos);
}

TEST_CASE("a plain path has a slot, anything else has none") {
  json::Schema schema;
  const auto plain = Program::compile(".a.b", schema, {});
  REQUIRE(plain->plain_slot() != nullptr);
  CHECK(schema.path(*plain->plain_slot()).print() == ".a.b");
  CHECK(Program::compile(".", schema, {})->plain_slot() != nullptr);
  CHECK(Program::compile(".a[0]", schema, {})->plain_slot() == nullptr);
  CHECK(Program::compile(".a?", schema, {})->plain_slot() == nullptr);
}

TEST_CASE("arguments are bound as JSON, and those used are known") {
  Bindings bindings;
  bindings.arguments = {{"from", "\"2024\""}, {"n", "[1, 2]"}, {"unused", "1"}};
  bindings.environment = {{"HOME", "/root"}};
  CHECK(run_program("$n + [$from], $ENV.HOME", "null", bindings) == "[1,2,\"2024\"] \"/root\"");
  json::Schema schema;
  CHECK(Program::compile("$n | $from", schema, bindings)->used_arguments() ==
        std::vector<std::string>{"from", "n"});
  CHECK(run_program("$x", "null")
            .starts_with("! '$x' is not bound: --arg x TEXT, --argjson x JSON, "));
}

TEST_CASE("test() is true if any output is") {
  CHECK(test_program(".a == 1", "{\"a\":1.0}") == "true");
  CHECK(test_program(".[] == 2", "[1,2]") == "true");
  CHECK(test_program("empty", "1") == "false");
  CHECK(test_program(".a", "{\"a\":0}") == "true");
  CHECK(test_program(".a, .b", "{\"b\":true}") == "true");
}

TEST_CASE("predicates treat every kind of value as jq does") {
  CHECK(test_program(".a == \"x\"", "{\"a\":[\"x\"]}") == "false");
  CHECK(test_program(".a != \"x\"", "{}") == "true");
  CHECK(test_program(".a < 5", "{\"a\":null}") == "true");
  CHECK(test_program(".a < 5", "{\"a\":\"1\"}") == "false");
  CHECK(test_program(".a < 5", "{\"a\":4.9}") == "true");
  CHECK(test_program(".a >= 9007199254740993", "{\"a\":9007199254740992}") == "false");
  CHECK(test_program(".a > 1", "{\"a\":100000000000000000000000000000}") == "true");
  CHECK(test_program(".a == {\"b\":[1]}", "{\"a\":{\"b\":[1.0]}}") == "true");
  CHECK(test_program(".a == \"x\" or .b == 1 and (.c | not)", "{\"b\":1}") == "true");
  CHECK(test_program("(.a | startswith(\"é\")) and (.a | endswith(\"z\"))", "{\"a\":\"éz\"}") ==
        "true");
  CHECK(test_program(".a | test(\"^[a-c]+$\")", "{\"a\":\"abcabc\"}") == "true");
  CHECK(test_program(".a.b == 1", "{\"a\":5}") ==
        "* cannot look for field \"b\" in number (5) in '.a.b'");
  CHECK(test_program(".a | startswith(\"x\")", "{\"a\":5}")
            .starts_with("* a string is needed, not number (5)"));
}

TEST_CASE("a predicate compares texts of any length") {
  const std::string all = "abcdefghijklmnopqrstuvw";
  for (std::size_t size = 0; size < all.size(); ++size) {
    const std::string text = all.substr(0, size);
    std::vector<std::string> others = {text, text + "x", "", text + "\xc3\xa9"};
    for (std::size_t i = 0; i < size; ++i)
      others.push_back(std::string(text).replace(i, 1, "#"));
    for (const std::string& other : others) {
      INFO(text, " and ", other);
      const std::string record = "{\"a\":\"" + other + "\"}";
      const std::string same = other == text ? "true" : "false";
      const std::string differ = other == text ? "false" : "true";
      CHECK(test_program(".a == \"" + text + "\"", record) == same);
      CHECK(test_program(".a != \"" + text + "\"", record) == differ);
    }
  }
}

TEST_CASE("one() wants exactly one output") {
  json::Schema schema;
  const auto program = Program::compile(".a[]", schema, {});
  json::Projector projector(schema);
  Evaluator evaluator(*program);
  const auto one = [&](const std::string& record) {
    static PaddedString line;
    line = PaddedString(record + "\n");
    REQUIRE(projector.project(line.view().substr(0, record.size())));
    auto value = evaluator.one(projector.row(), "-");
    return value ? std::to_string((*value)->int_value()) : value.error().message;
  };
  CHECK(one("{\"a\":[7]}") == "7");
  CHECK(one("{\"a\":[]}") == "'.a[]' has no value here, exactly one is needed");
  CHECK(one("{\"a\":[1,2]}") == "'.a[]' has more than one value here, exactly one is needed");
}

TEST_CASE("a run-time error names its place and can be caught") {
  CHECK(run_program(".a + 1", "{\"a\":\"x\"}") ==
        "* cannot add string (\"x\") and number (1) in '.a + 1'");
  CHECK(run_program("try (.a + 1) catch \"no\"", "{\"a\":\"x\"}") == "\"no\"");
  CHECK(run_program("try error({a:1}) catch .a", "null") == "1");
  CHECK(run_program("error({a:1})", "null") == "* error with object in 'error({a:1})'");
  CHECK(run_program("(try 1) | error(\"x\")", "null") == "* x in 'error(\"x\")'");
  CHECK(run_program("try ((1 // 2) | error(\"x\")) catch .", "null") == "\"x\"");
}

TEST_SUITE_END();

}  // namespace nd::expr
