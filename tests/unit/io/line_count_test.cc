#include "io/line_count.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

TEST_SUITE_BEGIN("io/line_count");

TEST_CASE("newlines are counted exactly at every length and offset") {
  std::string text;
  for (std::size_t i = 0; i < 20'000; ++i)
    text.push_back(i * i % 7 < 4 ? '\n' : static_cast<char>(i));
  for (std::size_t from = 0; from < 70; ++from) {
    for (const std::size_t size : {0, 1, 31, 32, 33, 63, 64, 65, 8159, 8160, 8161, 8192, 19'900}) {
      const std::string_view part = std::string_view(text).substr(from, size);
      CHECK(nd::io::count_lines(part) ==
            static_cast<std::uint64_t>(std::count(part.begin(), part.end(), '\n')));
    }
  }
  CHECK(nd::io::count_lines(std::string(100'000, '\n')) == 100'000);
}

TEST_SUITE_END();
