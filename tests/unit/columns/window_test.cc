#include "columns/window.h"

#include <string_view>

#include <doctest/doctest.h>

namespace nd::columns {

TEST_SUITE("columns/window") {
  TEST_CASE("a window is a number of records or a time") {
    Window window;
    CHECK(parse_into("1000", window).has_value());
    CHECK(window.kind == Window::Kind::kRecords);
    CHECK(window.records == 1000);
    CHECK(parse_into("90s", window).has_value());
    CHECK(window.kind == Window::Kind::kTime);
    CHECK(window.seconds == 90);
    CHECK(parse_into("10m", window).has_value());
    CHECK(window.seconds == 600);
    CHECK(parse_into("36h", window).has_value());
    CHECK(window.seconds == 129'600);
    CHECK(parse_into("7d", window).has_value());
    CHECK(window.seconds == 604'800);
    CHECK(parse_into("2w", window).has_value());
    CHECK(window.seconds == 1'209'600);
    for (const std::string_view text :
         {"", "0", "-1", "d", "0d", "-1d", "1y", "1.5h", "99999999999999999w"}) {
      CHECK(parse_into(text, window).error().kind == ErrorKind::kUsage);
    }
  }
}

}  // namespace nd::columns
