#include "json/field_path.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

TEST_SUITE("json/field_path") {
  using nd::json::FieldPath;

  TEST_CASE("with or without the first dot it is the same path") {
    CHECK(FieldPath::parse("city.tier").value() == FieldPath::parse(".city.tier").value());
    CHECK(FieldPath::parse("city.tier")->segments == std::vector<std::string>{"city", "tier"});
    CHECK(FieldPath::parse(".")->segments.empty());
  }

  TEST_CASE("odd names stand in quotes, and printing reads back") {
    for (const char* text : {"a", ".a.b", R"(."a.b")", R"(."".x)", R"(."\"q\"")", ".",
                             "\xe5\x9f\x8e.x", R"(."id-x")"}) {
      const auto path = FieldPath::parse(text);
      REQUIRE(path);
      CHECK(FieldPath::parse(path->print()).value() == *path);
    }
    CHECK(FieldPath::parse(R"("a.b".c)")->segments == std::vector<std::string>{"a.b", "c"});
    CHECK(FieldPath::parse(R"("a.b")")->name() == "a.b");
    CHECK(FieldPath::parse("a.b")->name() == "a.b");
  }

  TEST_CASE("what is no path is refused") {
    for (const char* text : {"", "a-b", "-.a", "a..b", "a b", "a[0]", ".a.", "\"a", "a\"b\""}) {
      INFO(text);
      CHECK_FALSE(FieldPath::parse(text));
    }
  }

  TEST_CASE("a name splits off at the first = that is no ==") {
    CHECK(nd::json::split_name("day=(.t|day)").name == "day");
    CHECK(nd::json::split_name("day = .t == 1").text == ".t == 1");
    CHECK(nd::json::split_name(".t == 1").name.empty());
    CHECK(nd::json::split_name("count").name.empty());
    CHECK(nd::json::split_name("sum(.x)").text == "sum(.x)");
    CHECK(nd::json::split_name(R"("a b"=.x)").name == R"("a b")");
  }
}
