#include "json/value.h"

#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "json/tree.h"

TEST_SUITE("json/value") {
  TEST_CASE("values stand in jq's order") {
    nd::Arena arena;
    const std::vector<std::string> ascending = {"null",
                                                "false",
                                                "true",
                                                "-1e400",
                                                "-9223372036854775809",
                                                "-9223372036854775808",
                                                "-1.5",
                                                "-1",
                                                "0",
                                                "5e-324",
                                                "0.1",
                                                "0.10000000000000000001",
                                                "1",
                                                "9007199254740992",
                                                "9007199254740993",
                                                "9223372036854775807",
                                                "9223372036854775808",
                                                "18446744073709551615",
                                                "18446744073709551616",
                                                "1e400",
                                                "\"\"",
                                                "\"\\u0000\"",
                                                "\"a\"",
                                                "\"a\\u0000\"",
                                                "\"aa\"",
                                                "\"b\"",
                                                "\"\xc3\xa9\"",
                                                "\"\xef\xbc\xa1\"",
                                                "\"\xf0\x9f\x98\x80\"",
                                                "[]",
                                                "[null]",
                                                "[1]",
                                                "[1,0]",
                                                "[2]",
                                                "{}",
                                                "{\"a\":2}",
                                                "{\"b\":0,\"a\":1}",
                                                "{\"a\":1,\"b\":1}",
                                                "{\"b\":1}"};
    for (std::size_t i = 0; i < ascending.size(); ++i) {
      for (std::size_t j = 0; j < ascending.size(); ++j) {
        const auto a = nd::json::parse(ascending[i], arena).value();
        const auto b = nd::json::parse(ascending[j], arena).value();
        INFO(ascending[i], " and ", ascending[j]);
        CHECK((nd::json::compare(a, b) <=> 0) == (i <=> j));
      }
    }
  }

  TEST_CASE("a number is equal to itself in every form") {
    nd::Arena arena;
    for (const char* text : {"1", "1.0", "1e0", "10E-1"}) {
      CHECK(nd::json::equal(nd::json::parse(text, arena).value(), nd::json::Value::integer(1)));
      CHECK(nd::json::equal(nd::json::parse(text, arena).value(), nd::json::Value::real(1.0)));
    }
    CHECK(nd::json::equal(nd::json::parse("-0", arena).value(), nd::json::Value::integer(0)));
    CHECK(nd::json::equal(nd::json::parse("0.1", arena).value(), nd::json::Value::real(0.1)));
  }

  TEST_CASE("NaN is below all numbers and the infinities are at the ends") {
    using nd::json::Value;
    CHECK(nd::json::compare(Value::real(std::nan("")), Value::real(-INFINITY)) < 0);
    CHECK(nd::json::compare(Value::real(-INFINITY), Value::integer(INT64_MIN)) < 0);
    CHECK(nd::json::compare(Value::real(INFINITY), Value::number_text("1e400")) > 0);
  }

  TEST_CASE("a missing value is null to the order and to truth") {
    using nd::json::Value;
    CHECK(nd::json::equal(Value(), Value::null()));
    CHECK_FALSE(Value().is_truthy());
    CHECK_FALSE(Value::boolean(false).is_truthy());
    CHECK(Value::integer(0).is_truthy());
    CHECK(nd::json::type_name(Value()) == "null");
  }
}
