#include "io/compress.h"

#include <cstddef>
#include <random>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

namespace nd::io {
namespace {

using Push = Compressor::Push;

// All that can be read from the bytes so far.
std::string decompressed(Compression compression, std::string_view bytes, bool is_whole) {
  Decompressor decompressor(compression, 0);
  std::string out;
  std::string piece(100'000, '\0');
  for (;;) {
    const auto made = decompressor.run(bytes, piece.data(), piece.size());
    REQUIRE(made.has_value());
    out.append(piece, 0, *made);
    if (*made == 0 && bytes.empty()) break;
  }
  CHECK(decompressor.end().has_value() == is_whole);
  return out;
}

std::string random_text(std::mt19937& random, std::size_t size) {
  std::string text(size, '\0');
  for (char& c : text)
    c = static_cast<char>(random() % 4 == 0 ? random() : 'a');
  return text;
}

std::string compressed(Compression compression, std::string_view text) {
  Compressor compressor(compression);
  std::string out;
  REQUIRE(compressor.run(text, Push::kEnd, out).has_value());
  return out;
}

}  // namespace

TEST_SUITE("io/compress") {
  TEST_CASE("what is compressed in any pieces is read back, as far as it was pushed") {
    std::mt19937 random(81);
    for (const Compression compression : {Compression::kGzip, Compression::kZstd}) {
      for (int round = 0; round < 30; ++round) {
        Compressor compressor(compression);
        std::string text;
        std::string bytes;
        for (auto pieces = random() % 8; pieces > 0; --pieces) {
          const std::string piece =
              random_text(random, random() % (random() % 3 == 0 ? 900'000 : 9));
          text += piece;
          const Push push = random() % 3 == 0 ? Push::kText : Push::kNothing;
          REQUIRE(compressor.run(piece, push, bytes).has_value());
          if (push == Push::kText && !bytes.empty())
            CHECK((decompressed(compression, bytes, false) == text));
        }
        REQUIRE(compressor.run("", Push::kEnd, bytes).has_value());
        CHECK((decompressed(compression, bytes, true) == text));
      }
    }
  }

  TEST_CASE("no text is a member or frame of its own, not an empty file") {
    for (const Compression compression : {Compression::kGzip, Compression::kZstd}) {
      const std::string bytes = compressed(compression, "");
      CHECK(recognise(bytes, true).compression == compression);
      CHECK(decompressed(compression, bytes, true).empty());
    }
  }

  TEST_CASE("the header of gzip holds neither a time nor a name, zstd has a checksum") {
    const std::string gzip = compressed(Compression::kGzip, "text\n");
    REQUIRE(gzip.size() > 10);
    CHECK(gzip.substr(3, 5) == std::string(5, '\0'));
    std::string zstd = compressed(Compression::kZstd, "text\n");
    zstd.back() = static_cast<char>(zstd.back() ^ 1);
    Decompressor decompressor(Compression::kZstd, 0);
    std::string_view rest = zstd;
    std::string out(100, '\0');
    auto made = decompressor.run(rest, out.data(), out.size());
    if (made.has_value()) made = decompressor.run(rest, out.data(), out.size());
    CHECK_FALSE(made.has_value());
  }

  TEST_CASE("the end of a name says what a file is to hold") {
    CHECK(compression_of_name("a.ndjson.gz") == Compression::kGzip);
    CHECK(compression_of_name("a.zst") == Compression::kZstd);
    CHECK(compression_of_name("a.gz.ndjson") == Compression::kNone);
    CHECK(compression_of_name("gz") == Compression::kNone);
    CHECK(compression_of_name("") == Compression::kNone);
  }
}

}  // namespace nd::io
