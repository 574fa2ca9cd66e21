#include "json/tree.h"

#include <string>

#include <doctest/doctest.h>

#include "base/padded_view.h"
#include "json/writer.h"

TEST_SUITE("json/tree") {
  static std::string round_trip(std::string_view text) {
    nd::Arena arena;
    const auto value = nd::json::parse(text, arena);
    if (!value)
      return "error at " + std::to_string(value.error().offset) + ": " + value.error().message;
    std::string out;
    nd::json::append_value(out, *value);
    return out;
  }

  TEST_CASE("a value is written as it was read, but for blanks and escapes") {
    CHECK(round_trip(R"( {"a" : [1, 2.50,-0, 1E2, true ,null], "b":{} } )") ==
          R"({"a":[1,2.50,-0,1E2,true,null],"b":{}})");
    CHECK(round_trip(R"("\u00e9\ud83d\ude00\/\n")") == "\"\xc3\xa9\xf0\x9f\x98\x80/\\n\"");
    CHECK(round_trip("123456789012345678901234567890") == "123456789012345678901234567890");
  }

  TEST_CASE("the first of duplicate keys is kept, in small and large objects") {
    CHECK(round_trip(R"({"a":1,"b":2,"a":3})") == R"({"a":1,"b":2})");
    std::string large = "{";
    for (int i = 0; i < 100; ++i)
      large += "\"k" + std::to_string(i % 50) + "\":" + std::to_string(i) + ",";
    large.back() = '}';
    std::string expected = "{";
    for (int i = 0; i < 50; ++i)
      expected += "\"k" + std::to_string(i) + "\":" + std::to_string(i) + ",";
    expected.back() = '}';
    CHECK(round_trip(large) == expected);
  }

  TEST_CASE("lone surrogates become the replacement character") {
    CHECK(round_trip(R"("a\ud800b")") ==
          "\"a\xef\xbf\xbd"
          "b\"");
    CHECK(round_trip(R"("\udc00\ud800\u0041")") ==
          "\"\xef\xbf\xbd\xef\xbf\xbd"
          "A\"");
  }

  TEST_CASE("malformed text is an error at its place") {
    CHECK(round_trip(R"({"a":1,})") == "error at 7: expected a key in quotes");
    CHECK(round_trip("[1 2]") == "error at 3: expected ',' or ']'");
    CHECK(round_trip("01") == "error at 0: a number cannot start with 0");
    CHECK(round_trip("1 2") == "error at 2: something follows the value");
    CHECK(round_trip("") == "error at 0: expected a value");
    CHECK(round_trip("\"a") == "error at 2: the string does not end");
    CHECK(round_trip("NaN") == "error at 0: expected a value");
    CHECK(round_trip("'a'") == "error at 0: expected a value");
    CHECK(round_trip("\"\\x\"") == "error at 1: no such escape in a JSON string");
    CHECK(round_trip("\"\t\"") == "error at 1: a control character must be escaped in a string");
  }

  TEST_CASE("strings and keys within a value must be UTF-8") {
    CHECK(round_trip("[\"x\xff\"]") == "error at 3: not valid UTF-8");
    for (const std::string text : {"[\"x\xff\"]\n", "{\"x\xff\":1}\n"}) {
      const nd::PaddedString padded(text);
      const auto kind = text[0] == '[' ? nd::json::Kind::kArray : nd::json::Kind::kObject;
      const auto raw = nd::json::Value::raw(kind, padded.view().text().substr(0, text.size() - 1));
      nd::Arena arena;
      const auto tree = nd::json::expand(raw, arena);
      REQUIRE(!tree.has_value());
      CHECK(tree.error().message == "a string within the value is not valid UTF-8");
    }
  }

  TEST_CASE("depth is limited") {
    CHECK(round_trip(std::string(1024, '[') + std::string(1024, ']')).size() == 2048);
    CHECK(round_trip(std::string(1025, '[') + std::string(1025, ']')) ==
          "error at 1024: nested too deeply");
    CHECK(round_trip(std::string(100000, '[')) == "error at 1024: nested too deeply");
  }

  TEST_CASE("a line is read where it stands, and an object from one of its members on") {
    const auto of = [](const std::string& line, std::size_t from) {
      const nd::PaddedString padded(line + "\n");
      const nd::PaddedView text(padded.view().text().data(), line.size());
      nd::Arena arena;
      const auto tree = from == 0 ? nd::json::parse_line(text, arena)
                                  : nd::json::parse_members(text, from, arena);
      if (!tree)
        return "error at " + std::to_string(tree.error().offset) + ": " + tree.error().message;
      std::string out;
      nd::json::append_value(out, *tree);
      return out;
    };
    CHECK(of(R"({"a":1,"b":[2],"a":3})", 0) == R"({"a":1,"b":[2]})");
    CHECK(of(R"({"a":1,"b":[2],"a":3})", 7) == R"({"b":[2],"a":3})");
    CHECK(of(R"({"a":1,"b":[2]} )", 7) == R"({"b":[2]})");
    CHECK(of(R"({"a":1,"b":[2])", 7) == "error at 14: expected ',' or '}'");
    CHECK(of(R"({"a":1,"b":2}})", 7) == "error at 13: something follows the value");
    CHECK(of(R"({"a":1,})", 7) == "error at 7: expected a key in quotes");
    CHECK(of("{\"a\":1,\"b\":\"\xff\"}", 0) == "error at 12: not valid UTF-8");
  }

  TEST_CASE("a deep copy outlives what it was copied from") {
    nd::Arena kept;
    nd::json::Value copy;
    {
      nd::Arena arena;
      copy = nd::json::deep_copy(nd::json::parse(R"({"a":["x",1.5]})", arena).value(), kept);
    }
    std::string out;
    nd::json::append_value(out, copy);
    CHECK(out == R"({"a":["x",1.5]})");
  }

  TEST_CASE("canonical text is one for all equal values") {
    nd::Arena arena;
    std::string out;
    nd::json::append_canonical(out, nd::json::parse(R"({"b":1.0,"a":[1e2,-0]})", arena).value());
    CHECK(out == R"({"a":[100,0],"b":1})");
  }
}
