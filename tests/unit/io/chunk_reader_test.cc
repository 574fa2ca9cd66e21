#include "io/chunk_reader.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "temporary_file.h"

namespace {

using nd::tests::TemporaryFile;

std::string all_chunks(const std::vector<std::string>& paths, std::size_t chunk_bytes) {
  const auto files = nd::io::ChunkedFiles::open(paths, chunk_bytes);
  REQUIRE(files);
  nd::io::PageBuffer buffer;
  std::string out;
  for (std::size_t i = 0; i < files->chunks(); ++i) {
    nd::io::Block block;
    REQUIRE(files->read(i, buffer, block));
    if (!block.text.empty()) CHECK(block.text.text().back() == '\n');
    out += block.text.text();
  }
  return out;
}

}  // namespace

TEST_SUITE("io/chunk_reader") {
  TEST_CASE("the chunks hold every line once, in order, at every chunk size") {
    std::mt19937 random(2);
    for (int round = 0; round < 200; ++round) {
      std::string text;
      const auto lines = random() % 12;
      for (unsigned i = 0; i < lines; ++i) {
        text += std::string(random() % 20, static_cast<char>('a' + i)) + "\n";
      }
      if (random() % 2 == 0) text += "last";
      const TemporaryFile file(text);
      std::string whole = text;
      if (!whole.empty() && whole.back() != '\n') whole += '\n';
      for (std::size_t chunk_bytes = 1; chunk_bytes * 4 <= text.size(); ++chunk_bytes) {
        INFO("chunks of ", chunk_bytes, ": ", text);
        CHECK(all_chunks({file.path}, chunk_bytes) == whole);
        CHECK(all_chunks({file.path, file.path}, chunk_bytes) == whole + whole);
      }
    }
  }

  TEST_CASE("a byte order mark is no part of the text, and lines are counted from it") {
    const TemporaryFile file(
        "\xef\xbb\xbf"
        "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
    CHECK(all_chunks({file.path}, 4) == "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
    const auto files = nd::io::ChunkedFiles::open({file.path}, 4);
    CHECK(files->line_at(0, 3) == 1U);
    CHECK(files->line_at(2, 9) == 4U);
  }

  TEST_CASE("what cannot be read in chunks is left to the block reader") {
    const TemporaryFile small("1\n");
    const TemporaryFile packed(std::string("\x1f\x8b\x08", 3) + std::string(100, 'x'));
    CHECK_FALSE(nd::io::ChunkedFiles::open({}));
    CHECK_FALSE(nd::io::ChunkedFiles::open({"-"}));
    CHECK_FALSE(nd::io::ChunkedFiles::open({small.path}));
    CHECK_FALSE(nd::io::ChunkedFiles::open({packed.path}, 8));
    CHECK_FALSE(nd::io::ChunkedFiles::open({"/dev/null"}, 8));
  }

  TEST_CASE("a file that may have a line longer than a record may be is left to the block reader") {
    constexpr std::size_t kMost = 1000;
    const std::string lines(99, 'x');
    const auto opened = [&](std::size_t before, std::size_t size, const std::string& after) {
      std::string text;
      for (std::size_t i = 0; i < before; ++i)
        text += lines + "\n";
      const TemporaryFile file(text + std::string(size, 'y') + after);
      return nd::io::ChunkedFiles::open({file.path}, 64, kMost).has_value();
    };
    for (const std::size_t before : {0U, 3U, 17U}) {
      CHECK(opened(before, 499, "\n1\n2\n"));
      for (const char* const after : {"\n1\n2\n", ""}) {
        CHECK_FALSE(opened(before, kMost + 1, after));
        CHECK_FALSE(opened(before, 5 * kMost, after));
      }
    }
    // What is opened has no such line, wherever lines end.
    std::mt19937 random(3);
    std::size_t left = 0;
    for (int round = 0; round < 300; ++round) {
      std::string text;
      std::size_t longest = 0;
      for (int line = 0; line < 4; ++line) {
        const std::size_t size = random() % 2 == 0 ? random() % 100 : random() % 1200;
        longest = std::max(longest, size);
        text += std::string(size, 'z') + "\n";
      }
      const TemporaryFile file(text);
      if (nd::io::ChunkedFiles::open({file.path}, 16, kMost)) {
        CHECK(longest <= kMost);
      } else {
        ++left;
      }
    }
    CHECK(left < 200);
  }

  TEST_CASE("a FIFO is not opened, which would wait for a writer") {
    const TemporaryFile fifo("");
    std::remove(fifo.path.c_str());
    REQUIRE(::mkfifo(fifo.path.c_str(), 0600) == 0);
    CHECK_FALSE(nd::io::ChunkedFiles::open({fifo.path}, 8));
  }
}
