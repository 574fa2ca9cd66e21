#include "io/read_ahead.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <string>

#include <doctest/doctest.h>

#include "io/compress.h"

namespace nd::io {
namespace {

// A file of its own, removed at the end.
class TestFile {
 public:
  explicit TestFile(std::string_view content) {
    const int fd = ::mkstemp(name_);
    REQUIRE(fd >= 0);
    ::close(fd);
    std::ofstream(name_, std::ios::binary) << content;
  }
  ~TestFile() { (void)::remove(name_); }
  TestFile(const TestFile&) = delete;
  TestFile& operator=(const TestFile&) = delete;
  [[nodiscard]] std::string name() const { return name_; }

 private:
  char name_[32] = "/tmp/nd-test-XXXXXX";
};

std::string zstd(std::string_view text) {
  Compressor compressor(Compression::kZstd);
  std::string out;
  REQUIRE(compressor.run(text, Compressor::Push::kEnd, out).has_value());
  return out;
}

std::string text_of(std::size_t bytes) {
  std::string text;
  for (std::size_t i = 0; text.size() < bytes; ++i)
    text += std::to_string(i * 7919 % 1'000'003) + "\n";
  return text;
}

// Reads on until `most` bytes are there, or to the end.
std::string read(ReadAhead& file, std::size_t most, std::size_t step) {
  std::string out;
  std::string piece(step, '\0');
  while (out.size() < most) {
    const auto n = file.read(piece.data(), piece.size());
    REQUIRE(n.has_value());
    if (*n == 0) break;
    out.append(piece, 0, *n);
  }
  return out;
}

std::unique_ptr<ReadAhead> start(const std::string& path, std::size_t most) {
  return ReadAhead::start(path, 0, most, ReadAhead::spare_pieces());
}

}  // namespace

TEST_SUITE("io/read_ahead") {
  TEST_CASE("it gives the text, whatever it may hold") {
    const std::string text = text_of(3'000'000);
    const TestFile file(zstd(text));
    for (const std::size_t most : {std::size_t{1}, std::size_t{300'000}, std::size_t{1} << 30}) {
      const auto ahead = start(file.name(), most);
      REQUIRE(ahead != nullptr);
      CHECK(read(*ahead, text.size() + 1, 70'001) == text);
      CHECK(ahead->bytes_read() == zstd(text).size());
      ahead->make_current();
      char byte = 0;
      CHECK(ahead->read(&byte, 1) == 0U);  // still the end
    }
  }

  TEST_CASE("it may be left at any place") {
    const std::string text = text_of(3'000'000);
    const TestFile file(zstd(text));
    for (const std::size_t most : {std::size_t{0}, std::size_t{1}, std::size_t{1'000'000}}) {
      const auto ahead = start(file.name(), 300'000);
      REQUIRE(ahead != nullptr);
      CHECK(text.starts_with(read(*ahead, most, 1000)));
    }
  }

  TEST_CASE("damage comes after the text before it, and again when asked again") {
    const std::string text = text_of(3'000'000);
    const TestFile file(zstd(text).substr(0, zstd(text).size() / 2));
    const auto ahead = start(file.name(), 300'000);
    REQUIRE(ahead != nullptr);
    std::string piece(1000, '\0');
    std::string got;
    auto n = ahead->read(piece.data(), piece.size());
    for (; n && *n > 0; n = ahead->read(piece.data(), piece.size()))
      got.append(piece, 0, *n);
    REQUIRE(!n);
    CHECK(n.error().message.find("cut short") != std::string::npos);
    CHECK(got.size() > 100'000);
    CHECK(text.starts_with(got));
    CHECK(!ahead->read(piece.data(), piece.size()));
  }

  TEST_CASE("what is not compressed, no regular file or not there is left to others") {
    const TestFile plain("text\n");
    CHECK(start(plain.name(), 1) == nullptr);
    CHECK(start("/tmp", 1) == nullptr);
    CHECK(start("/dev/null", 1) == nullptr);
    CHECK(start("-", 1) == nullptr);
    CHECK(start(plain.name() + ".absent", 1) == nullptr);
  }
}

}  // namespace nd::io
