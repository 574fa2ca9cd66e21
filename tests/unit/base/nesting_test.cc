#include "base/nesting.h"

#include <string>

#include <doctest/doctest.h>

namespace {

using Items = std::vector<std::string_view>;

Items items(std::string_view text) {
  const auto list = nd::split_list(text);
  REQUIRE(list);
  return *list;
}

std::string refusal(std::string_view text) {
  const auto list = nd::split_list(text);
  REQUIRE_FALSE(list);
  CHECK(list.error().kind == nd::ErrorKind::kUsage);
  return list.error().message;
}

// The sides joined by '|', or why there are none.
std::string pair(std::string_view text) {
  const auto sides = nd::split_pair(text, "NEW=OLD");
  if (!sides) return sides.error().message;
  return std::string(sides->first) + "|" + std::string(sides->second);
}

// The end of what starts the text.
std::string_view nested(std::string_view text) {
  return text.substr(0, nd::nesting_end(text, 0));
}

}  // namespace

TEST_SUITE_BEGIN("base/nesting");

TEST_CASE("a string ends at its own quote") {
  CHECK(nested(R"("a" "b")") == R"("a")");
  CHECK(nested(R"("a\"b" "c")") == R"("a\"b")");
  CHECK(nested(R"("a\\" "c")") == R"("a\\")");
  CHECK(nested(R"_("(" ")")_") == R"("(")");
  CHECK(nested(R"_("\(.a + "(")" x)_") == R"_("\(.a + "(")")_");
  CHECK(nested(R"_("\(f("\("x"))"; {")":1})) b" c)_") == R"_("\(f("\("x"))"; {")":1})) b")_");
}

TEST_CASE("a bracket ends at its own bracket, whatever its strings hold") {
  CHECK(nested("(a(b)c)d)") == "(a(b)c)");
  CHECK(nested(R"_([")","]"],x)_") == R"_([")","]"])_");
  CHECK(nested(R"_({"a":"\("}")"},x)_") == R"_({"a":"\("}")"})_");
}

TEST_CASE("what is not closed has no end") {
  for (const char* const text :
       {"\"", "\"a", "\"a\\", "\"a\\\"", "(", "(a", "(\")\"", "\"\\(a\"", "[[]"}) {
    CAPTURE(text);
    CHECK(nd::nesting_end(text, 0) == std::string_view::npos);
  }
  CHECK(nd::nesting_end(std::string(1'000'000, '('), 0) == std::string_view::npos);
}

TEST_CASE("a mark is found outside of strings and brackets") {
  CHECK(nd::find_outside("a:b:c", ':') == 1);
  CHECK(nd::find_outside("a:b:c", ':', 2) == 3);
  CHECK(nd::find_outside("a:b:c", ':', 4) == std::string_view::npos);
  CHECK(nd::find_outside(R"_("\(.a + ":")":id)_", ':') == 13);
  CHECK(nd::find_outside("{a:1}[b:2](c:3)", ':') == std::string_view::npos);
  CHECK(nd::find_outside("a):b", ':') == 2);
  CHECK(nd::find_outside("(a:b", ':') == std::string_view::npos);
}

TEST_CASE("a list is split at its outer commas only") {
  CHECK(items("a, b ,c") == Items{"a", "b", "c"});
  CHECK(items("f(a,b),[1,2],{\"x\":1,\"y\":2}") == Items{"f(a,b)", "[1,2]", "{\"x\":1,\"y\":2}"});
  CHECK(items("\"a,b\",c") == Items{"\"a,b\"", "c"});
  CHECK(items("\"a\\\",b\",c") == Items{"\"a\\\",b\"", "c"});
  CHECK(items("\"\\(f(\"x,y\"))),z\",c") == Items{"\"\\(f(\"x,y\"))),z\"", "c"});
  CHECK(items("(a,b") == Items{"(a,b"});
  CHECK(items("a,\"b,c") == Items{"a", "\"b,c"});
}

TEST_CASE("an empty item of a list is refused") {
  CHECK(refusal("") == "the list is empty");
  CHECK(refusal(" ") == "the list is empty");
  CHECK(refusal("a,,b") == "an item of the list 'a,,b' is empty");
  CHECK(refusal("a,") == "an item of the list 'a,' is empty");
}

TEST_CASE("parts may be empty") {
  CHECK(nd::split_outside(".x; \";\" ;", ';') == Items{".x", "\";\"", ""});
  CHECK(nd::split_outside("", ';') == Items{""});
}

TEST_CASE("a pair is split at its first = outside of strings") {
  CHECK(pair("user=user_id") == "user|user_id");
  CHECK(pair("a=b=c") == "a|b=c");
  CHECK(pair("\"a=b\"=c") == "\"a=b\"|c");
  CHECK(pair("size (cm=int") == "size (cm|int");
  CHECK(pair(R"("a\(b=c"=d)") == R"("a\(b=c"|d)");
  CHECK(pair("a=") == "a|");
  CHECK(pair("=b") == "'=b' is not NEW=OLD");
  CHECK(pair("ab") == "'ab' is not NEW=OLD");
  CHECK(pair("\"a=b") == "'\"a=b' is not NEW=OLD");
}

TEST_SUITE_END();
