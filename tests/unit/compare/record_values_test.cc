#include "compare/record_values.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::compare {
namespace {

TEST_SUITE_BEGIN("compare/record_values");

TEST_CASE("a period is text, or a year's number") {
  CHECK(period_of(json::Value::string("2024-07"), "t")->text() == "2024-07");
  CHECK(period_of(json::Value::integer(2024), "t")->text() == "2024");
}

TEST_CASE("anything else is told by its kind") {
  const auto message = [](const json::Value& value) {
    return std::string(period_of(value, "t").error().message);
  };
  CHECK(message(json::Value::null()) == "the record has no period in 't'");
  CHECK(message(json::Value::integer(7)) ==
        "the period in 't' is no text like 2024-07 but the number '7'");
  CHECK(message(json::Value::integer(202407)) ==
        "the period in 't' is no text like 2024-07 but the number '202407'; write -t "
        "'(.t|tostring|.[:4]+\"-\"+.[4:])'");
  CHECK(message(json::Value::string("2024-07-31T20:00:00Z")) ==
        "'2024-07-31T20:00:00Z' is not a period like 2024, 2024-Q3, 2024-07, 2024-W31 or "
        "2024-07-31; write -t '(.t|day)'");
  CHECK(message(json::Value::boolean(true)) ==
        "the period in 't' is no text like 2024-07 but boolean");
}

TEST_CASE("numbers and null are taken, a partial state is told by what it is") {
  CHECK(check_number(json::Value::integer(1), "n").has_value());
  CHECK(check_number(json::Value(), "n").has_value());
  CHECK(check_number(json::Value::string("1"), "n").error().kind == ErrorKind::kInput);
  CHECK(check_number(json::Value::object({}), "n").error().kind == ErrorKind::kInput);
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::compare
