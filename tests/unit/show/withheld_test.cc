#include "show/withheld.h"

#include <doctest/doctest.h>

namespace nd::show {
namespace {

Withheld withheld_of(std::string_view record) {
  return *Withheld::of(record);
}

TEST_SUITE("show/withheld") {
  TEST_CASE("keys stand before the first null, values behind it") {
    const Withheld withheld = withheld_of(
        R"({"topic":7,"users":null,"plays":3,"hist":[[0,1]],"title":"x","suppressed":true})");
    CHECK_FALSE(withheld.hides({{"topic"}}));
    CHECK_FALSE(withheld.hides({{"users"}}));
    CHECK(withheld.hides({{"plays"}}));
    CHECK(withheld.hides({{"hist"}}));
    CHECK_FALSE(withheld.hides({{"title"}}));
    CHECK_FALSE(withheld.hides({{"suppressed"}}));
    CHECK(withheld.hides({}));
  }

  TEST_CASE("where nothing is null every number is withheld") {
    const Withheld withheld = withheld_of(R"({"id":7,"name":"x","n":5,"suppressed":true})");
    CHECK(withheld.hides({{"id"}}));
    CHECK(withheld.hides({{"n"}}));
    CHECK_FALSE(withheld.hides({{"name"}}));
  }

  TEST_CASE("a record that ndgroup has withheld hides nothing more") {
    CHECK_FALSE(withheld_of(R"({"id":7,"n":null,"suppressed":true})").hides({}));
    CHECK_FALSE(Withheld().hides({{"n"}}));
    CHECK_FALSE(withheld_of("[1]").hides({}));
  }

  TEST_CASE("within an object names stay, and a key may be one") {
    const Withheld withheld =
        withheld_of(R"({"repo":{"id":1},"n":null,"more":{"name":"x","n":2},"suppressed":true})");
    CHECK_FALSE(withheld.hides({{"repo", "id"}}, json::Value::integer(1)));
    CHECK(withheld.hides({{"more", "n"}}, json::Value::integer(2)));
    CHECK_FALSE(withheld.hides({{"more", "name"}}, json::Value::string("x")));
  }

  TEST_CASE("a malformed record is an error") {
    CHECK_FALSE(Withheld::of(R"({"suppressed":)"));
    // One that says nothing of it is not looked into, but a name may be escaped.
    CHECK(Withheld::of(R"({"a":)"));
    CHECK(withheld_of(R"({"n":1,"\u0073uppressed":true})").hides({{"n"}}));
  }
}

}  // namespace
}  // namespace nd::show
