#include "format/language.h"

#include <doctest/doctest.h>

namespace nd::format {

TEST_SUITE("format/language") {
  TEST_CASE("every language has all words") {
    CHECK(languages().size() == 2);
    for (const Language& language : languages()) {
      CAPTURE(language.name);
      for (const std::string_view claim : language.claims)
        CHECK_FALSE(claim.empty());
      CHECK_FALSE(language.point.empty());
      CHECK_FALSE(language.points.empty());
    }
    CHECK(languages()[0].name == "en");
  }
}

}  // namespace nd::format
