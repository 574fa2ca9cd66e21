#include "stat/schema_check.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "stat/stat.h"
#include "stream/feed.h"

namespace nd::stat {
namespace {

std::string differences(const std::string& schema_text, const std::vector<std::string>& lines) {
  const auto schema = Schema::parse(schema_text);
  REQUIRE(schema.has_value());
  SchemaCheck check(*schema);
  io::Streams streams;
  io::Output out = io::Output::memory();
  REQUIRE(stream::testing::feed(check, json::Schema(), streams, stream::testing::joined(lines), out)
              .has_value());
  return out.buffer();
}

// The errors alone, of one value.
std::string errors(const std::string& schema, const std::string& value) {
  std::string out;
  for (const std::string& line : stream::testing::split(differences(schema, {value}))) {
    const std::size_t at = line.find("\"path\":");
    out += line.substr(at + 7, line.size() - at - 8) + ";";
  }
  return out;
}

std::string refusal(const std::string& schema) {
  const auto made = Schema::parse(schema);
  return made ? "" : made.error().message;
}

}  // namespace

TEST_SUITE_BEGIN("stat/schema_check");

TEST_CASE("types") {
  CHECK(errors(R"({"type":"integer"})", "1.0").empty());
  CHECK(errors(R"({"type":"integer"})", "1.5") == R"(".","error":"is a number, not an integer";)");
  CHECK(errors(R"({"type":"number"})", "1").empty());
  CHECK(errors(R"({"type":["string","null"]})", "null").empty());
  CHECK(errors(R"({"type":["string","null"]})", "[]") ==
        R"(".","error":"is an array, not null or a string";)");
  CHECK(errors(R"({})", "[]").empty());
  CHECK(errors("true", "[]").empty());
  CHECK(errors("false", "[]") == R"(".","error":"is not in the schema";)");
}

TEST_CASE("bounds, lengths, formats, constants") {
  CHECK(errors(R"({"minimum":1,"maximum":2.5})", "2.5").empty());
  CHECK(errors(R"({"minimum":1})", "0.5") == R"(".","error":"is below the minimum";)");
  CHECK(errors(R"({"exclusiveMaximum":1})", "1.0") == R"(".","error":"is not below the maximum";)");
  CHECK(errors(R"({"minimum":1})", "\"a\"").empty());
  CHECK(errors(R"({"maxLength":2})", "\"贵州\"").empty());
  CHECK(errors(R"({"minLength":3})", "\"贵州\"") == R"(".","error":"is too short";)");
  CHECK(errors(R"({"format":"date"})", "\"2024-02-30\"") == R"(".","error":"is no date";)");
  CHECK(errors(R"({"format":"date-time"})", "\"2024-02-28T00:00:00Z\"").empty());
  CHECK(errors(R"({"enum":[1,"a",{"b":[2]}]})", R"({"b":[2.0]})").empty());
  CHECK(errors(R"({"const":1})", "2") == R"(".","error":"is none of the values in the schema";)");
  CHECK(errors(R"({"maxItems":1,"items":{"type":"string"}})", "[\"a\",5]") ==
        R"(".","error":"has too many items";".[]","error":"is an integer, not a string";)");
}

TEST_CASE("members") {
  const std::string schema =
      R"({"type":"object","properties":{"a":{"type":"integer"},"b":{"properties":{"c":{"type":"null"}}}},"required":["a"],"additionalProperties":false})";
  CHECK(errors(schema, R"({"a":1,"b":{"c":null,"d":5}})").empty());
  CHECK(
      errors(schema, R"({"b":{"c":0},"new":1})") ==
      R"(".a","error":"is missing";".b.c","error":"is an integer, not null";".new","error":"is not in the schema";)");
}

TEST_CASE("each line that differs is named") {
  CHECK(differences(R"({"required":["a"]})", {"{}", R"({"a":1})", "{}"}) ==
        R"({"file":"test","line":1,"path":".a","error":"is missing"}
{"file":"test","line":3,"path":".a","error":"is missing"}
)");
}

TEST_CASE("what is not understood is refused") {
  CHECK(refusal(R"({"pattern":"x"})").find("'pattern', which is not understood") !=
        std::string::npos);
  CHECK(refusal(R"({"properties":{"a":{"$ref":"#"}}})").find("'$ref'") != std::string::npos);
  CHECK(refusal(R"({"format":"email"})").find("date or date-time") != std::string::npos);
  CHECK(refusal(R"({"type":"int"})").find("must be one of") != std::string::npos);
  CHECK(refusal("5").find("must be an object") != std::string::npos);
  CHECK(refusal("{").find("no JSON") != std::string::npos);
  CHECK(refusal(R"({"title":"x","$comment":"y","description":"z"})").empty());
}

TEST_CASE("records pass the schema that is made of them") {
  const std::vector<std::string> lines = {
      R"({"a":1,"b":[1,2.5,null],"d":"2024-07-01"})",
      R"({"a":1.5,"b":[],"c":{"x":[{"y":true}]},"d":"2024-07-02"})",
      R"({"a":null,"b":[[]],"d":"2024-07-02"})"};
  StatOptions options;
  options.write = StatOptions::Write::kSchema;
  Stat stat(options);
  io::Streams streams;
  io::Output out = io::Output::memory();
  REQUIRE(stream::testing::feed(stat, json::Schema(), streams, stream::testing::joined(lines), out)
              .has_value());
  REQUIRE(stat.finish(out));
  CHECK(differences(out.buffer(), lines).empty());
  CHECK(!differences(out.buffer(), {R"({"a":1,"b":[],"d":"x"})"}).empty());
  CHECK(!differences(out.buffer(), {R"({"a":1,"b":[]})"}).empty());
}

TEST_SUITE_END();

}  // namespace nd::stat
