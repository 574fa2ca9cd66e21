#include "base/arena.h"

#include <cstdint>
#include <cstring>

#include <doctest/doctest.h>

TEST_SUITE("base/arena") {
  TEST_CASE("copies stay in place while the arena grows") {
    nd::Arena arena(64);
    const auto first = arena.copy("first");
    for (int i = 0; i < 1000; ++i) {
      const auto bytes = arena.array<char>(100);
      std::memset(bytes.data(), 'x', bytes.size());
    }
    CHECK(first == "first");
  }

  TEST_CASE("after a reset the same memory is used again") {
    nd::Arena arena(1024);
    for (int round = 0; round < 3; ++round) {
      for (int i = 0; i < 50; ++i)
        static_cast<void>(arena.allocate(100));
      arena.reset();
    }
    const std::size_t held = arena.bytes();
    for (int i = 0; i < 50; ++i)
      static_cast<void>(arena.allocate(100));
    CHECK(arena.bytes() == held);
  }

  TEST_CASE("after a reset it begins where it began, where the cache is warm") {
    nd::Arena arena;
    const void* const first = arena.allocate(100);
    for (int round = 0; round < 3; ++round) {
      static_cast<void>(arena.allocate(100));
      arena.reset();
      CHECK(arena.allocate(100) == first);
    }
  }

  TEST_CASE("alignment is kept") {
    nd::Arena arena;
    static_cast<void>(arena.allocate(1, 1));
    CHECK(reinterpret_cast<std::uintptr_t>(arena.allocate(8, 8)) % 8 == 0);
    static_cast<void>(arena.allocate(3, 1));
    CHECK(reinterpret_cast<std::uintptr_t>(arena.allocate(16)) % alignof(std::max_align_t) == 0);
  }
}
