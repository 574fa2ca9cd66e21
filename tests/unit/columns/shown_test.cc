#include "columns/shown.h"

#include <doctest/doctest.h>

namespace nd::columns {

TEST_SUITE("columns/shown") {
  TEST_CASE("a string is its text, anything else its JSON, and what is long is cut") {
    CHECK(shown(json::Value::string("2024-W31"), 40) == "'2024-W31'");
    CHECK(shown(json::Value::integer(-7), 40) == "'-7'");
    CHECK(shown(json::Value::null(), 40) == "'null'");
    CHECK(shown(json::Value::string("abcdefghij"), 8) == "'abcdefgh...'");
  }
}

}  // namespace nd::columns
