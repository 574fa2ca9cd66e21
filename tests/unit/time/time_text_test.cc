#include "time/time_text.h"

#include <doctest/doctest.h>

namespace nd::time {

TEST_SUITE("time/time_text") {
  TEST_CASE("a period is told from an instant") {
    for (const std::string_view text : {"2024", "2024-Q3", "2024-07", "2024-W31", "2024-07-31"}) {
      const auto found = parse_time_text(text);
      REQUIRE(found.has_value());
      CHECK(std::get<Period>(*found) == *Period::parse(text));
    }
    for (const std::string_view text : {"2024-07-31T20:00:00Z", "2024-07-31T20:00:00.5+08:00"}) {
      const auto found = parse_time_text(text);
      REQUIRE(found.has_value());
      CHECK(std::get<Instant>(*found) == *parse_rfc3339(text));
    }
    for (const std::string_view text :
         {"", "2024-13", "2024-07-31T20:00:00", "2024-07-31 ", "later", "July of 2024"})
      CHECK_FALSE(parse_time_text(text));
  }
}

}  // namespace nd::time
