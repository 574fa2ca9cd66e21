#include "table/reading.h"

#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

namespace nd::table {

TEST_SUITE("table/reading") {
  TEST_CASE("each row has its line, with and without gaps") {
    const std::vector<std::uint64_t> lines = {2, 3, 4, 9, 10, 12, 100, 101};
    RowLines rows;
    for (const std::uint64_t line : lines)
      rows.add(line);
    for (std::size_t i = 0; i < lines.size(); ++i)
      CHECK(rows[i] == lines[i]);
  }

  TEST_CASE("records of several files and blocks have the lines of their own file") {
    const PaddedString text("{}\n\n{}\n{}\n");
    const std::vector<std::string> files = {"a", "b"};
    LineNumbers numbers;
    for (const std::string& file : files) {
      for (const std::uint64_t before : {0, 10}) {
        io::Block block;
        block.text = text.view();
        block.file = file;
        block.first_line = before + 1;
        block.first_byte = 100 * before;
        const auto at = [&](std::size_t byte) {
          return numbers.of({text.view().substr(byte, 2), {}, &block});
        };
        CHECK(at(0) == before + 1);
        CHECK(at(4) == before + 3);
        CHECK(at(7) == before + 4);
      }
    }
  }
}

}  // namespace nd::table
