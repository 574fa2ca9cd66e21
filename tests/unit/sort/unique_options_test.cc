#include "sort/unique_options.h"

#include <string_view>

#include <doctest/doctest.h>

namespace nd::sort {

TEST_SUITE("sort/unique_options") {
  TEST_CASE("a rule is first, last, min:F or max:F") {
    KeepRule rule;
    CHECK(parse_into("last", rule).has_value());
    CHECK(rule.keep == Keep::kLast);
    CHECK(parse_into("min:recv_ms", rule).has_value());
    CHECK(rule.keep == Keep::kMin);
    CHECK(rule.by == "recv_ms");
    CHECK(parse_into("max:(.a + .b)", rule).has_value());
    CHECK(rule.keep == Keep::kMax);
    CHECK(rule.by == "(.a + .b)");
    CHECK(parse_into("first", rule).has_value());
    CHECK(rule.keep == Keep::kFirst);
    CHECK(rule.by.empty());
    for (const std::string_view text : {"", "min", "min:", "max:", "First", "mean:a"}) {
      CHECK(parse_into(text, rule).error().kind == ErrorKind::kUsage);
    }
  }
}

}  // namespace nd::sort
