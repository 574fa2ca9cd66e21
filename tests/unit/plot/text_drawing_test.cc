#include "plot/text_drawing.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "text_charts.h"

namespace nd::plot {
namespace {

using Lines = std::vector<std::string>;

TEST_SUITE("plot/text_drawing") {
  TEST_CASE("what is too long ends in an ellipsis, by whole characters") {
    CHECK(shortened("north-west", 10, glyphs(false)) == "north-west");
    CHECK(shortened("north-west", 6, glyphs(false)) == "north…");
    CHECK(shortened("north-west", 6, glyphs(true)) == "nort..");
    CHECK(shortened("the year", 5, glyphs(false)) == "the…");
    CHECK(shortened("非物质文化", 6, glyphs(false)) == "非物…");
    CHECK(shortened("", 3, glyphs(false)).empty());
  }

  TEST_CASE("texts are broken at spaces, beside wide characters, and within long words") {
    CHECK(wrapped("", 10) == Lines{});
    CHECK(wrapped("one two three", 8) == Lines{"one two", "three"});
    CHECK(wrapped("one two", 7) == Lines{"one two"});
    CHECK(wrapped("abcdefghij", 4) == Lines{"abcd", "efgh", "ij"});
    CHECK(wrapped("非物质文化遗产", 6) == Lines{"非物质", "文化遗", "产"});
    CHECK(wrapped("of 非物质 in", 8) == Lines{"of 非物", "质 in"});
    CHECK(wrapped("aaa bbbbbbbb", 5) == Lines{"aaa", "bbbbb", "bbb"});
  }

  TEST_CASE("flags are letters in the order of the legend") {
    CHECK(flag_letters(0).empty());
    CHECK(flag_letters(static_cast<Flags>(Flag::kSuppressed)) == "s");
    CHECK(flag_letters(31) == "bpisl");
  }

  TEST_CASE("title, description, unit and legend stand above, flags and notes below") {
    Chart chart =
        chart_of(Kind::kBar, {"a", "b"}, {series_of("v", {4, 2}), series_of("w", {2, 1})});
    chart.title = "Plays of a very long year";
    chart.description = "Two bars.";
    chart.unit = "millions";
    chart.notes.emplace_back("988 more are not shown");
    chart.series[0].points[0].flags = static_cast<Flags>(Flag::kBreak);
    chart.series[1].points[1] = point_of(kNone, static_cast<Flags>(Flag::kSuppressed));
    chart.series[1].points[0].emphasis = true;
    CHECK(drawn(chart, 24) == R"(
Plays of a very long
year
Two bars.
millions
█ v   ▒ w

a  ██████████ 4 b
   ▒▒▒▒▒ 2 ◆
b  █████ 2
   suppressed
b break in series
988 more are not shown
)");
  }
}

}  // namespace
}  // namespace nd::plot
