#include "sort/pieces.h"

#include <cstdint>

#include <doctest/doctest.h>

namespace nd::sort {

TEST_SUITE("sort/pieces") {
  TEST_CASE(
      "what is put at the end stays where it is, and no more than a piece is held beyond it") {
    for (const std::size_t piece : {1U, 100U, 4096U, 9U << 20}) {
      Pieces<std::uint64_t> array(piece);
      CHECK(array.bytes() == 0);
      const std::uint64_t* first = nullptr;
      for (std::uint64_t i = 0; i < 10'000; ++i) {
        const std::uint64_t told = array.bytes_with_one_more();
        array.push_back(i * i);
        if (i == 0) first = &array[0];
        CHECK(array.bytes() == told);
        CHECK(array.bytes() >= array.size() * sizeof(std::uint64_t));
        CHECK(array.bytes() <= array.size() * sizeof(std::uint64_t) + piece);
      }
      CHECK(array.size() == 10'000);
      CHECK(first == &array[0]);
      array[77] = 1;
      CHECK(array[77] == 1);
      for (std::uint64_t i = 100; i < array.size(); ++i)
        REQUIRE(array[i] == i * i);
    }
  }
}

}  // namespace nd::sort
