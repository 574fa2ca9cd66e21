#include "io/cut.h"

#include <string>

#include <doctest/doctest.h>

TEST_SUITE("io/cut") {
  using nd::io::cut_line;
  using nd::io::cut_message;
  using nd::io::cut_text;

  TEST_CASE("it names tool, place and kind") {
    const std::string text = cut_text("ndparse", "events.ndjson:17:42", "syntax");
    CHECK(text == "ndparse events.ndjson:17:42 syntax");
    CHECK(cut_line(text) == R"({"$cut":"ndparse events.ndjson:17:42 syntax")");
    CHECK(cut_message(text) == "the input was cut off: ndparse failed at events.ndjson:17:42");
    CHECK(cut_message(cut_text("ndsort", "", "io")) == "the input was cut off: ndsort failed (io)");
  }

  TEST_CASE("nothing in it means anything to a shell or to JSON") {
    CHECK(cut_line(cut_text("ndtop", "$(x) `y`\n\"\\';é:3", "data")) ==
          R"({"$cut":"ndtop __x___y________:3 data")");
    CHECK(cut_line("\"}{\n") == R"({"$cut":"____")");
  }

  TEST_CASE("its length has a bound, and a place keeps its end") {
    CHECK(cut_line(std::string(5000, 'x')).size() < 220);
    const std::string line =
        cut_line(cut_text("ndtop", std::string(300, 'd') + "/f.ndjson:3:4", "data"));
    CHECK(line.ends_with("/f.ndjson:3:4 data\""));
    CHECK(cut_message("x") == "the input was cut off");
  }
}
