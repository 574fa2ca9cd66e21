#include "join/join_request.h"

#include <doctest/doctest.h>

namespace nd::join {
namespace {

TEST_SUITE("join/join_request") {
  TEST_CASE("the last colon outside of quotes and brackets divides the keys") {
    CHECK(parse_join_key("video:id")->stream == "video");
    CHECK(parse_join_key("video:id")->table == "id");
    CHECK(parse_join_key("{a:.x}:k")->stream == "{a:.x}");
    CHECK(parse_join_key(R"("a:b":c)")->stream == R"("a:b")");
    CHECK(parse_join_key(R"("a:b":c)")->table == "c");
  }

  TEST_CASE("a string may hold strings with colons and brackets in its expressions") {
    const auto key = parse_join_key(R"_(j="\(.a + "(:")":id)_");
    REQUIRE(key);
    CHECK(key->stream == R"_(j="\(.a + "(:")")_");
    CHECK(key->table == "id");
    CHECK(parse_join_key(R"_(id:"\(.a + ":")")_")->table == R"_("\(.a + ":")")_");
  }

  TEST_CASE("without a colon the table's key has the same name") {
    CHECK(parse_join_key("city.tier")->table == "city.tier");
    CHECK(parse_join_key("day=(.t|day)")->stream == "day=(.t|day)");
    CHECK(parse_join_key("day=(.t|day)")->table == "day");
    CHECK(parse_join_key(R"("a:b")")->table == R"("a:b")");
  }

  TEST_CASE("an expression without a name needs a key of the table") {
    for (const char* text : {".a + 1", ":id", "id:"}) {
      const auto key = parse_join_key(text);
      REQUIRE_FALSE(key.has_value());
      CHECK(key.error().kind == ErrorKind::kUsage);
    }
  }

  TEST_CASE("a type is one of four words") {
    JoinType type = JoinType::kInner;
    CHECK(parse_into("anti", type).has_value());
    CHECK(type == JoinType::kAnti);
    CHECK(parse_into("outer", type).error().message ==
          "'outer' is none of inner, left, semi, anti");
  }
}

}  // namespace
}  // namespace nd::join
