#include "cli/message.h"

#include <doctest/doctest.h>

namespace nd::cli {

TEST_SUITE_BEGIN("cli/message");

TEST_CASE("every line of a message starts with the tool") {
  CHECK(message_lines("ndtop", "one") == "ndtop: one\n");
  CHECK(message_lines("ndtop", "one\ntwo") == "ndtop: one\nndtop: two\n");
  CHECK(message_lines("ndtop", "") == "ndtop: \n");
}

TEST_CASE("control characters of the data do not reach the terminal") {
  CHECK(message_lines("t", "a\x1b[31mb\x7f\rc\td") == "t: a\\x1b[31mb\\x7f\\x0dc d\n");
  CHECK(message_lines("t",
                      "a\xc2\x9b"
                      "31m") == "t: a\\u009b31m\n");
  CHECK(message_lines("t", "万 é") == "t: 万 é\n");
}

TEST_CASE("a near miss is proposed, a far one is not") {
  const std::vector<std::string_view> known = {"--limit", "--invert", "--count"};
  CHECK(near_miss("--lmit", known) == "--limit");
  CHECK(near_miss("--ilmit", known) == "--limit");
  CHECK(near_miss("--inv", known) == "--invert");
  CHECK(near_miss("--nothing-like-it", known).empty());
  CHECK(did_you_mean("--conut", known) == "; did you mean '--count'?");
  CHECK(did_you_mean("x", {}).empty());
}

TEST_SUITE_END();

}  // namespace nd::cli
