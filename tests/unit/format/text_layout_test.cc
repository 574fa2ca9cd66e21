#include "format/text_layout.h"

#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace nd::format {
namespace {

// `t12` is a text of 12 columns, `n5` a number, `b20` a bar; parts as `0:12 1:5 | 0:12 2:7`.
std::string laid_out(const std::vector<std::string>& columns, std::size_t limit) {
  std::vector<Column> kinds;
  std::vector<std::size_t> widths;
  for (const std::string& column : columns) {
    kinds.push_back({"", column[0] == 't'   ? ColumnKind::kText
                         : column[0] == 'n' ? ColumnKind::kNumber
                                            : ColumnKind::kBar});
    widths.push_back(std::stoul(column.substr(1)));
  }
  std::string out;
  for (const TablePart& part : lay_out(kinds, widths, limit)) {
    if (!out.empty()) out += " | ";
    for (const PlacedColumn& placed : part) {
      if (!out.empty() && out.back() != ' ') out += ' ';
      out += std::to_string(placed.column) + ':' + std::to_string(placed.width);
    }
  }
  return out;
}

TEST_SUITE("format/text_layout") {
  TEST_CASE("what fits has its own width") {
    CHECK(laid_out({}, 80).empty());
    CHECK(laid_out({"t5"}, 80) == "0:5");
    CHECK(laid_out({"t5", "n3", "t10"}, 22) == "0:5 1:3 2:10");
    CHECK(laid_out({"t500", "n300"}, 0) == "0:500 1:300");
  }

  TEST_CASE("the widest texts are cut first, numbers never") {
    CHECK(laid_out({"t5", "n3", "t100"}, 40) == "0:5 1:3 2:28");
    CHECK(laid_out({"t100", "t100", "t4"}, 48) == "0:20 1:20 2:4");
    CHECK(laid_out({"n100"}, 40) == "0:100");
  }

  TEST_CASE("a table is parted before texts are cut below twelve columns") {
    CHECK(laid_out({"t50", "t50", "t50"}, 40) == "0:12 1:12 2:12");
    CHECK(laid_out({"t50", "t50", "t50"}, 39) == "0:18 1:19 | 0:18 2:19");
    CHECK(laid_out({"t5", "n10", "n10", "n10"}, 30) == "0:5 1:10 2:10 | 0:5 3:10");
  }

  TEST_CASE("a bar stays with its numbers") {
    CHECK(laid_out({"t5", "n5", "n5", "b20"}, 41) == "0:5 1:5 2:5 3:20");
    CHECK(laid_out({"t5", "n5", "n5", "b20"}, 40) == "0:5 1:5 | 0:5 2:5 3:20");
    CHECK(laid_out({"n5", "b20", "n5", "n9"}, 36) == "0:5 1:20 2:5 | 0:5 3:9");
  }

  TEST_CASE("a number wider than the screen has a part of its own") {
    CHECK(laid_out({"t5", "n50", "n3"}, 20) == "0:1 1:50 | 0:5 2:3");
  }

  TEST_CASE("every column has its place once, and parts keep to the limit where that can be") {
    std::mt19937 random(3);
    for (int round = 0; round < 500; ++round) {
      std::vector<Column> columns;
      std::vector<std::size_t> widths;
      const std::size_t count = 1 + random() % 12;
      for (std::size_t c = 0; c < count; ++c) {
        columns.push_back({"", random() % 2 == 0 ? ColumnKind::kText : ColumnKind::kNumber});
        widths.push_back(random() % 30);
      }
      const std::size_t limit = 60 + random() % 60;
      std::size_t next = 0;
      for (const TablePart& part : lay_out(columns, widths, limit)) {
        REQUIRE(part[0].column == 0);
        std::size_t used = 0;
        for (std::size_t i = 0; i < part.size(); ++i) {
          used += part[i].width + (i > 0 ? kColumnGap : 0);
          if (i == 0 && next > 0) continue;
          REQUIRE(part[i].column == next++);
        }
        REQUIRE(used <= limit);
      }
      REQUIRE(next == count);
    }
  }
}

}  // namespace
}  // namespace nd::format
