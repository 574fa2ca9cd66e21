#include "plot/text_canvas.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::plot {
namespace {

std::string text_of(const Canvas& canvas, bool color = false) {
  std::string out;
  canvas.append_to(out, color);
  return out;
}

TEST_SUITE("plot/text_canvas") {
  TEST_CASE("texts stand where they are put, and lines end without blanks") {
    Canvas canvas(10, 2);
    CHECK(canvas.text(0, 2, "ab  ") == 4);
    canvas.text_before(1, 10, "end");
    CHECK(text_of(canvas) == "  ab\n       end\n");
  }

  TEST_CASE("what is off the canvas is left out, whole characters of it") {
    Canvas canvas(4, 1);
    canvas.text(0, -2, "abcdefgh");
    CHECK(text_of(canvas) == "cdef\n");
    Canvas narrow(4, 1);
    CHECK(narrow.text(0, 1, "中文") == 4);
    narrow.text(5, 0, "x");
    CHECK(text_of(narrow) == " 中\n");
  }

  TEST_CASE("a wide character of which a column is taken goes as a whole") {
    Canvas canvas(6, 1);
    canvas.text(0, 0, "中文中");
    canvas.text(0, 1, "x");
    canvas.text(0, 4, "y");
    CHECK(text_of(canvas) == " x文y\n");
    CHECK(canvas.is_empty(0, 0));
    CHECK_FALSE(canvas.is_empty(0, 3));
  }

  TEST_CASE("a mark joins the character before it, wide or not") {
    Canvas canvas(6, 1);
    CHECK(canvas.text(0, 0, "e\u0301\u4e2d\u0301x") == 4);
    CHECK(text_of(canvas) == "e\u0301\u4e2d\u0301x\n");
  }

  TEST_CASE("inks are escape sequences that end with their line") {
    Canvas canvas(6, 2);
    canvas.text(0, 0, "a", Ink::kStrong);
    canvas.text(0, 3, "b", Ink::kStrong);
    canvas.text(0, 4, "c", Ink::kPale);
    canvas.text(1, 0, "d");
    CHECK(text_of(canvas, true) == "\x1b[0;1ma  b\x1b[0m\x1b[0;38;5;245mc\x1b[0m\nd\n");
    CHECK(text_of(canvas) == "a  bc\nd\n");
  }
}

}  // namespace
}  // namespace nd::plot
