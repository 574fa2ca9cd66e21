#include "base/hex.h"

#include <doctest/doctest.h>

TEST_SUITE_BEGIN("base/hex");

TEST_CASE("digits of numbers and bytes") {
  std::string out;
  nd::append_hex(out, 0xfedcba9876543210, 16);
  CHECK(out == "fedcba9876543210");
  nd::append_hex(out = "u", 0x9b, 4);
  CHECK(out == "u009b");
  nd::append_hex(out = "%", '\xAF', nd::kUpperHex);
  CHECK(out == "%AF");
  nd::append_hex(out = "", '\n');
  CHECK(out == "0a");
}

TEST_CASE("the value of a digit") {
  for (int i = 0; i < 16; ++i) {
    CHECK(nd::hex_value(nd::kLowerHex[static_cast<std::size_t>(i)]) == i);
    CHECK(nd::hex_value(nd::kUpperHex[static_cast<std::size_t>(i)]) == i);
  }
  for (const char c : {'g', 'G', '/', ':', '@', '`', ' ', '\0', '\xff'})
    CHECK(nd::hex_value(c) == -1);
}

TEST_SUITE_END();
