#include "compare/record_difference.h"

#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "json/tree.h"

namespace nd::compare {
namespace {

struct Rules {
  std::vector<std::string> only{};
  std::vector<std::string> ignore{};
  std::vector<std::string> tolerances{};
};

RecordDifference made(const Rules& rules) {
  FieldRules::FieldRequest request;
  for (const std::string& text : rules.only)
    request.only.push_back(*json::FieldPath::parse(text));
  for (const std::string& text : rules.ignore)
    request.ignore.push_back(*json::FieldPath::parse(text));
  for (const std::string& text : rules.tolerances)
    request.tolerances.push_back(*FieldTolerance::parse(text));
  return RecordDifference(*FieldRules::make(std::move(request)));
}

// The fields in which they differ; "same" if there are none.
std::string difference(const std::string& older, const std::string& newer,
                       const Rules& rules = {}) {
  RecordDifference records = made(rules);
  std::string fields = "x";
  const auto differ = records.find(older, newer, fields);
  if (!differ) return differ.error().message;
  CHECK(*differ == (fields != "x"));
  return *differ ? fields.substr(1) : "same";
}

TEST_SUITE_BEGIN("compare/record_difference");

TEST_CASE("values are compared, not their texts") {
  CHECK(difference(R"({"a":1,"b":"é","c":[1.50]})", R"({"c":[15e-1],"b":"\u00e9","a":1.0})") ==
        "same");
  CHECK(difference(R"({"a":123456789012345678901})", R"({"a":123456789012345678902})") ==
        R"({"a":[123456789012345678901,123456789012345678902]})");
  CHECK(difference(R"({"a":1})", R"({"a":"1"})") == R"({"a":[1,"1"]})");
  CHECK(difference(R"({"a":true,"b":-0})", R"({"a":false,"b":0})") == R"({"a":[true,false]})");
}

TEST_CASE("fields stand in the order of the older record, then in that of the newer one") {
  CHECK(difference(R"({"b":1,"a":2,"c":3})", R"({"y":1,"c":4,"x":2,"a":3})") ==
        R"({"b":[1,null],"a":[2,3],"c":[3,4],"y":[null,1],"x":[null,2]})");
}

TEST_CASE("null and missing are one") {
  CHECK(difference(R"({"a":null})", R"({"b":null})") == "same");
  CHECK(difference(R"({"a":{"b":null}})", R"({"a":{}})") == "same");
  CHECK(difference(R"({"a":{}})", R"({})") == R"({"a":[{},null]})");
  CHECK(difference(R"({"a":[{"b":null}]})", R"({"a":[{}]})") == R"({"a":[[{"b":null}],[{}]]})");
}

TEST_CASE("objects are compared field by field, anything else as a whole") {
  CHECK(difference(R"({"claim":{"word":"+","value":1,"of":{"n":2}},"t":[1,2]})",
                   R"({"claim":{"of":{"n":3},"value":2,"word":"+"},"t":[1,3]})") ==
        R"({"claim":{"value":[1,2],"of":{"n":[2,3]}},"t":[[1,2],[1,3]]})");
  CHECK(difference(R"({"a":{"b":1}})", R"({"a":[1]})") == R"({"a":[{"b":1},[1]]})");
  CHECK(difference(R"({"a":{"b":1}})", R"({"a":null})") == R"({"a":[{"b":1},null]})");
}

TEST_CASE("records that are no objects differ in the field .") {
  CHECK(difference("1", "1.0") == "same");
  CHECK(difference("1", R"(["x"])") == R"({".":[1,["x"]]})");
  CHECK(difference(R"({"a":1})", "null") == R"({".":[{"a":1},null]})");
  CHECK(difference(R"({"a":1})", "null", {.only = {"a"}}) == R"({"a":[1,null]})");
  CHECK(difference("3", "4", {.only = {"a"}}) == "same");
  CHECK(difference("3", "4", {.tolerances = {".=1"}}) == "same");
}

TEST_CASE("only some fields are compared") {
  const std::string older = R"({"a":1,"c":{"d":1,"e":1,"f":1},"g":1})";
  const std::string newer = R"({"a":2,"c":{"d":2,"e":2,"f":2},"g":2})";
  CHECK(difference(older, newer, {.only = {"c.e"}}) == R"({"c":{"e":[1,2]}})");
  CHECK(difference(older, newer, {.only = {"c"}, .ignore = {"c.d"}}) ==
        R"({"c":{"e":[1,2],"f":[1,2]}})");
  CHECK(difference(older, newer, {.ignore = {"c", "a"}}) == R"({"g":[1,2]})");
  CHECK(difference(older, newer, {.only = {"x"}}) == "same");
}

TEST_CASE("an object that is missing has no fields, where something is said of them") {
  CHECK(difference(R"({"a":null})", R"({"a":{"b":1}})", {.only = {"a.b"}}) ==
        R"({"a":{"b":[null,1]}})");
  CHECK(difference(R"({"a":5})", R"({"a":{"b":1}})", {.only = {"a.b"}}) ==
        R"({"a":{"b":[null,1]}})");
  CHECK(difference(R"({})", R"({"a":{"b":1}})", {.ignore = {"a.b"}}) == "same");
  CHECK(difference(R"({})", R"({"a":{"b":1,"c":2}})", {.ignore = {"a.b"}}) ==
        R"({"a":{"c":[null,2]}})");
  CHECK(difference(R"({"a":5})", R"({"a":{"b":1}})", {.ignore = {"a.b"}}) ==
        R"({"a":[5,{"b":1}]})");
}

TEST_CASE("a tolerance holds for every number within its field") {
  const Rules rules{.tolerances = {"a=10%"}};
  CHECK(difference(R"({"a":100,"b":100})", R"({"a":110,"b":110})", rules) == R"({"b":[100,110]})");
  CHECK(difference(R"({"a":[100,{"x":10,"y":"s"}]})", R"({"a":[91,{"y":"s","x":11}]})", rules) ==
        "same");
  CHECK(difference(R"({"a":[100,{"x":10}]})", R"({"a":[100,{"x":12}]})", rules) ==
        R"({"a":[[100,{"x":10}],[100,{"x":12}]]})");
  CHECK(difference(R"({"a":[1,2]})", R"({"a":[1]})", rules) == R"({"a":[[1,2],[1]]})");
  CHECK(difference(R"({"a":{"x":10,"y":10}})", R"({"a":{"x":11,"y":12}})", rules) ==
        R"({"a":{"y":[10,12]}})");
  CHECK(difference(R"({"a":1})", R"({"a":"1"})", rules) == R"({"a":[1,"1"]})");
  CHECK(difference(R"({"a":[{"x":1}]})", R"({"a":[{"y":1}]})", rules) ==
        R"({"a":[[{"x":1}],[{"y":1}]]})");
}

TEST_CASE("the first of two fields of one name counts") {
  CHECK(difference(R"({"a":1,"a":2})", R"({"a":1})") == "same");
}

TEST_CASE("many fields in any order are found as if they were few") {
  std::mt19937_64 random(7);
  for (int run = 0; run < 50; ++run) {
    std::vector<std::string> older;
    std::vector<std::string> newer;
    std::string wanted;
    for (int i = 0; i < 60; ++i) {
      const std::string name = "\"f" + std::to_string(i) + "\":";
      const bool differs = random() % 4 == 0;
      older.push_back(name + "1");
      newer.push_back(name + (differs ? "2" : "1"));
      if (differs) wanted += (wanted.empty() ? "" : ",") + name + "[1,2]";
    }
    std::shuffle(newer.begin(), newer.end(), random);
    const auto object = [](const std::vector<std::string>& members) {
      std::string out = "{";
      for (const std::string& member : members)
        out += (out.size() > 1 ? "," : "") + member;
      return out + "}";
    };
    REQUIRE(difference(object(older), object(newer)) ==
            (wanted.empty() ? "same" : "{" + wanted + "}"));
  }
}

TEST_CASE("a text that is no JSON is an error") {
  CHECK(difference("{", "{}") == "expected a key in quotes");
}

TEST_CASE("a tolerance that met values, but no two numbers") {
  const auto idle = [](const std::vector<std::pair<std::string, std::string>>& pairs) {
    RecordDifference records = made({.tolerances = {"a=1", "b.c=5%"}});
    std::string fields;
    for (const auto& [older, newer] : pairs)
      REQUIRE(records.find(older, newer, fields).has_value());
    std::string all;
    for (const json::FieldPath& path : records.idle_tolerances())
      all += path.print();
    return all;
  };
  CHECK(idle({}).empty());
  CHECK(idle({{R"({"d":1})", R"({"d":2})"}}).empty());
  CHECK(idle({{R"({"a":1})", R"({"a":null})"}}).empty());
  CHECK(idle({{R"({"a":"1"})", R"({"a":"2"})"}}) == ".a");
  CHECK(idle({{R"({"a":"1"})", R"({"a":2})"}}) == ".a");
  CHECK(idle({{R"({"a":"1"})", R"({"a":2})"}, {R"({"a":1})", R"({"a":9})"}}).empty());
  CHECK(idle({{R"({"a":[1],"b":{"c":"x"}})", R"({"a":[2],"b":{"c":"y"}})"}}) == ".b.c");
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::compare
