#include "stat/path_tree.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "json/field_path.h"

namespace nd::stat {
namespace {

constexpr std::size_t kMany = 1000;

Status add(PathTree& tree, const std::string& text) {
  const PaddedString padded(text + "\n");
  return tree.add(padded.view().substr(0, text.size()));
}

// "path:values" of all paths.
void append_paths(std::string& out, const PathTree& tree, std::uint32_t id,
                  const std::string& path) {
  const PathTree::Node& node = tree.node(id);
  out += path + ":" + std::to_string(node.profile.values()) + "/" +
         std::to_string(node.profile.distinct().values) + " ";
  for (const std::uint32_t place : tree.sorted_children(node)) {
    const auto& child = node.children[place];
    append_paths(out, tree, child.node, path + json::FieldPath{{child.key}}.print());
  }
  if (node.members != PathTree::kNone) append_paths(out, tree, node.members, path + ".*");
  if (node.items != PathTree::kNone) append_paths(out, tree, node.items, path + "[]");
}
std::string paths(const PathTree& tree) {
  std::string out;
  append_paths(out, tree, PathTree::kRoot, "");
  return out;
}

}  // namespace

TEST_SUITE_BEGIN("stat/path_tree");

TEST_CASE("members, items, and what is within them") {
  PathTree tree(kMany);
  REQUIRE(add(tree, R"({"b":{"c":1},"a":[1,{"x":null},[true]]})"));
  REQUIRE(add(tree, R"( { "a" : [ ] , "d\u0065" : "\u00e9" } )"));
  REQUIRE(add(tree, "5"));
  CHECK(paths(tree) == ":3/1 .a:2/0 .a[]:3/1 .a[].x:1/0 .a[][]:1/1 .b:1/0 .b.c:1/1 .de:1/1 ");
}

TEST_CASE("of two equal keys the first counts, also where escapes hide that") {
  PathTree tree(kMany);
  REQUIRE(add(tree, R"({"a":1,"a":"x","\u0061":[2],"b":{"a":3}})"));
  CHECK(paths(tree) == ":1/0 .a:1/1 .b:1/0 .b.a:1/1 ");
  CHECK(tree.node(tree.node(PathTree::kRoot).children[0].node).profile.count(Type::kString) == 0);
}

TEST_CASE("what is no JSON value is refused with its place, and nothing of it stays") {
  PathTree tree(kMany);
  REQUIRE(add(tree, R"({"a":{"b":1}})"));
  const std::string before = paths(tree);
  for (const std::string text :
       {R"({"n":1,"m":[{"k":2}],"a":{"z":)", R"({"n":1,})", R"({"n" 1})", R"({n:1})", R"([1,])",
        R"([1 2])", R"({"n":01})", R"({"n":tru})", R"({"n":"\x"})", R"({"n":1}})",
        "{\"n\":\"\xff\"}", "{\"\xff\":1}", "{\"n\":\"\x01\"}", R"({"n":1} {"n":2})",
        R"({"n":"\ud800x"} 1)"}) {
    CAPTURE(text);
    const Status status = add(tree, text);
    REQUIRE(!status);
    CHECK(status.error().offset <= text.size());
    CHECK(paths(tree) == before);
  }
  REQUIRE(add(tree, R"({"a":{"b":1},"n":1})"));
}

TEST_CASE("depth is bounded") {
  PathTree tree(kMany);
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  CHECK(add(tree, nested(1024)).has_value());
  CHECK(!add(tree, nested(1025)).has_value());
  CHECK(!add(tree, std::string(100'000, '[')).has_value());
  CHECK(!add(tree, std::string(5'000, '{')).has_value());
}

TEST_CASE("an object with too many keys has one path, whatever the order and the parts") {
  std::vector<std::string> lines;
  for (int i = 0; i < 60; ++i) {
    const std::string key = std::to_string(i % 23);
    lines.push_back(R"({"m":{"k)" + key + R"(":{"v":)" + key + R"(,"w)" + std::to_string(i) +
                    R"(":1}},"s":{"a":)" + key + "}}");
  }
  PathTree whole(20);
  for (const std::string& line : lines)
    REQUIRE(add(whole, line));
  CHECK(paths(whole) == ":60/0 .m:60/0 .m.*:60/0 .m.*.*:120/23 .s:60/0 .s.a:60/23 ");
  std::mt19937 random(3);
  for (int round = 0; round < 20; ++round) {
    std::shuffle(lines.begin(), lines.end(), random);
    PathTree first(20);
    PathTree second(20);
    const std::size_t cut = random() % lines.size();
    for (std::size_t i = 0; i < lines.size(); ++i)
      REQUIRE(add(i < cut ? first : second, lines[i]));
    first.merge(second);
    CHECK(paths(first) == paths(whole));
  }
}

TEST_SUITE_END();

}  // namespace nd::stat
