#include "parse/record_rewriter.h"

#include <string>

#include <doctest/doctest.h>

using nd::parse::CellConverter;
using nd::parse::ParseOptions;
using nd::parse::RecordRewriter;

TEST_SUITE_BEGIN("parse/record_rewriter");

namespace {

ParseOptions options(std::initializer_list<const char*> types,
                     std::initializer_list<const char*> renames = {},
                     std::initializer_list<const char*> required = {}) {
  ParseOptions out;
  for (const char* const text : types)
    REQUIRE(parse_into(text, out.types.emplace_back()));
  for (const char* const text : renames)
    REQUIRE(parse_into(text, out.renames.emplace_back()));
  for (const char* const text : required)
    out.required.emplace_back(text);
  return out;
}

// The record, or "error: ..." with the offset where there is one.
std::string rewrite(const ParseOptions& options, std::string_view line) {
  CellConverter converter(options.infer, options.null_text, nd::time::Zone());
  auto rewriter = RecordRewriter::make(options, converter);
  REQUIRE(rewriter);
  const nd::PaddedString padded(line);
  std::string out;
  const auto status = rewriter->append(out, padded.view(), {"a.ndjson", 7});
  if (status) return out;
  const bool placed = status.error().offset != nd::Error::kNoOffset;
  return "error: " + status.error().message +
         (placed ? " @" + std::to_string(status.error().offset) : "");
}

}  // namespace

TEST_CASE("what no option names keeps its bytes") {
  CHECK(rewrite(options({"b=int"}), R"({ "a" : [1, 2] , "b" : "7", "c":"\u00e9" })") ==
        R"({ "a" : [1, 2] , "b" : 7, "c":"\u00e9" })");
  CHECK(rewrite(options({"b=int"}), "[1, 2]") == "[1, 2]");
  CHECK(rewrite(options({"b=int"}), "{}") == "{}");
  CHECK(rewrite(options({"b=int"}), R"({"c":{"b":"7"}})") == R"({"c":{"b":"7"}})");
}

TEST_CASE("fields may be nested, and keys escaped") {
  CHECK(rewrite(options({"u.age=int", "u.x.y=string"}),
                R"({"u":{"age":"1","x":{"y":2}},"age":"1"})") ==
        R"({"u":{"age":1,"x":{"y":"2"}},"age":"1"})");
  CHECK(rewrite(options({"u.age=int"}), R"({"u":[{"age":"1"}]})") == R"({"u":[{"age":"1"}]})");
  CHECK(rewrite(options({"a=int"}), R"({"\u0061":"1"})") == R"({"\u0061":1})");
}

TEST_CASE("a value that does not fit is an error at its place, with the field's name") {
  CHECK(rewrite(options({"b=int"}), R"({"a":1,"b":"x"})") ==
        "error: b: 'x' is not a whole number @11");
}

TEST_CASE("keys are renamed in their place, other options use the new names") {
  CHECK(rewrite(options({"user=int"}, {"user=u"}), R"({"a":1,"u":"2"})") == R"({"a":1,"user":2})");
  CHECK(rewrite(options({}, {"a=b", "b=a"}), R"({"a":1,"b":2})") == R"({"b":1,"a":2})");
  CHECK(rewrite(options({"x.new=int"}, {"x.new=x.old"}), R"({"x":{"old":"3"}})") ==
        R"({"x":{"new":3}})");
  CHECK(rewrite(options({}, {"b=a"}), R"({"a":1,"b":2})") ==
        "error: renaming 'a' makes a second 'b'");
  CHECK(rewrite(options({}, {"b=a"}), R"({"b":2})") == R"({"b":2})");
  CHECK(rewrite(options({}, {"\"a b\"=a"}), R"({"a":1})") == R"({"a b":1})");
}

TEST_CASE("a new name is a path: what is renamed to another object moves there") {
  CHECK(rewrite(options({"new=int"}, {"new=x.old"}), R"({"x":{"old":"3","y":1},"z":2})") ==
        R"({"x":{"y":1},"z":2,"new":3})");
  CHECK(rewrite(options({}, {"x.y.id=id"}), R"({"id":1.50,"x":null})") ==
        R"({"x":{"y":{"id":1.50}}})");
  CHECK(rewrite(options({}, {"x.id=id", "x.b=x.a"}), R"({"id":1,"x":{"a":2}})") ==
        R"({"x":{"b":2,"id":1}})");
  CHECK(rewrite(options({"u.age=int"}, {"u=a.user"}), R"({"a":{"user":{"age":"7"}}})") ==
        R"({"a":{},"u":{"age":7}})");
  CHECK(rewrite(options({}, {"\"x.id\"=id"}), R"({"id":1})") == R"({"x.id":1})");
  CHECK(rewrite(options({}, {"x.id=id"}), R"({"x":3})") == R"({"x":3})");
  CHECK(rewrite(options({}, {"x.id=id"}), "[1]") == "[1]");
  CHECK(rewrite(options({}, {"x.id=id"}), R"({"id":1,"x":{"id":2}})") ==
        "error: renaming 'id' makes a second 'x.id'");
  CHECK(rewrite(options({}, {"x.id=id"}), R"({"id":1,"x":"text"})") ==
        "error: only an object has fields, and this is none");
}

TEST_CASE("renames that get in each other's way are refused") {
  const auto refusal = [](std::initializer_list<const char*> renames) {
    CellConverter converter(false, std::nullopt, nd::time::Zone());
    const auto made = RecordRewriter::make(options({}, renames), converter);
    return made ? std::string() : std::string(made.error().message);
  };
  CHECK(refusal({"u=user", "age=user.age"}) ==
        "'user' and 'user.age' cannot both be renamed: one lies within the other");
  CHECK(refusal({"a.b=a"}) == "a field cannot be renamed into itself: a.b=a");
  CHECK(refusal({"a.b=x", "a=y"}).find("would lie within 'a'") != std::string::npos);
  CHECK(refusal({"a=b.c", "b.c=a"}).find("rename in two steps") != std::string::npos);
  CHECK(refusal({"a=b", "b=a"}).empty());
}

TEST_CASE("required fields must be there and not null") {
  CHECK(rewrite(options({}, {}, {"a", "b.c"}), R"({"a":1,"b":{"c":false}})") ==
        R"({"a":1,"b":{"c":false}})");
  CHECK(rewrite(options({}, {}, {"b.c"}), R"({"b":{}})") ==
        "error: the required field 'b.c' is missing");
  CHECK(rewrite(options({}, {}, {"a"}), R"({"a":null})") ==
        "error: a: the field is required, but null @5");
  CHECK(rewrite(options({}, {}, {"a"}), "3") == "error: the required field 'a' is missing");
}

TEST_CASE("the source is added last, or replaces what is called so") {
  ParseOptions source;
  source.add_source = true;
  CHECK(rewrite(source, R"({"a":1})") == R"({"a":1,"_file":"a.ndjson","_line":7})");
  CHECK(rewrite(source, "{}") == R"({"_file":"a.ndjson","_line":7})");
  CHECK(rewrite(source, R"({"_line":1,"a":2})") == R"({"_line":7,"a":2,"_file":"a.ndjson"})");
  CHECK(rewrite(source, "5") ==
        "error: the record is no object, so it cannot have _file and _line");
}

TEST_CASE("null texts and inference are for strings at the top") {
  ParseOptions both;
  both.null_text = "";
  both.infer = true;
  CHECK(rewrite(both, R"({"a":"","b":"1","c":{"d":""},"e":["1"],"f":"x"})") ==
        R"({"a":null,"b":1,"c":{"d":""},"e":["1"],"f":"x"})");
}

TEST_CASE("impossible options are usage errors") {
  CellConverter converter(false, std::nullopt, nd::time::Zone());
  for (const ParseOptions& wrong : {options({"a b=int"}), options({".=int"}),
                                    options({}, {"x=a", "x=b"}), options({}, {"x=a", "y=a"})}) {
    const auto rewriter = RecordRewriter::make(wrong, converter);
    REQUIRE(!rewriter);
    CHECK(rewriter.error().kind == nd::ErrorKind::kUsage);
  }
}

TEST_SUITE_END();
