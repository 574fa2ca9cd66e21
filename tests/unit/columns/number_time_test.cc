#include "columns/number_time.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::columns {
namespace {

using json::Value;

std::string year(const Value& value) {
  const auto found = year_of(value);
  return found ? found->text() : "";
}

}  // namespace

TEST_SUITE("columns/number_time") {
  TEST_CASE("a year is a whole number of four digits, however it is written") {
    CHECK(year(Value::integer(1000)) == "1000");
    CHECK(year(Value::integer(9999)) == "9999");
    CHECK(year(Value::integer(999)).empty());
    CHECK(year(Value::integer(10000)).empty());
    CHECK(year(Value::integer(-2024)).empty());
    CHECK(year(Value::real(2024.0)) == "2024");
    CHECK(year(Value::real(2024.5)).empty());
    CHECK(year(Value::number_text("2.024e3")) == "2024");
    CHECK(year(Value::number_text("1e400")).empty());
    CHECK(year(Value::string("2024")).empty());
    CHECK(year(Value::null()).empty());
  }

  TEST_CASE("a date without hyphens is one of the calendar") {
    CHECK(is_date_without_hyphens(Value::integer(20240229)));
    CHECK(is_date_without_hyphens(Value::integer(202412)));
    CHECK(is_date_without_hyphens(Value::number_text("20240731.0")));
    for (const std::int64_t other : {20230229, 202413, 202400, 2024, 18991231, 21000101, 0}) {
      CAPTURE(other);
      CHECK_FALSE(is_date_without_hyphens(Value::integer(other)));
    }
    CHECK_FALSE(is_date_without_hyphens(Value::string("20240731")));
  }

  TEST_CASE("what makes a period of a value") {
    CHECK(period_expression(Value::integer(20240731), "d") ==
          R"((.d|tostring|strptime("%Y%m%d")|strftime("%Y-%m-%d")))");
    CHECK(period_expression(Value::integer(202407), "a.b") == R"((.a.b|tostring|.[:4]+"-"+.[4:]))");
    CHECK(period_expression(Value::integer(1719792000), "d") == "(.d|day)");
    CHECK(period_expression(Value::integer(1719792000000), "d") == "(.d|ms|day)");
    CHECK(period_expression(Value::string("2024-07-31T20:00:00Z"), "(.x)") == "((.x)|day)");
    CHECK(period_expression(Value::string("soon"), "d").empty());
    CHECK(period_expression(Value::integer(7), "d").empty());
    CHECK(period_expression(Value::boolean(true), "d").empty());
  }
}

}  // namespace nd::columns
