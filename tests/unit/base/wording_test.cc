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

TEST_CASE("an excerpt is short, and shows what is no text") {
  CHECK(nd::excerpt("a\x1b[31mb\n") == "a\\x1b[31mb\\x0a");
  CHECK(nd::excerpt(std::string(500, 'x'), 10) == "xxxxxxxxxx...");
  CHECK(nd::excerpt("\xe4\xb8\xad\xe6\x96\x87", 4) == "\xe4\xb8\xad...");
  CHECK(nd::excerpt("a\xff\xe4\xb8\xad\x7f") == "a\\xff\xe4\xb8\xad\\x7f");
  CHECK(nd::in_quotes("a\tb") == "'a\\x09b'");
}

TEST_CASE("a list has commas between its items") {
  const std::vector<std::string_view> names = {"a", "", "c"};
  CHECK(nd::joined(names) == "a, , c");
  CHECK(nd::joined(std::vector<std::string>()).empty());
  CHECK(nd::joined(names, [](std::string_view name) { return nd::in_quotes(name); }) ==
        "'a', '', 'c'");
}

TEST_SUITE_END();
