#include "json/writer.h"

#include <string>

#include <doctest/doctest.h>

TEST_SUITE("json/writer") {
  static std::string quoted(std::string_view text) {
    std::string out;
    nd::json::append_string(out, text);
    return out;
  }

  TEST_CASE("strings are escaped as little as JSON allows") {
    CHECK(quoted("a\"b\\c/\n\t\x01\x7f") == "\"a\\\"b\\\\c/\\n\\t\\u0001\x7f\"");
    CHECK(quoted("\xe4\xb8\xad\xf0\x9f\x98\x80") == "\"\xe4\xb8\xad\xf0\x9f\x98\x80\"");
  }

  TEST_CASE("what is no UTF-8 becomes U+FFFD, one for each byte that starts nothing") {
    CHECK(quoted("a\xff"
                 "b") ==
          "\"a\xef\xbf\xbd"
          "b\"");
    CHECK(quoted("\xc3") == "\"\xef\xbf\xbd\"");
    CHECK(quoted("\xed\xa0\x80") == "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
  }

  TEST_CASE("keys are joined by commas") {
    std::string out = "{";
    nd::json::append_key(out, "a");
    out += "1";
    nd::json::append_key(out, "b");
    CHECK(out == "{\"a\":1,\"b\":");
  }
}
