#include "compare/added_fields.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "compare/window_records.h"

namespace nd::compare {
namespace {

// The line with a number in each field, from 1 on; or why it cannot have them.
std::string with_fields(const std::vector<std::string>& names, const std::string& line) {
  std::vector<json::FieldPath> paths;
  for (const std::string& name : names)
    paths.push_back(*json::FieldPath::parse(name));
  json::Schema schema;
  AddedFields fields(paths, schema);
  tests::WindowRecords records(schema);
  const stream::Record record = records(line);
  const auto way = fields.check(record);
  if (!way) return way.error().message;
  std::string out;
  fields.write(out, record.text, *way,
               [](std::size_t i, std::string& text) { text += std::to_string(i + 1); });
  return out;
}

}  // namespace

TEST_SUITE("compare/added_fields") {
  TEST_CASE("new fields stand behind the others, within objects where they say so") {
    CHECK(with_fields({"a"}, R"({"x":1})") == R"({"x":1,"a":1})");
    CHECK(with_fields({"a.b", "c", "a.d"}, R"({ "x" : 1 })") ==
          R"({ "x" : 1,"a":{"b":1,"d":3},"c":2 })");
    CHECK(with_fields({"a", "b"}, "{}") == R"({"a":1,"b":2})");
    CHECK(with_fields({"a"}, "{ }") == R"({ "a":1})");
  }

  TEST_CASE("a field that is there is replaced where it stands") {
    CHECK(with_fields({"a", "b"}, R"({"b":"old","x":1})") == R"({"b":2,"x":1,"a":1})");
    CHECK(with_fields({"a.b"}, R"({"a":{"c":0},"x":1})") == R"({"a":{"c":0,"b":1},"x":1})");
    CHECK(with_fields({"a.b"}, R"({"a":null})") == R"({"a":{"b":1}})");
  }

  TEST_CASE("what cannot take a field is refused before anything is written") {
    CHECK(with_fields({"a.b"}, R"({"a":5})") ==
          "no field can be set within 'a', which is of type number");
    CHECK(with_fields({"a"}, "[1]") == "a field can be set in an object only");
  }
}

}  // namespace nd::compare
