#include "base/ascii.h"

#include <doctest/doctest.h>

TEST_SUITE_BEGIN("base/ascii");

TEST_CASE("the classes hold what the C locale holds, of all bytes") {
  for (int i = 0; i < 256; ++i) {
    CAPTURE(i);
    const char c = static_cast<char>(i);
    CHECK(nd::is_digit(c) == (i >= '0' && i <= '9'));
    CHECK(nd::is_letter(c) == ((i >= 'a' && i <= 'z') || (i >= 'A' && i <= 'Z')));
    CHECK(nd::is_blank(c) == (i == ' ' || i == '\t' || i == '\n' || i == '\r'));
    CHECK(nd::lower(c) == (i >= 'A' && i <= 'Z' ? static_cast<char>(i + 32) : c));
    CHECK(nd::upper(c) == (i >= 'a' && i <= 'z' ? static_cast<char>(i - 32) : c));
  }
}

TEST_CASE("texts") {
  CHECK(nd::lower("Asia/ÄB") == "asia/Äb");
  CHECK(nd::upper("ndtop(1)") == "NDTOP(1)");
  CHECK(nd::is_digits("0123456789"));
  CHECK_FALSE(nd::is_digits(""));
  CHECK_FALSE(nd::is_digits("1.5"));
  CHECK(nd::trimmed(" \t a b\r\n") == "a b");
  CHECK(nd::trimmed(" \t ").empty());
}

TEST_SUITE_END();
