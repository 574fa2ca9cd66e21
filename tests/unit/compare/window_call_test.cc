#include "compare/window_call.h"

#include <string_view>

#include <doctest/doctest.h>

namespace nd::compare {

TEST_SUITE("compare/window_call") {
  TEST_CASE("a call is taken apart, and without a name it is called by its text") {
    const auto rolling = WindowCall::parse("rolling(quantile(.x; 0.5); 7d)");
    REQUIRE(rolling.has_value());
    CHECK(rolling->kind == WindowKind::kRolling);
    CHECK(rolling->argument == "quantile(.x; 0.5)");
    CHECK(rolling->extent.seconds == 7 * 86'400);
    CHECK(rolling->needs_time());
    CHECK(rolling->path.text() == "rolling_quantile_x_0_5_7d");
    const auto lag = WindowCall::parse("a.b=lag(.x; 3)");
    REQUIRE(lag.has_value());
    CHECK(lag->path.segments.size() == 2);
    CHECK(lag->shift == 3);
    CHECK_FALSE(lag->needs_time());
    CHECK(WindowCall::parse("rownum")->argument.empty());
    CHECK(WindowCall::parse("running(count)")->argument == "count");
    CHECK(WindowCall::parse("session(30m)")->extent.seconds == 1800);
    CHECK_FALSE(WindowCall::parse("rolling(count; 7)")->needs_time());
  }

  TEST_CASE("what is of another form is refused") {
    for (const std::string_view text :
         {"",         "lag",        "lag()",           "lag(.x; 0)",        "lag(.x; 1; 2)",
          "lag(.x",   "rownum(.x)", "rolling(count)",  "rolling(count; 0)", "session(5)",
          "session",  "sum(.x)",    "first_value(.x)", "lag(.x)/2",         ".x",
          "-lag(.x)", "lag(.x, 1)", "rownum()",        "running(.x)",       "running(sum(.x)/2)",
          "lag(.x]"}) {
      INFO(text);
      const auto call = WindowCall::parse(text);
      REQUIRE_FALSE(call.has_value());
      CHECK(call.error().kind == ErrorKind::kUsage);
    }
  }

  TEST_CASE("a function within the argument is found by its name") {
    REQUIRE(WindowCall::parse("delta(1 + lag(.x))")->nested() != nullptr);
    CHECK(WindowCall::parse("delta(1 + lag(.x))")->nested()->name == "lag");
    CHECK(WindowCall::parse("delta(rownum)")->nested()->name == "rownum");
    for (const std::string_view text :
         {"delta(.lag)", "delta($lag)", "delta(.x.lag + flag)", "rownum"})
      CHECK(WindowCall::parse(text)->nested() == nullptr);
  }

  TEST_CASE("a time is kept as it was written") {
    CHECK(WindowCall::parse("rolling(count; 10m)")->time == "10m");
    CHECK(WindowCall::parse("session(36h)")->time == "36h");
    CHECK(WindowCall::parse("rolling(count; 10)")->time.empty());
  }
}

}  // namespace nd::compare
