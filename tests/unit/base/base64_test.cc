#include "base/base64.h"

#include <random>
#include <string>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>

TEST_SUITE_BEGIN("base/base64");

TEST_CASE("the vectors of RFC 4648, both ways") {
  using Pair = std::pair<std::string_view, std::string_view>;
  for (const auto& [text, bytes] :
       {Pair{"", ""}, Pair{"Zg==", "f"}, Pair{"Zm8=", "fo"}, Pair{"Zm9v", "foo"},
        Pair{"Zm9vYmFy", "foobar"}, Pair{"/+8=", "\xff\xef"}}) {
    std::string encoded;
    nd::append_base64(encoded, bytes);
    CHECK(encoded == text);
    CHECK(nd::parse_base64(text) == std::string(bytes));
  }
}

TEST_CASE(
    "bytes of any length and value are found again, and one bad character anywhere is refused") {
  std::mt19937_64 random(7);
  for (std::size_t size = 1; size < 80; ++size) {
    std::string bytes(size, '\0');
    for (char& byte : bytes)
      byte = static_cast<char>(random());
    std::string text;
    nd::append_base64(text, bytes);
    CHECK(nd::parse_base64(text) == bytes);
    text[random() % text.size()] = "\0-_ \xff"[random() % 5];
    CHECK_FALSE(nd::parse_base64(text));
  }
}

TEST_CASE("what is no Base64 is refused") {
  for (const std::string_view bad : {"Z", "Zg=", "Zg=a", "====", "Z===", "Zm9v\n", "Zg==Zg=="}) {
    CAPTURE(bad);
    CHECK_FALSE(nd::parse_base64(bad));
  }
}

TEST_SUITE_END();
