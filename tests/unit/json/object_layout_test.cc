// Where the fields that options name stand in a record that is made. jq's reading of each path is
// the oracle of placement in tests/cli/paths.bats; here it is the order and the bytes.
#include "json/object_layout.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "json/tree.h"

namespace nd::json {
namespace {

std::vector<FieldPath> paths_of(const std::vector<std::string>& texts) {
  std::vector<FieldPath> paths;
  for (const std::string& text : texts)
    paths.push_back(FieldPath::parse(text).value());
  return paths;
}

// The object with the number of each path as its value.
std::string laid_out(const std::vector<std::string>& texts) {
  const auto paths = paths_of(texts);
  const ObjectLayout layout(paths);
  std::string out = "{";
  for (const auto& field : layout.fields())
    out += field.before + std::to_string(field.path);
  return out + layout.after() + "}";
}

std::string refusal(const std::vector<std::string>& texts) {
  const auto status = check_apart(paths_of(texts));
  return status ? "" : status.error().message;
}

std::vector<FieldPath> random_paths(std::mt19937& random) {
  const std::vector<std::string> names = {"a", "b", "c", "a.b", "x y", "\"", ""};
  std::vector<FieldPath> paths;
  for (std::size_t i = 0; i < 6; ++i) {
    FieldPath path;
    for (std::size_t size = 1 + random() % 3; size > 0; --size)
      path.segments.push_back(names[random() % names.size()]);
    std::vector<FieldPath> more = paths;
    more.push_back(path);
    if (check_apart(more)) paths = more;
  }
  return paths;
}

}  // namespace

TEST_SUITE_BEGIN("json/object_layout");

TEST_CASE("flat names are one object, in their order") {
  CHECK(laid_out({"day", "kind", "n"}) == R"({"day":0,"kind":1,"n":2})");
  CHECK(laid_out({"\"a.b\"", "\"x y\"", "\"\\\"\""}) == R"({"a.b":0,"x y":1,"\"":2})");
  CHECK(laid_out({}) == "{}");
}

TEST_CASE("an object stands where the first of its fields does") {
  CHECK(laid_out({"a.b", "x", "a.c"}) == R"({"a":{"b":0,"c":2},"x":1})");
  CHECK(laid_out({"x", "a.b.c", "y", "a.d", "a.b.e"}) ==
        R"({"x":0,"a":{"b":{"c":1,"e":4},"d":3},"y":2})");
  CHECK(laid_out({"a.b.c.d", "e"}) == R"({"a":{"b":{"c":{"d":0}}},"e":1})");
  CHECK(laid_out({"e", "a.b.c.d"}) == R"({"e":0,"a":{"b":{"c":{"d":1}}}})");
  CHECK(laid_out({"a.\"b.c\"", "\"a.b\".c"}) == R"({"a":{"b.c":0},"a.b":{"c":1}})");
}

TEST_CASE("what no record can hold is refused") {
  CHECK(refusal({"a", "b.a", "\"b.a\""}).empty());
  CHECK(refusal({"a.b", "a.b"}) ==
        "two fields of the output would be called 'a.b': give one of them another name, NAME=...");
  CHECK(refusal({"a.b", "x", "a"}) ==
        "the field 'a.b' of the output would lie within 'a', which is a field itself: give one of "
        "them another name, NAME=...");
  CHECK(refusal({"a", "a.b.c"}).find("'a.b.c'") != std::string::npos);
}

TEST_CASE("every path of any set reads its own value") {
  std::mt19937 random(5);
  for (int round = 0; round < 2000; ++round) {
    const auto paths = random_paths(random);
    std::vector<std::string> texts;
    for (const FieldPath& path : paths)
      texts.push_back(path.text());
    CHECK(paths_of(texts) == paths);
    const std::string record = laid_out(texts);
    CAPTURE(record);
    Arena arena;
    const auto tree = parse(record, arena);
    REQUIRE(tree.has_value());
    for (std::size_t i = 0; i < paths.size(); ++i) {
      Value value = *tree;
      for (const std::string& segment : paths[i].segments)
        value = find(value, segment);
      CHECK(value.int_value() == static_cast<std::int64_t>(i));
    }
  }
}

TEST_CASE("fields that are missing leave no object behind") {
  const auto paths = paths_of({"a.b", "a.c.d", "x.y", "z"});
  std::string out;
  NestedWriter writer;
  writer.begin(out, paths[1]);
  out += "1";
  writer.begin(out, paths[3]);
  out += "2";
  writer.end(out);
  CHECK(out == R"("a":{"c":{"d":1}},"z":2)");
  out.clear();
  writer.end(out);
  CHECK(out.empty());
  writer.begin(out, paths[2]);
  out += "3";
  writer.end(out);
  CHECK(out == R"("x":{"y":3})");
}

TEST_SUITE_END();

}  // namespace nd::json
