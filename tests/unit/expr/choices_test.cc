#include "expr/choices.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "expr/run_program.h"

namespace nd::expr {
namespace {

// The value of a key or a let, found by the list of choices; as run_program() says it.
std::string found(const std::string& program, const std::string& record, const Bindings& bindings) {
  json::Schema schema;
  const auto compiled = Program::compile(program, schema, bindings);
  REQUIRE(compiled.has_value());
  const PaddedString line(record + "\n");
  json::Projector projector(schema);
  REQUIRE(projector.project(line.view().substr(0, record.size())));
  Evaluator evaluator(*compiled);
  const auto value = evaluator.one(projector.row(), "-");
  if (!value) return "* " + value.error().message;
  std::string out;
  json::append_value(out, **value);
  return out;
}

}  // namespace

TEST_SUITE("expr/choices") {
  TEST_CASE("a value is what the machine makes of it") {
    const std::vector<std::string> programs = {
        ".a // .b",
        ".a // .b // .c.d",
        "(.a // .b) // 3",
        ".c.d // (.a | length) // .b",
        ".t|ms|day",
        "(.t|day) // .a",
        ".a|length",
        ".a|tostring",
        ".b // [.a]",
        "[.a[]]",
        "[$list[]]",
        "[$list[] | . + 1]",
        "[$list[] | select(. > 1)] // .a",
        "$branch",
        "$other // $branch",
        "if $branch then .a else $list end",
    };
    const std::vector<std::string> values = {"null", "false",   "true",     "0",  "1722470400000",
                                             "1e3",  "\"\"",    "\"x\"",    "[]", "[1,2]",
                                             "{}",   "[\"y\"]", "{\"d\":4}"};
    std::vector<std::string> records = {"{}", "[1]", "7", "\"text\""};
    for (const std::string& a : values) {
      records.push_back("{\"a\":" + a + ",\"t\":" + a + "}");
      for (const std::string& b : values)
        records.push_back("{\"a\":" + a + ",\"b\":" + b + ",\"c\":" + b + "}");
    }
    Bindings bindings;
    bindings.lets = {
        {"list", ".a // []"},
        {"branch", "if .a == null or .b == 0 then .b elif .c.d then $list else .a|length end"},
        {"other", "if .a then .t|day end"}};
    for (const std::string& program : programs) {
      for (const std::string& record : records) {
        CHECK_MESSAGE(found(program, record, bindings) == run_program(program, record, bindings),
                      program << " of " << record);
      }
    }
  }

  TEST_CASE("what a value is without its only field is the same for every record") {
    const std::vector<std::string> programs = {".x // ((.a // \"none\") | ascii_upcase)",
                                               ".x // (.a | length)",
                                               "[.a, .a]",
                                               ".x // (.a | tonumber)",
                                               "(.a | [.])",
                                               ".x // .a.b",
                                               "(.a // error(\"none\"))"};
    const std::vector<std::string> records = {
        "{}", "{\"a\":\"x\"}", "{}",  "{\"a\":null}", "{\"x\":1}",         "3",
        "{}", "{\"a\":\"4\"}", "[2]", "{\"b\":1}",    "{\"a\":{\"b\":2}}", "{}"};
    for (const std::string& program : programs) {
      json::Schema schema;
      const auto compiled = Program::compile(program, schema, Bindings{});
      REQUIRE(compiled.has_value());
      Evaluator evaluator(*compiled);
      json::Projector projector(schema);
      for (const std::string& record : records) {
        const PaddedString line(record + "\n");
        REQUIRE(projector.project(line.view().substr(0, record.size())));
        const auto value = evaluator.one(projector.row(), "-");
        std::string out;
        if (value) json::append_value(out, **value);
        CHECK_MESSAGE((value ? out : "* " + value.error().message) == run_program(program, record),
                      program << " of " << record);
      }
    }
  }
}

}  // namespace nd::expr
