#include "base/wording.h"

#include <vector>

#include <doctest/doctest.h>

TEST_SUITE_BEGIN("base/wording");

TEST_CASE("long texts are cut between characters") {
  CHECK(nd::in_quotes("short") == "'short'");
  CHECK(nd::in_quotes(std::string(100, 'x')) == "'" + std::string(100, 'x') + "'");
  CHECK(nd::in_quotes(std::string(99, 'x') + "万万") == "'" + std::string(99, 'x') + "...'");
  CHECK(nd::in_quotes("abcd", 3) == "'abc...'");
}

TEST_CASE("a list has commas between its items") {
  const std::vector<std::string_view> names = {"a", "", "c"};
  CHECK(nd::joined(names) == "a, , c");
  CHECK(nd::joined(std::vector<std::string>()).empty());
  CHECK(nd::joined(names, [](std::string_view name) { return nd::in_quotes(name); }) ==
        "'a', '', 'c'");
}

TEST_SUITE_END();
