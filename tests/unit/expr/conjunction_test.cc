#include "expr/conjunction.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace nd::expr {
namespace {

std::string all_of(const std::vector<std::string>& conditions) {
  std::string all;
  for (const std::string& one : conditions)
    REQUIRE(add_condition(all, one).has_value());
  return all;
}

}  // namespace

TEST_SUITE("expr/conjunction") {
  TEST_CASE(
      "each of several conditions stands in brackets, one alone and the same again as it is") {
    CHECK(all_of({".a or .b"}) == ".a or .b");
    CHECK(all_of({".a", ".a"}) == ".a");
    CHECK(all_of({".a or .b", ".c"}) == "(.a or .b) and (.c)");
    CHECK(all_of({".a # first", ".c"}) == "(.a # first\n) and (.c)");
  }

  TEST_CASE("a bracket of one cannot end those of the other") {
    std::string all = ".a) or (.b";
    CHECK_FALSE(add_condition(all, ".c").has_value());
    all = ".a";
    CHECK_FALSE(add_condition(all, ".c) or (.d").has_value());
  }
}

}  // namespace nd::expr
