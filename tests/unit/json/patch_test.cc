#include "json/patch.h"

#include <string>

#include <doctest/doctest.h>

#include "base/padded_view.h"

namespace nd::json {
namespace {

std::string with(std::string_view record, std::string_view path) {
  const PaddedString line{std::string(record)};
  std::string out;
  const auto status = append_with_field(out, line.view(), FieldPath::parse(path).value(), "7");
  return status ? out : "error: " + status.error().message;
}

}  // namespace

TEST_SUITE_BEGIN("json/patch");

TEST_CASE("a field is set in its place or added last, other bytes stay") {
  CHECK(with(R"({ "a" : 0 ,"b":2 })", "a") == R"({ "a" : 7 ,"b":2 })");
  CHECK(with(R"({ "b":2 })", "a") == R"({ "b":2 ,"a":7})");
  CHECK(with("{}", "a") == R"({"a":7})");
  CHECK(with(R"({"\u0061":0})", "a") == R"({"\u0061":7})");
  CHECK(with(R"({"a.b":0})", "\"a.b\"") == R"({"a.b":7})");
}

TEST_CASE("the objects around a field are made where they are missing or null") {
  CHECK(with("{}", "a.b") == R"({"a":{"b":7}})");
  CHECK(with(R"({"x":1})", "a.b.c") == R"({"x":1,"a":{"b":{"c":7}}})");
  CHECK(with(R"({"a":{}})", "a.b") == R"({"a":{"b":7}})");
  CHECK(with(R"({"a":{"x":1},"y":2})", "a.b.c") == R"({"a":{"x":1,"b":{"c":7}},"y":2})");
  CHECK(with(R"({"a":null,"y":2})", "a.b.c") == R"({"a":{"b":{"c":7}},"y":2})");
  CHECK(with(R"({"a":{"b":null}})", "a.b.c") == R"({"a":{"b":{"c":7}}})");
  CHECK(with(R"({"a":{"b":[1]}})", "a.b") == R"({"a":{"b":7}})");
}

TEST_CASE("a value is not replaced by its beginning") {
  for (const char* const value : {"2024-01-01", "0x1", "\"x\"y", "truex", "1 2", "{}x", "1]"}) {
    CAPTURE(value);
    for (const char* const after : {"}", ",\"b\":2}"}) {
      const std::string line = std::string(R"({"a":)") + value + after;
      CHECK(with(line, "a") == "error: expected ',' or '}'");
      CHECK(with(R"({"x":)" + line + "}", "x.a") == "error: expected ',' or '}'");
    }
  }
  CHECK(with(R"({"a":1,000})", "a") == "error: expected a key in quotes");
  CHECK(with(R"({"a":null0,"b":2})", "a.c") == "error: expected ',' or '}'");
}

TEST_CASE("anything else on the way is a bad record") {
  CHECK(with("[1]", "a") == "error: a field can be set in an object only");
  CHECK(with(R"({"a":1})", "a.b") ==
        "error: no field can be set within 'a', which is of type number");
  CHECK(with(R"({"a":{"b":"x"}})", "a.b.c") ==
        "error: no field can be set within 'a.b', which is of type string");
  CHECK(with(R"({"a":[{}]})", "a.b") ==
        "error: no field can be set within 'a', which is of type array");
  CHECK(with(R"({"a":false})", "a.b").ends_with("boolean"));
  CHECK(with(R"({"a" 1})", "b").starts_with("error:"));
}

TEST_SUITE_END();

}  // namespace nd::json
