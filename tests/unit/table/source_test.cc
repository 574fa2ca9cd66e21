#include "table/source.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::table {
namespace {

// FILE and what says how a row is found; "!" where it is none.
std::string parts(const char* text) {
  const auto source = parse_source(text);
  return source ? source->name + " " + source->file + " " + source->canonical() : "!";
}

TEST_SUITE("table/source") {
  TEST_CASE("the first '=' and the last ':' outside of quotes divide") {
    CHECK(parts("v=dim.ndjson:id") == "v dim.ndjson id");
    CHECK(parts("v=/a=b/c:d.ndjson:.id") == "v /a=b/c:d.ndjson id");
    CHECK(parts("v=d(.ndjson:\"a:b@c\",k.l") == "v d(.ndjson \"a:b@c\", k.l");
    CHECK(parts("v=ids:.") == "v ids .");
  }

  TEST_CASE("moments stand behind '@', the end behind '..'") {
    CHECK(parts("v=f:id@from") == "v f id@from");
    CHECK(parts("v=f:id@from..to") == "v f id@from..to");
    CHECK(parts("v=f:a,b@.x.from...y.to") == "v f a, b@x.from..y.to");
    CHECK(parts("v=f:id@from..<to") == "v f id@from..<to");
  }

  TEST_CASE("anything else is refused") {
    for (const char* text : {"", "v", "=f:id", "v=f", "v=:id", "v=f:", "v=f:a,", "v=f:a b",
                             "v=f:a@", "v=f:a@b..", "v=f:a@..b", "v=f:id=.x"}) {
      CAPTURE(text);
      CHECK(parts(text) == "!");
    }
  }

  TEST_CASE("a table of cells is refused with the way round") {
    const auto source = parse_source("cats=cats.csv.gz:type");
    REQUIRE_FALSE(source.has_value());
    CHECK(source.error().message.find("--table cats=<(ndparse --infer cats.csv.gz):type") !=
          std::string::npos);
  }
}

}  // namespace
}  // namespace nd::table
