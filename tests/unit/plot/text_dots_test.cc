#include "plot/text_dots.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::plot {
namespace {

std::string drawn_on(const Dots& dots, int columns, int rows) {
  Canvas canvas(columns, rows);
  dots.draw(canvas, Ink::kPlain, Dots::Where::kOver);
  std::string out = "\n";
  canvas.append_to(out, false);
  return out;
}

TEST_SUITE("plot/text_dots") {
  TEST_CASE("a line goes from the middle of one row to that of another") {
    Dots dots({0, 4, 0, 3}, "");
    dots.line({0, 0.5}, {1, 0.5}, {});
    CHECK(drawn_on(dots, 4, 3) == "\n\n⠒⠒⠒⠒\n\n");
  }

  TEST_CASE("in ASCII it is made of symbols") {
    Dots dots({0, 9, 0, 3}, "*");
    dots.line({0, 1}, {1, 0}, {});
    CHECK(drawn_on(dots, 9, 3) == "\n***\n   ****\n       **\n");
  }

  TEST_CASE("dashes go on over the pieces of a line") {
    Dots dots({0, 6, 0, 1}, "");
    dots.line({0, 0}, {0.5, 0}, {4, 6});
    dots.line({0.5, 0}, {1, 0}, {4, 6});
    CHECK(drawn_on(dots, 6, 1) == "\n⠒⠒ ⠒⠒\n");
    CHECK(line_sample("", {4, 6}) == "⠒⠒ ");
    CHECK(line_sample("", kGhostDash) == "⠂⠐ ");
    CHECK(line_sample("+", {}) == "+++");
  }

  TEST_CASE("a point is where its column and row are") {
    const Dots dots({3, 10, 2, 5}, "");
    CHECK(dots.column_of(0) == 3);
    CHECK(dots.column_of(1) == 12);
    CHECK(dots.row_of(0) == 6);
    CHECK(dots.row_of(0.5) == 4);
    CHECK(dots.row_of(1) == 2);
  }
}

}  // namespace
}  // namespace nd::plot
