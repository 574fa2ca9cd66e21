#include "base/read_beyond.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <random>
#include <string>

#include <doctest/doctest.h>

TEST_SUITE("base/read_beyond") {
  TEST_CASE("texts are compared to their ends alone, and not beyond a page") {
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    void* const pages =
        ::mmap(nullptr, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    REQUIRE(pages != MAP_FAILED);
    REQUIRE(::mprotect(static_cast<char*>(pages) + page, page, PROT_NONE) == 0);
    char* const end = static_cast<char*>(pages) + page;
    std::mt19937 random(9);
    std::string other(64, '\0');
    for (int i = 0; i < 20'000; ++i) {
      for (char& c : other)
        c = static_cast<char>('a' + random() % 2);
      for (char* at = end - 40; at != end; ++at)
        *at = static_cast<char>('a' + random() % 2);
      const std::size_t size = random() % 20;
      const std::string_view a(end - size - random() % 20, size);
      const std::string_view b(other.data() + random() % 40, random() % 8 == 0 ? size + 1 : size);
      if (random() % 2 == 0 && a.size() == b.size())
        std::memcpy(other.data() + (b.data() - other.data()), a.data(), size);
      REQUIRE(nd::same_text(a, b) == (a == b));
    }
    CHECK(nd::same_text({}, {}));
    CHECK_FALSE(nd::same_text({}, "a"));
    ::munmap(pages, 2 * page);
  }
}
