// What was probably not meant: programs that are refused although the grammar takes them, and what
// other languages write.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "expr/dates.h"
#include "expr/run_program.h"

namespace nd::expr {
namespace {

TEST_SUITE_BEGIN("expr/meant");

// The message of a program that is refused; empty if it is not.
std::string refused(std::string_view program, Use use = Use::kOutputs,
                    const Bindings& bindings = {}) {
  json::Schema schema;
  const auto compiled = Program::compile(program, schema, bindings, use);
  if (compiled) return {};
  CHECK(compiled.error().kind == ErrorKind::kUsage);
  CHECK(compiled.error().message.find('^') != std::string::npos);
  return compiled.error().message;
}

bool mentions(const std::string& message, std::string_view text) {
  return message.find(text) != std::string::npos;
}

TEST_CASE("a condition that is an assignment") {
  CHECK(refused(".type = \"X\"", Use::kCondition) ==
        "'=' sets a field, and the record that it gives is true; did you mean ==?\n"
        "  .type = \"X\"\n  ^^^^^^^^^^^");
  for (const char* const program :
       {"select(.type = \"X\")", "if .a = 1 then 2 end", "(.a = 1) and .b", ".b or (.a = 1)",
        ".a = 1 | not", "any(.a = 1)", "all(.[]; .a = 1)", "map(select(.a = 1))",
        "select(.a | .b = 1)"}) {
    CAPTURE(program);
    CHECK(mentions(refused(program), "did you mean ==?"));
  }
  CHECK(mentions(refused(".a |= 1", Use::kCondition), "a condition compares"));
  CHECK(mentions(refused(".a += 1", Use::kCondition), "a condition compares"));
  CHECK(refused(".a = 1").empty());
  CHECK(refused(".a = 1", Use::kArgument).empty());
  CHECK(refused("(.a = 1).a == 1", Use::kCondition).empty());
  CHECK(refused(".a = 1 | .b", Use::kCondition).empty());
}

TEST_CASE("a comparison of type with no type's name") {
  for (const char* const program :
       {"type == \"play\"", "\"play\" == type", "type != \"play\"", ".x | type == \"X\"",
        "(.x | type) == \"text\"", "type == \"number\" or type == \"str\"", "type == null",
        "type == 1", "type | IN(\"string\", \"text\")", "map(select(type == \"int\"))",
        "type == (\"array\", \"list\")"}) {
    CAPTURE(program);
    CHECK(mentions(refused(program), "the field is written .type"));
  }
  for (const char* const program :
       {"type == \"number\"", "(.x | type) != \"null\"", "type == .kind", ".type == \"play\"",
        "type | IN(\"array\", \"object\")", "type == (\"array\", \"object\")",
        "\"t\" as $t | type == $t"}) {
    CAPTURE(program);
    CHECK(refused(program).empty());
  }
  Bindings bindings;
  bindings.arguments = {{"t", "\"play\""}, {"k", "\"string\""}};
  CHECK(mentions(refused("type == $t", Use::kCondition, bindings), "the field is written .type"));
  CHECK(refused("type == $k", Use::kCondition, bindings).empty());
  CHECK(refused("1 as $t | type == $t", Use::kOutputs, bindings).empty());
}

TEST_CASE("a date without quotes") {
  CHECK(
      refused(".created_at > 2015-01-01") ==
      "a date stands in quotes: \"2015-01-01\"; numbers are subtracted where blanks stand between "
      "them\n  .created_at > 2015-01-01\n                ^^^^^^^^^^");
  for (const char* const program :
       {".d >= 2024-07", ".d == (2024-12-31)", ".d < 31-12-2024", ".d < 2024/07/31",
        ".d < 12/31/2024", "[.a, 2024-1-1]", ".d = 2024-01-01", "{d: 2024-02}"}) {
    CAPTURE(program);
    CHECK(mentions(refused(program), "a date stands in quotes"));
  }
  for (const char* const program : {".d > 2015 - 01 - 01", "2024-1", "10-2-1", ".a-1", "1000/60/60",
                                    "2024-13", "86400/24/60", "\"2024-01-01\"", "2024 -01"}) {
    CAPTURE(program);
    CHECK(refused(program).empty());
  }
  CHECK(mentions(refused(".d > 2015-01-01T00:00:00Z"), "double quotes"));
}

TEST_CASE("a function alone, where a field must be meant") {
  CHECK(refused("type", Use::kArgument) ==
        "'type' is a function here, and its input is the whole record; the field is written .type, "
        "the function (type)\n  type\n  ^^^^");
  for (const char* const program : {"length", "day", "ms", "keys", "first", "values", "not"}) {
    CAPTURE(program);
    CHECK(mentions(refused(program, Use::kArgument), "the field is written ."));
    CHECK(refused(program).empty());
  }
  for (const char* const program : {"(type)", ". | length", "now", "input_filename", ".a | length",
                                    "length + 1", "has(\"a\")"}) {
    CAPTURE(program);
    CHECK(refused(program, Use::kArgument).empty());
  }
  for (const char* const program : {"type", "length", "day"})
    CHECK(mentions(refused(program, Use::kCondition), "the field is written ."));
  for (const char* const program : {"not", "objects", "any", "(length)", "true", ".a | length"})
    CHECK(refused(program, Use::kCondition).empty());
  CHECK(mentions(refused("type", Use::kField), "the field is written .type"));
  CHECK(refused("length", Use::kField).empty());
}

TEST_CASE("what other languages write is named, with what stands for it here") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {".a && .b", "write and"},
      {".a || .b", "write or"},
      {".a <> 1", "write !="},
      {".a === 1", "write =="},
      {".a !== 1", "write !="},
      {".a =~ \"x\"", "test("},
      {".a ~ \"x\"", "test("},
      {".a => 1", "write >="},
      {"!.a", ".a | not"},
      {"not .a", ".a | not"},
      {"not(.a)", ".a | not"},
      {"not (.a == 1)", ".a | not"},
      {".a and not .b", ".a | not"},
      {".a like \"x%\"", "test("},
      {".a LIKE \"x%\"", "test("},
      {".a in (1, 2)", "IN("},
      {".a IN (1, 2)", "IN("},
      {".a not in (1, 2)", "| not"},
      {".a is null", ".a == null"},
      {".a is not null", ".a != null"},
      {".a between 1 and 2", ".a >= X"},
      {".a AND .b", "write and"},
      {".a == 'x'", "double quotes"},
      {".a == \u2018x\u2019", "curly quotes"},
      {".a == \u201cx\u201d", "curly quotes"},
      {".a \u2265 1", "write >="},
      {".a \u2013 1", "write -"},
      {".a startswith(\"x\")", ".a | startswith("},
      {".a tostring", "through a pipe: | tostring"},
      {"sampled(0.01)", "sampled(100)"},
      {".u | sampled(0.1)", "sampled(10)"},
      {"sampled(0)", "whole number from 1 on"},
      {"user == \"x\"", "a field is written .user"},
      {"typ == \"x\"", "A field is written .typ"},
      {"NOW", "did you mean 'now'?"}};
  for (const auto& [program, wanted] : cases) {
    CAPTURE(program);
    const std::string message = refused(program);
    CAPTURE(message);
    CHECK(mentions(message, wanted));
  }
}

TEST_CASE("the valid neighbours of foreign symbols stay as they are") {
  const std::string record = R"({"a":2,"b":3,"s":"it's “q” & <>||"})";
  CHECK(run_program(".a != 1, .a*.b, .a-1, [.[]|numbers|.+1]", record) == "true 6 1 [3,4]");
  CHECK(run_program(".s == \"it's “q” & <>||\"", record) == "true");
  CHECK(run_program(".a <= 2, .a >= 2, .a//1, (.a|=5|.a)", record) == "true true 2 5");
  CHECK(run_program(".a as $in | {in: 1, is: $in, like: 2}", record) ==
        R"({"in":1,"is":2,"like":2})");
  CHECK(run_program("[(.a < 3 and .b > 2 | not), IN(.a; 1, 2)]", record) == "[false,true]");
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::expr
