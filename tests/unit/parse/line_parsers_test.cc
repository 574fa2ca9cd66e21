#include "parse/line_parsers.h"

#include <string>

#include <doctest/doctest.h>

using nd::parse::CellConverter;
using nd::parse::FlatPlan;
using nd::parse::ParseOptions;

TEST_SUITE_BEGIN("parse/line_parsers");

namespace {

std::string parsed(nd::parse::LineParser& parser, std::string_view line) {
  std::string out = "{";
  const auto status = parser.append_members(out, line);
  if (status) return out + "}";
  const bool placed = status.error().offset != nd::Error::kNoOffset;
  return "error: " + status.error().message +
         (placed ? " @" + std::to_string(status.error().offset) : "");
}

std::string logfmt(std::string_view line, const ParseOptions& options = {}) {
  CellConverter converter(options.infer, options.null_text, nd::time::Zone());
  const auto parser = make_logfmt_parser(FlatPlan::make(options).value(), converter);
  (void)parsed(*parser, "other=line x=1");  // nothing of one line is left for the next
  return parsed(*parser, line);
}

std::string regex(const std::string& pattern, std::string_view line,
                  const ParseOptions& options = {}) {
  CellConverter converter(options.infer, options.null_text, nd::time::Zone());
  auto parser = make_regex_parser(pattern, FlatPlan::make(options).value(), converter);
  return parser ? parsed(**parser, line) : "usage: " + parser.error().message;
}

}  // namespace

TEST_CASE("logfmt: pairs, quotes with escapes, lone keys, empty values") {
  CHECK(logfmt(R"(at=info path="/a b\n\"c\"" ms=1.5 ok a= b="" 名=值)") ==
        R"({"at":"info","path":"/a b\n\"c\"","ms":"1.5","ok":true,"a":"","b":"","名":"值"})");
  CHECK(logfmt("  a=1 \t b=2  ") == R"({"a":"1","b":"2"})");
  CHECK(logfmt("a=b=c") == R"({"a":"b=c"})");
  CHECK(logfmt(R"(a="\u00e9\\")") == R"({"a":"é\\"})");
}

TEST_CASE("logfmt: what is wrong is said at its place") {
  CHECK(logfmt("a=\"b") == "error: the quote is not closed @2");
  CHECK(logfmt("a=\"b\\\"") == "error: the quote is not closed @2");
  CHECK(logfmt("a=\"b\"c") == "error: expected a blank after the closing quote @5");
  CHECK(logfmt("a=b\"c") == "error: a quote in a value that does not start with one @3");
  CHECK(logfmt("a\"b=1") == "error: a quote in a key @1");
  CHECK(logfmt("a=1 =2") == "error: expected a key @4");
  CHECK(logfmt("a=\"\\x\"").find("error: ") == 0);
  CHECK(logfmt("a=1 a=2") == "error: the field 'a' is there twice");
}

TEST_CASE("logfmt: options use the new names") {
  ParseOptions options;
  options.infer = true;
  REQUIRE(parse_into("status=s", options.renames.emplace_back()));
  REQUIRE(parse_into("status=string", options.types.emplace_back()));
  options.required = {"status"};
  CHECK(logfmt("s=200 n=5", options) == R"({"status":"200","n":5})");
  CHECK(logfmt("n=5", options) == "error: the required field 'status' is missing");
  CHECK(logfmt("s=1 status=2", options) == "error: the field 'status' is there twice");
}

TEST_CASE("regex: named groups are the fields, in their order") {
  CHECK(regex("(?P<b>\\d+)-(?P<a>x)?(y)", "..12-y.") == R"({"b":"12","a":null})");
  CHECK(regex("^(?P<all>.*)$", "é \"q\"") == R"({"all":"é \"q\""})");
  CHECK(regex("(?P<a>\\d)", "none") == "error: the line does not match the pattern");
  ParseOptions options;
  REQUIRE(parse_into("n=int", options.types.emplace_back()));
  CHECK(regex("(?P<n>\\S+)$", "a 12", options) == R"({"n":12})");
  CHECK(regex("(?P<n>\\S+)$", "a x2", options) == "error: n: 'x2' is not a whole number @2");
}

TEST_CASE("regex: patterns that cannot work are refused") {
  CHECK(regex("(", "x").find("usage: '(' is no regular expression: ") == 0);
  CHECK(regex("(a)", "x") == "usage: '(a)' names no group; (?P<name>...) does");
  ParseOptions options;
  options.required = {"b"};
  CHECK(regex("(?P<a>x)", "x", options) == "usage: '(?P<a>x)' has no group 'b'");
}

TEST_SUITE_END();
