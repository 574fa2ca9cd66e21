#include "sort/record_spool.h"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace nd::sort {
namespace {

struct Kept {
  std::uint64_t place = 0;
  std::uint32_t key = 0;
  std::string text;
  friend bool operator==(const Kept&, const Kept&) = default;
};

std::vector<Kept> read_all(RecordSpool& spool) {
  std::vector<Kept> out;
  RecordSpool::Reader reader(spool);
  Spooled next;
  for (;;) {
    const auto more = reader.next(next);
    REQUIRE(more.has_value());
    if (!*more) return out;
    out.push_back({next.place, next.key, std::string(next.text)});
  }
}

}  // namespace

TEST_SUITE("sort/record_spool") {
  TEST_CASE("what goes in comes out in its order, wherever it lies") {
    std::mt19937 random(61);
    for (const std::size_t to_file_after : {0U, 1U, 500U, 2000U}) {
      RecordSpool spool(4096);
      std::vector<Kept> wanted;
      std::uint64_t place = 0;
      std::uint32_t next_key = 0;
      for (std::size_t i = 0; i < 2000; ++i) {
        if (i == to_file_after) REQUIRE(spool.move_to_file("/tmp").has_value());
        // Texts of nothing, of a part of a block, larger than one, and than what is read at once.
        const std::size_t size = random() % 50 == 0    ? random() % 10'000
                                 : random() % 999 == 0 ? std::size_t{3} << 20
                                                       : random() % 200;
        // Every second one has a new key; some places are far from the last.
        const auto key = static_cast<std::uint32_t>(i % 2 == 0 ? next_key++ : random() % next_key);
        place += random() % 50 == 0 ? random() : 1;
        Kept kept{place, key, std::string(size, 'x')};
        if (size > 0) kept.text[size / 2] = static_cast<char>(random());
        const std::size_t split = random() % (size + 1);
        REQUIRE(
            spool.append(kept.place, kept.key, kept.text.substr(0, split), kept.text.substr(split))
                .has_value());
        wanted.push_back(std::move(kept));
      }
      CHECK(spool.is_in_file() == (to_file_after < 2000));
      REQUIRE(spool.finish().has_value());
      CHECK(read_all(spool) == wanted);
    }
  }

  TEST_CASE("nothing in, nothing out") {
    RecordSpool spool(4096);
    CHECK(read_all(spool).empty());
    REQUIRE(spool.move_to_file("/tmp").has_value());
    REQUIRE(spool.finish().has_value());
    CHECK(read_all(spool).empty());
  }

  TEST_CASE("it says what it will hold, and holds nothing once it is in a file") {
    RecordSpool spool(4096);
    CHECK(spool.bytes_with(100) == 4096);
    REQUIRE(spool.append(0, 0, "", std::string(3000, 'x')).has_value());
    CHECK(spool.bytes_with(100) == 4096);
    CHECK(spool.bytes_with(2000) == 8192);
    CHECK(spool.bytes_with(100'000) == 4096 + 100'000 + 20);
    REQUIRE(spool.move_to_file("/tmp").has_value());
    REQUIRE(spool.append(1, 0, "", std::string(3000, 'x')).has_value());
    CHECK(spool.bytes_with(0) == 4096);
  }

  TEST_CASE("a directory that is not there is an error") {
    RecordSpool spool(4096);
    const auto status = spool.move_to_file("/no/such/directory");
    REQUIRE_FALSE(status.has_value());
    CHECK(status.error().kind == ErrorKind::kSystem);
  }
}

}  // namespace nd::sort
