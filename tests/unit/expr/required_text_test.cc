#include "expr/required_text.h"

#include <string>

#include <doctest/doctest.h>

#include "expr/program.h"
#include "json/schema.h"

namespace {

std::string required(const char* text) {
  nd::json::Schema schema;
  return nd::expr::Program::compile(text, schema, {}).value().required_text();
}

}  // namespace

TEST_SUITE("expr/required_text") {
  TEST_CASE("a field that must be a string requires it with its quotes") {
    CHECK(required(".type == \"search\"") == "\"search\"");
    CHECK(required(".type == \"\"") == "\"\"");
    CHECK(required(".type == \"\u00e9t\u00e9\"") == "\"\u00e9t\u00e9\"");
  }

  TEST_CASE("what may be written with an escape is left out") {
    CHECK(required(".path == \"ab/cdef\"") == "cdef");
    CHECK(required(".s == \"say \\\"yes\\\"\"") == "say ");
    CHECK(required(".s == \"a/b\"").empty());
    CHECK(required(".s == \"\\n\"").empty());
  }

  TEST_CASE("of several conditions the longest text is taken") {
    CHECK(required(".type == \"play\" and .kind == \"video\"") == "\"video\"");
    CHECK(required(".n > 3 and .kind == \"video\"") == "\"video\"");
    CHECK(required(".live and .kind == \"video\"") == "\"video\"");
  }

  TEST_CASE("a condition that other records meet, or that may fail, requires nothing") {
    for (const char* text :
         {".type != \"a\"", ".type == \"a\" or .type == \"b\"", ".a.b == \"text\"",
          "(.type == \"a\") | not", ".n == 3", ".type", ".[\"a\", \"b\"] == \"c\"",
          "(.n | ascii_downcase) == \"text\"", ".n + 1 > 2 and .kind == \"video\"",
          ".type? == \"text\"", "\"text\"", ". == \"text\"", ".type == [\"text\"]"}) {
      INFO(text);
      CHECK(required(text).empty());
    }
  }

  TEST_CASE("what stands before a condition that may fail still counts") {
    CHECK(required(".kind == \"video\" and (.n | tostring) == \"1\"") == "\"video\"");
  }
}
