#include "base/utf8.h"

#include <vector>

#include <doctest/doctest.h>

namespace utf8 = nd::utf8;

namespace {

std::vector<char32_t> code_points(std::string_view text) {
  std::vector<char32_t> out;
  for (std::size_t at = 0; at < text.size();)
    out.push_back(utf8::next(text, at));
  return out;
}

}  // namespace

TEST_SUITE_BEGIN("base/utf8");

TEST_CASE("every code point is written and read back") {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    std::string text;
    utf8::append(text, c);
    const utf8::Character read = utf8::first(text + "x");
    const bool is_surrogate = c >= 0xD800 && c <= 0xDFFF;
    if (read.is_valid == is_surrogate || read.code_point != (is_surrogate ? 0xFFFD : c) ||
        read.size != (is_surrogate ? 1 : text.size())) {
      FAIL(static_cast<unsigned>(c));
    }
  }
}

TEST_CASE("what is not well-formed is one replacement for each maximal subpart") {
  using Points = std::vector<char32_t>;
  // The examples of Unicode 15, tables 3-8 to 3-11.
  CHECK(code_points("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41") ==
        Points{0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0x41});
  CHECK(code_points("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41") ==
        Points{0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0x41});
  CHECK(code_points("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42") ==
        Points{0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0x41, 0xFFFD, 0xFFFD, 0x42});
  CHECK(code_points("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41") ==
        Points{0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD, 0x41});
  CHECK(code_points("\xF0\x9F\x98") == Points{0xFFFD});
}

TEST_CASE("characters by number") {
  CHECK(utf8::length("aé城😀") == 4);
  CHECK(utf8::offset("aé城😀", 0) == 0);
  CHECK(utf8::offset("aé城😀", 3) == 6);
  CHECK(utf8::offset("aé城😀", 9) == 10);
}

TEST_CASE("a text is cut between characters") {
  CHECK(utf8::boundary("a城b", 1) == 1);
  CHECK(utf8::boundary("a城b", 3) == 1);
  CHECK(utf8::boundary("a城b", 9) == 9);
  CHECK(utf8::cut("a城b", 3) == "a");
  CHECK(utf8::cut("a城b", 4) == "a城");
  CHECK(utf8::cut("a城b", 5) == "a城b");
  CHECK(utf8::cut("a城b", 99) == "a城b");
  CHECK(utf8::cut("城", 2).empty());
}

TEST_SUITE_END();
