#include "compare/daily_doubt.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/arena.h"
#include "json/tree.h"

namespace nd::compare {
namespace {

// What is said of the values of one record.
std::string doubt(const std::vector<std::string>& values, const std::vector<std::string>& numbers,
                  bool puts_together = false) {
  json::Schema schema;
  const auto list = ValueList::compile(values, schema, {});
  REQUIRE(list.has_value());
  DailyDoubt doubt(*list);
  Arena arena;
  for (std::size_t i = 0; i < numbers.size(); ++i)
    doubt.see(i, *json::parse(numbers[i], arena));
  return doubt.text(puts_together);
}

TEST_SUITE_BEGIN("compare/daily_doubt");

TEST_CASE("a division by a value is seen, and no other stroke") {
  for (const char* text : {".a/.b", "100 * .a / .b", "[.a / (.b + 1)]", ".a / length"})
    CHECK(divides_by_value(text));
  for (const char* text :
       {".a", ".a // .b", ".ms / 1000", ".n / $days", "\"a/b\"", ".\"a/b\"", "", "/"})
    CHECK_FALSE(divides_by_value(text));
}

TEST_CASE("whole numbers raise no doubt, however they are written") {
  CHECK(doubt({"n"}, {"100"}) == "");
  CHECK(doubt({"n"}, {"100.0"}) == "");
  CHECK(doubt({"n"}, {"1e3"}) == "");
  CHECK(doubt({"n"}, {"123456789012345678901234567890"}) == "");
  CHECK(doubt({"n=.cents/100|floor"}, {"3"}) == "");
}

TEST_CASE("fractions and quotients of values do") {
  CHECK(doubt({"n"}, {"0.5"}) ==
        "'n' is divided by days, but looks like a mean or a share: give --basis total, or a "
        "quotient of two fields, NAME=A/B (or --basis daily, if it is an amount)");
  CHECK(doubt({"n", "r=100*.a/.b", "m"}, {"0.5", "3", "1"}) ==
        "'n', 'r' are divided by days, but look like means or shares: give --basis total, or a "
        "quotient of two fields, NAME=A/B (or --basis daily, if they are amounts)");
  CHECK(doubt({"n"}, {"0.5"}, true) ==
        "'n' is divided by days, but looks like a mean or a share: give states of ndgroup "
        "--partial, or a quotient of two fields, NAME=A/B (or --basis daily, if it is an amount)");
}

TEST_CASE("a quotient of two fields is never divided by days") {
  CHECK(doubt({"r=a/b"}, {"0.5"}) == "");
  CHECK(doubt({"r=(.a/.b)"}, {"0.5"}) == "");
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::compare
