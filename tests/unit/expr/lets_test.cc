#include "expr/lets.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "expr/program.h"
#include "expr/run_program.h"

namespace nd::expr {
namespace {

Bindings with(std::vector<std::pair<std::string, std::string>> lets) {
  Bindings bindings;
  bindings.lets = std::move(lets);
  return bindings;
}

TEST_SUITE("expr/lets") {
  TEST_CASE("a let that is a field is the field, to all who ask") {
    const Bindings bindings = with({{"t", ".a.b"}, {"again", "$t"}});
    json::Schema schema;
    const auto program = Program::compile("$again", schema, bindings);
    REQUIRE(program);
    REQUIRE(program->plain_slot() != nullptr);
    CHECK(schema.path(*program->plain_slot()).print() == ".a.b");
    CHECK(schema.found() == 0);
    CHECK(Program::compile("$t.c", schema, bindings)->plain_slot() != nullptr);
  }

  TEST_CASE("a condition is seen through") {
    const Bindings bindings = with(
        {{"play", ".type == \"play\" and .n > 3"},
         {"long", ".type == \"search\" and (.a|length) > 1 and .b != 1 and .c != 1 and .d != 1"}});
    json::Schema schema;
    const auto text = [&](const char* program) {
      return Program::compile(program, schema, bindings)->required_text();
    };
    CHECK(text("$play") == "\"play\"");
    CHECK(text("$long") == "\"search\"");
    CHECK(text("$long and .x == 1") == "\"search\"");
    CHECK(text("$play or .x == 1").empty());
  }

  TEST_CASE("what a let uses is used by who uses it, also through others") {
    Bindings bindings = with({{"day", ".t|ms|day"}, {"month", "$day|month"}, {"other", ".o"}});
    json::Schema schema;
    const auto program = Program::compile("$month + .x", schema, bindings);
    REQUIRE(program);
    CHECK(program->used_lets() == std::set<std::string>{"day", "month"});
    CHECK(program->uses_zone());
    std::string reads;
    for (const json::FieldPath& path : program->reads())
      reads += path.print() + " ";
    CHECK(reads.find(".t ") != std::string::npos);
    CHECK(reads.find(".x ") != std::string::npos);
    CHECK(reads.find(".o ") == std::string::npos);
  }

  TEST_CASE("it is found once a record, by whoever asks first") {
    const Bindings bindings = with({{"sum", ".a + .b"}});
    json::Schema schema;
    const auto one = Program::compile("$sum * 2", schema, bindings);
    const auto two = Program::compile("$sum", schema, bindings);
    REQUIRE(schema.found() == 1);
    Evaluator first(*one);
    Evaluator second(*two);
    json::Projector projector(schema);
    for (const int b : {5, 7}) {
      const PaddedString line("{\"a\":1,\"b\":" + std::to_string(b) + "}\n");
      REQUIRE(projector.project(line.view().substr(0, line.view().size() - 1)));
      CHECK(json::found_at(projector.row(), 0).is_missing());
      CHECK((*first.one(projector.row(), "-"))->int_value() == 2 * (b + 1));
      CHECK(json::found_at(projector.row(), 0).int_value() == b + 1);
      // What stands there is taken as it is.
      json::found_at(projector.row(), 0) = json::Value::integer(40);
      CHECK((*second.one(projector.row(), "-"))->int_value() == 40);
    }
  }

  TEST_CASE("null is found once too, and an error is none") {
    const Bindings bindings = with({{"none", ".a + null"}, {"bad", ".a + {}"}});
    CHECK(run_program("[$none, $none], [$bad?], (try $bad catch 1)", "{\"a\":null}", bindings) ==
          "[null,null] [{}] {}");
    CHECK(run_program("[$bad?], (try $bad catch 1)", "{\"a\":2}", bindings) == "[] 1");
  }

  TEST_CASE("a condition gives true or false, what it is made of or whoever asks") {
    const Bindings bindings = with({{"day", ".t|ms|day"},
                                    {"early", "($day < \"2024-03-01\" and .n != null) or .n == 7"},
                                    {"late", "$early|not"},
                                    {"same", "$day >= .other"}});
    const char* const program = "[$early, $late, $same], ($early and true)";
    // 1 February and 1 April 2024.
    CHECK(run_program(program, "{\"t\":1706745600000,\"n\":1,\"other\":\"2024-02-01\"}",
                      bindings) == "[true,false,true] true");
    CHECK(run_program(program, "{\"t\":1706745600000,\"other\":\"2024-02-01x\"}", bindings) ==
          "[false,true,false] false");
    CHECK(run_program(program, "{\"t\":1711929600000,\"n\":7,\"other\":\"2024\"}", bindings) ==
          "[true,false,true] true");
    CHECK(run_program(program, "{\"t\":1711929600000,\"n\":8,\"other\":8}", bindings) ==
          "[false,true,true] false");
    // An error of what it asks is its own.
    CHECK(run_program("(try $early catch \"no\"), ($late?), [$early?]", "{\"t\":[],\"n\":7}",
                      bindings) == "\"no\" []");
    // Texts are compared as jq does, wherever they differ.
    for (const char* const day : {"2024-02-0", "2024-02-01", "2024-02-02", "2024-01-31", "2024-02",
                                  "2024-02-010", "", "3"}) {
      const std::string text = "\"" + std::string(day) + "\"";
      const Bindings compared = with({{"day", ".t|ms|day"}, {"is", "$day < " + text}});
      CHECK(run_program("[$is, $day < " + text + "]", "{\"t\":1706745600000}", compared) ==
            (std::string("2024-02-01") < day ? "[true,true]" : "[false,false]"));
    }
  }

  TEST_CASE("a nested value is a tree, which can be looked into") {
    const Bindings bindings = with({{"x", ".a // .b"}});
    CHECK(run_program("$x.c, ($x|keys), $x", "{\"b\":{\"c\":[1]}}", bindings) ==
          "[1] [\"c\"] {\"c\":[1]}");
  }

  TEST_CASE(
      "a condition gives what the machine gives, of a let of any kind, also once it is known") {
    const Bindings bindings = with({{"x", ".a // .b"}});
    for (const char* value : {"null", "false", "true", "0", "3", "1.5", "\"\"", "\"2024-07-31\"",
                              "\"2024-08\"", "\"\xc3\xa9\"", "[]", "[1]", "[[]]", "{}"}) {
      for (const char* op : {"==", "!=", "<", "<=", ">", ">="}) {
        for (const char* other : {"null", "true", "3", "\"\"", "\"2024-08\"", "[]", "[1]", "{}"}) {
          const std::string record = std::string("{\"b\":") + value + "}";
          const std::string once = std::string("$x ") + op + " " + other;
          const std::string wanted = run_program(once, record, bindings);
          INFO(once, " of ", record);
          CHECK(test_program(once, record, bindings) == wanted);
          CHECK(test_program(once + " and " + once, record, bindings) == wanted);
        }
      }
    }
    CHECK(test_program("$x", "{\"b\":0}", bindings) == "true");
    CHECK(test_program("$x", "{}", bindings) == "false");
    CHECK(run_program("[$x[] | .c]", "{\"b\":[]}", bindings) == "[]");
    CHECK(run_program("[$x[] | .c]", "{\"b\":[{\"c\":1}]}", bindings) == "[1]");
  }

  TEST_CASE("a record that was changed keeps its lets") {
    const Bindings bindings = with({{"x", ".a + 1"}, {"same", ".a"}});
    json::Schema origin;
    json::Schema later;
    const auto program =
        Program::compile("[.a, $x, $same]", later, bindings, Use::kOutputs, &origin);
    REQUIRE(program);
    const PaddedString read("{\"a\":1}\n");
    const PaddedString made("{\"a\":9}\n");
    json::Projector first(origin);
    json::Projector second(later);
    REQUIRE(first.project(read.view().substr(0, 7)));
    REQUIRE(second.project(made.view().substr(0, 7)));
    Evaluator evaluator(*program);
    const auto value = evaluator.one(second.row(), "-", first.row());
    REQUIRE(value);
    std::string text;
    json::append_value(text, **value);
    CHECK(text == "[9,2,1]");
  }
}

}  // namespace
}  // namespace nd::expr
