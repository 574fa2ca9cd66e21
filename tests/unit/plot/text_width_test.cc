#include "plot/text_width.h"

#include <doctest/doctest.h>

namespace nd::plot {
namespace {

TEST_SUITE("plot/text_width") {
  TEST_CASE("letters have the widths of Helvetica, East-Asian ones are full") {
    CHECK(text_width("0000", 10) == doctest::Approx(4 * 5.56 * 1.04));
    CHECK(text_width("中文", 10) == doctest::Approx(2 * 10.2 * 1.04));
    CHECK(text_width("", 10) == 0);
    CHECK(text_width("i", 10, true) > text_width("i", 10));
  }

  TEST_CASE("a text that is as wide as its room is not shortened") {
    const double width = text_width("abcdef", 12);
    CHECK(shortened("abcdef", 12, width) == "abcdef");
    CHECK(shortened("abcdef", 12, width - 0.5) != "abcdef");
    CHECK(shortened("abcdef", 12, 0) == "a…");
  }

  TEST_CASE("what is shortened fits, at every width") {
    const std::string text = "Übergröße 中华人民共和国 👩‍👩‍👧 and so on";
    for (double width = 30; width < 300; width += 7)
      CHECK(text_width(shortened(text, 13, width), 13) <= width);
  }

  TEST_CASE("lines break at blanks and between full-width characters") {
    const auto lines = wrapped("one two three", 10, text_width("one two", 10), 9);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0] == "one two");
    CHECK(lines[1] == "three");
    CHECK(wrapped("中华人民", 10, text_width("中华", 10), 9).size() == 2);
    CHECK(wrapped("abcdefghij", 10, text_width("abc", 10), 9).size() > 1);
    CHECK(wrapped("   ", 10, 50, 3).empty());
  }

  TEST_CASE("the last line that is allowed is shortened") {
    const auto lines = wrapped("one two three four", 10, text_width("one two", 10), 2);
    REQUIRE(lines.size() == 2);
    CHECK(lines[1].substr(lines[1].size() - 3) == "…");
  }
}

}  // namespace
}  // namespace nd::plot
