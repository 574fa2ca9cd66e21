#include "compare/tolerance.h"

#include <string>

#include <doctest/doctest.h>

#include "base/arena.h"
#include "json/tree.h"

namespace nd::compare {
namespace {

bool holds(const std::string& tolerance, const std::string& older, const std::string& newer) {
  const auto parsed = Tolerance::parse(tolerance);
  REQUIRE_MESSAGE(parsed.has_value(), parsed.error().message);
  Arena arena;
  return parsed->holds(*json::parse(older, arena), *json::parse(newer, arena));
}

std::string error(const std::string& text) {
  const auto parsed = FieldTolerance::parse(text);
  return parsed ? "" : parsed.error().message;
}

TEST_SUITE_BEGIN("compare/tolerance");

TEST_CASE("a distance, in both directions, with its ends") {
  CHECK(holds("5", "100", "105"));
  CHECK(holds("5", "100", "95"));
  CHECK_FALSE(holds("5", "100", "105.0000000000000000000000001"));
  CHECK_FALSE(holds("5", "100", "94"));
  CHECK(holds("0.1", "0.2", "0.3"));  // not so with doubles
  CHECK_FALSE(holds("0.1", "0.2", "0.30000000000000001"));
  CHECK(holds("0", "1", "1.0"));
  CHECK_FALSE(holds("0", "1", "1.1"));
}

TEST_CASE("a share of the older number's magnitude, with its ends") {
  CHECK(holds("10%", "100", "110"));
  CHECK(holds("10%", "-100", "-110"));
  CHECK_FALSE(holds("10%", "100", "110.00000000000000000001"));
  CHECK_FALSE(holds("10%", "110", "98.99"));
  CHECK(holds("10%", "110", "99"));
  CHECK(holds("0.1%", "1000", "1001"));
  CHECK_FALSE(holds("0.1%", "1000", "1001.0001"));
  CHECK(holds("50%", "0", "-0"));
  CHECK_FALSE(holds("50%", "0", "0.0001"));
  CHECK_FALSE(holds("50%", "1", "-1"));
}

TEST_CASE("wide numbers are decided exactly") {
  CHECK(holds("1", "9007199254740992", "9007199254740993"));
  CHECK_FALSE(holds("1", "9007199254740991", "9007199254740993"));
  CHECK(holds("1", "123456789012345678901234567890", "123456789012345678901234567891"));
  CHECK_FALSE(holds("1", "123456789012345678901234567890", "123456789012345678901234567892"));
  CHECK(holds("1", "18446744073709551615", "18446744073709551616"));
  CHECK(holds("1e-320", "0", "1e-320"));
  CHECK_FALSE(holds("1e-320", "0", "1.1e-320"));
}

TEST_CASE("what is beyond a double is near nothing but itself") {
  CHECK(holds("10%", "1e999", "10e998"));
  CHECK_FALSE(holds("10%", "1e999", "1.01e999"));
  CHECK_FALSE(holds("10%", "1e308", "1e309"));
}

TEST_CASE("what is no tolerance is refused") {
  CHECK(error("plays=0.1%").empty());
  CHECK(error(".=1e-3").empty());
  CHECK(error(R"(."a=b"=5)").empty());
  CHECK(error("plays") == "'plays' is no FIELD=TOLERANCE such as plays=0.1%");
  CHECK(error("=5") == "'=5' is no FIELD=TOLERANCE such as plays=0.1%");
  CHECK(error("plays=") == "'' is no tolerance such as 0.1% or 5");
  CHECK(error("plays=few") == "'few' is no tolerance such as 0.1% or 5");
  CHECK(error("plays=%") == "'%' is no tolerance such as 0.1% or 5");
  CHECK(error("plays=1e999") == "'1e999' is no tolerance such as 0.1% or 5");
  CHECK(error("plays=-1%") == "the tolerance '-1%' is below 0");
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::compare
