#include "parse/cell_converter.h"

#include <string>

#include <doctest/doctest.h>

using nd::parse::CellConverter;
using nd::parse::CellRule;
using nd::parse::CellType;
using nd::parse::TimeOption;

TEST_SUITE_BEGIN("parse/cell_converter");

namespace {

CellConverter plain() {
  return CellConverter(false, std::nullopt, nd::time::Zone());
}

// The JSON of a cell, or "error: ...".
std::string cell(CellConverter&& converter, std::string_view text, const CellRule& rule) {
  std::string out;
  const auto status = converter.append_cell(out, text, rule);
  return status ? out : "error: " + status.error().message;
}
std::string typed(std::string_view text, CellType type) {
  CellRule rule;
  rule.type = type;
  return cell(plain(), text, rule);
}
std::string timed(std::string_view text, const std::string& format, const char* zone = "UTC") {
  TimeOption option;
  REQUIRE(parse_into("at=" + format, option));
  CellRule rule;
  rule.time = option.format;
  return cell(CellConverter(false, std::nullopt, nd::time::Zone::find(zone).value()), text, rule);
}
std::string value(CellConverter&& converter, std::string_view json,
                  CellType type = CellType::kAsItIs) {
  CellRule rule;
  rule.type = type;
  std::string out;
  const auto status = converter.append_json(out, json, rule);
  return status ? out : "error: " + status.error().message;
}

}  // namespace

TEST_CASE("int takes whole numbers of 64 bits however they are written") {
  const auto integer = [](std::string_view text) { return typed(text, CellType::kInt); };
  CHECK(integer("12") == "12");
  CHECK(integer("-0") == "0");
  CHECK(integer("+7") == "7");
  CHECK(integer("007") == "7");
  CHECK(integer("-007") == "-7");
  CHECK(integer(" 7 ") == "7");
  CHECK(integer("7.0") == "7");
  CHECK(integer("7.") == "7");
  CHECK(integer("1.5e1") == "15");
  CHECK(integer("9223372036854775807") == "9223372036854775807");
  CHECK(integer("18446744073709551615") == "18446744073709551615");
  CHECK(integer("-9223372036854775808") == "-9223372036854775808");
  CHECK(integer("1e19") == "10000000000000000000");
  CHECK(integer("18446744073709551616") ==
        "error: '18446744073709551616' is beyond the whole numbers of 64 bits");
  CHECK(integer("-9223372036854775809").find("beyond") != std::string::npos);
  CHECK(integer("1e999999").find("beyond") != std::string::npos);
  for (const std::string_view bad :
       {"", "x", "1.5", "1 2", "0x10", "1,000", "--1", "+-1", ".", "1e", "NaN", "é"}) {
    CAPTURE(bad);
    CHECK(integer(bad) == "error: '" + std::string(bad) + "' is not a whole number");
  }
}

TEST_CASE("float keeps the text of a JSON number and mends others") {
  const auto number = [](std::string_view text) { return typed(text, CellType::kFloat); };
  CHECK(number("1.50") == "1.50");
  CHECK(number("1E+2") == "1E+2");
  CHECK(number("0.1000000000000000055511151231257827") == "0.1000000000000000055511151231257827");
  CHECK(number(".5") == "0.5");
  CHECK(number("-.5") == "-0.5");
  CHECK(number("5.") == "5");
  CHECK(number("5.e3") == "5e3");
  CHECK(number("+05.10") == "5.10");
  CHECK(number("00") == "0");
  for (const std::string_view bad : {"", "nan", "inf", "1..2", "1e", ".", "-", "1,5"}) {
    CAPTURE(bad);
    CHECK(number(bad) == "error: '" + std::string(bad) + "' is not a number");
  }
}

TEST_CASE("bool, string and json") {
  for (const std::string_view yes : {"true", "TRUE", "1", "yes", "Y", "t"})
    CHECK(typed(yes, CellType::kBool) == "true");
  for (const std::string_view no : {"false", "0", "No", "n", "F"})
    CHECK(typed(no, CellType::kBool) == "false");
  CHECK(typed("2", CellType::kBool) == "error: '2' is neither true nor false");
  CHECK(typed("", CellType::kBool) == "error: '' is neither true nor false");
  CHECK(typed("1", CellType::kString) == "\"1\"");
  CHECK(typed("[1, {\"a\": 2}]", CellType::kJson) == "[1,{\"a\":2}]");
  CHECK(typed("[1,", CellType::kJson) == "error: '[1,' is no JSON: expected a value at its byte 4");
}

TEST_CASE("times become RFC 3339 in UTC") {
  CHECK(timed("1720000000", "s") == "\"2024-07-03T09:46:40Z\"");
  CHECK(timed("1720000000123", "ms") == "\"2024-07-03T09:46:40.123Z\"");
  CHECK(timed("-1", "us") == "\"1969-12-31T23:59:59.999999Z\"");
  CHECK(timed("1720000000123456789", "ns") == "\"2024-07-03T09:46:40.123456789Z\"");
  CHECK(timed("1720000000.5", "s") == "\"2024-07-03T09:46:40.5Z\"");
  CHECK(timed("2024-07-31T23:59:59+08:00", "rfc3339") == "\"2024-07-31T15:59:59Z\"");
  CHECK(timed("2024-07-31 23:59:59", "rfc3339", "Asia/Shanghai") == "\"2024-07-31T15:59:59Z\"");
  CHECK(timed("31/07/2024", "%d/%m/%Y", "Asia/Shanghai") == "\"2024-07-30T16:00:00Z\"");
  CHECK(timed("31/Jul/2024:23:59:59 +0800", "%d/%b/%Y:%H:%M:%S %z") == "\"2024-07-31T15:59:59Z\"");
  CHECK(timed("2024-07", "%Y-%m") == "\"2024-07-01T00:00:00Z\"");
  CHECK(timed("2016-12-31 23:59:60", "%Y-%m-%d %H:%M:%S") == "\"2017-01-01T00:00:00Z\"");
  // 02:30 does not exist on this day: the clocks went from 02:00 to 03:00.
  CHECK(timed("2024-03-31 02:30", "%Y-%m-%d %H:%M", "Europe/Berlin") == "\"2024-03-31T01:30:00Z\"");
  CHECK(timed("x", "ms") == "error: 'x' is not an epoch number: not a number");
  CHECK(timed("99999999999999", "s").find("error: '99999999999999' is not an epoch number") == 0);
  CHECK(timed("2024-02-30", "%Y-%m-%d")
            .find("error: '2024-02-30' is not a time of the form %Y-%m-%d") == 0);
  CHECK(timed("2024-02-30T00:00:00Z", "rfc3339").find("error: ") == 0);
}

TEST_CASE("a null text comes before the type, inference after it") {
  const auto both = [] { return CellConverter(true, "", nd::time::Zone()); };
  CellRule integer;
  integer.type = CellType::kInt;
  CHECK(cell(both(), "", integer) == "null");
  CHECK(cell(both(), "", {}) == "null");
  CHECK(cell(both(), "1.0", {}) == "1.0");
  CHECK(cell(both(), "-1e5", {}) == "-1e5");
  CHECK(cell(both(), "true", {}) == "true");
  for (const std::string_view text :
       {"01", "+1", "1.", ".5", "True", "null", "NaN", " 1", "0x1", "1_0"}) {
    CHECK(cell(both(), text, {}) == "\"" + std::string(text) + "\"");
  }
  CellRule required;
  required.required = true;
  CHECK(cell(both(), "", required) == "error: the field is required, but null");
}

TEST_CASE(
    "values of JSON records: strings are cells, null stays, what need not change keeps its bytes") {
  CHECK(value(plain(), "\"12\"", CellType::kInt) == "12");
  CHECK(value(plain(), "12", CellType::kInt) == "12");
  CHECK(value(plain(), "1.0", CellType::kInt) == "1");
  CHECK(value(plain(), "null", CellType::kInt) == "null");
  CHECK(value(plain(), "true", CellType::kInt) == "error: 'true' is not a whole number");
  CHECK(value(plain(), "[1]", CellType::kFloat) == "error: '[1]' is not a number");
  CHECK(value(plain(), "1", CellType::kBool) == "true");
  CHECK(value(plain(), "12", CellType::kString) == "\"12\"");
  CHECK(value(plain(), "{\"a\":1}", CellType::kString) == "\"{\\\"a\\\":1}\"");
  CHECK(value(plain(), "\"\\u00e9\"", CellType::kString) == "\"\\u00e9\"");
  CHECK(value(plain(), "\"{\\\"a\\\": 1}\"", CellType::kJson) == "{\"a\":1}");
  CHECK(value(plain(), "[1, 2]", CellType::kJson) == "[1, 2]");
  const auto both = [] { return CellConverter(true, "n/a", nd::time::Zone()); };
  CHECK(value(both(), "\"n\\/a\"") == "null");
  CHECK(value(both(), "\"5\"") == "5");
  CHECK(value(both(), "\"\\u00e9\"") == "\"\\u00e9\"");
  CHECK(value(both(), "5") == "5");
}

TEST_SUITE_END();
