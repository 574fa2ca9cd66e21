#include "compare/window_function.h"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "compare/window_records.h"

namespace nd::compare {
namespace {

// What the function says of records with these values of x, each of the group and at the time
// given.
struct Turn {
  std::string x;
  WindowMoment at{};
};

std::string said(const std::string& text, const std::vector<Turn>& turns) {
  json::Schema schema;
  const auto call = WindowCall::parse(text);
  REQUIRE(call.has_value());
  const auto function = make_function(*call, schema, {});
  REQUIRE(function.has_value());
  tests::WindowRecords records(schema);
  std::string out;
  for (const Turn& turn : turns) {
    const Status status = (*function)->read(records("{\"x\":" + turn.x + "}"), 3);
    if (!out.empty()) out += ' ';
    if (status) {
      (*function)->step(3, turn.at, out);
    } else {
      out += status.error().message;
    }
  }
  return out;
}

}  // namespace

TEST_SUITE("compare/window_function") {
  TEST_CASE("lag is the text of the value before, of each group") {
    CHECK(said("lag(.x)", {{"1"}, {"\"a\"", {1}}, {"[1, 2]"}, {"null"}, {"2"}}) ==
          "null null 1 [1, 2] null");
    CHECK(said("lag(.x; 2)", {{"1"}, {"2"}, {"3"}, {"4"}, {"5"}}) == "null null 1 2 3");
  }

  TEST_CASE("delta is exact, beyond 64 bits too") {
    CHECK(said("delta(.x)", {{"0.1"}, {"0.3"}, {"null"}, {"1"}, {"3"}}) == "null 0.2 null null 2");
    CHECK(said("delta(.x)", {{"-9223372036854775808"}, {"9223372036854775807"}}) ==
          "null 18446744073709551615");
    CHECK(said("delta(.x)", {{"\"a\""}}) == "delta(.x): \"a\" is of type string, not a number");
  }

  TEST_CASE("changed compares values, and the first has changed") {
    CHECK(said("changed(.x)", {{"null"}, {"null"}, {"1"}, {"1.0"}, {"\"1\""}}) ==
          "true false true false true");
  }

  TEST_CASE("a visit ends with a gap that is longer") {
    const auto at = [](std::int64_t seconds) {
      return WindowMoment{0, columns::Moment{seconds} * columns::kNanosOfSecond};
    };
    CHECK(said("session(10s)", {{"1", at(-5)}, {"1", at(5)}, {"1", at(16)}, {"1", at(16)}}) ==
          "1 1 2 2");
    CHECK(said("rownum", {{"1"}, {"1", {1}}, {"1"}}) == "1 1 2");
  }
}

}  // namespace nd::compare
