#include "sort/record_texts.h"

#include <cstring>
#include <fstream>
#include <string>

#include <doctest/doctest.h>

#include "temporary_file.h"

namespace nd::sort {
namespace {

std::string bytes_of(TextPlace place) {
  std::string bytes(sizeof place, '\0');
  std::memcpy(bytes.data(), &place, sizeof place);
  return bytes;
}

}  // namespace

TEST_SUITE("sort/record_texts") {
  TEST_CASE("texts are those of the places, until the file is another") {
    std::string text;
    for (int i = 100; i < 200; ++i)
      text += std::to_string(i) + "\n";
    text.pop_back();
    const tests::TemporaryFile file(text);
    const auto files = io::ChunkedFiles::open({file.path}, 40);
    REQUIRE(files);
    RecordTexts texts(*files);
    io::PageBuffer buffer;
    io::Block block;
    for (std::size_t chunk = 0; chunk < files->chunks(); ++chunk) {
      REQUIRE(files->read(chunk, buffer, block).has_value());
      texts.expect(ChunkSum::of(block));
    }
    CHECK(texts.text(bytes_of({0, 0, 3})).value() == "100");
    CHECK(texts.text(bytes_of({0, 4, 3})).value() == "101");
    REQUIRE(files->read(3, buffer, block).has_value());
    CHECK(texts.text(bytes_of({3, 4, 3})).value() == block.text.text().substr(4, 3));

    // A file that has grown since, in the line that had no newline too, has them still.
    text += "9\n201\n";
    std::ofstream(file.path) << text;
    const auto last = static_cast<std::uint32_t>(files->chunks() - 1);
    REQUIRE(files->read(last, buffer, block).has_value());
    const std::size_t first = block.text.text().find('\n');
    CHECK(texts.text(bytes_of({last, 0, static_cast<std::uint32_t>(first)})).value() ==
          block.text.text().substr(0, first));
    (void)texts.text(bytes_of({0, 0, 3}));

    text[397] = 'x';
    std::ofstream(file.path) << text;
    CHECK(texts.text(bytes_of({1, 0, 3})).has_value());
    const auto changed = texts.text(bytes_of({last, 0, 3}));
    REQUIRE_FALSE(changed.has_value());
    CHECK(changed.error().kind == ErrorKind::kSystem);
    CHECK(changed.error().message.find("was changed while it was read") != std::string::npos);
  }
}

}  // namespace nd::sort
