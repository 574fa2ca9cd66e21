#include "show/table_request.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::show {
namespace {

// The message of the usage error that the request must give.
std::string refused(const TableRequest& request) {
  const auto layout = TableLayout::make(request);
  REQUIRE_FALSE(layout);
  CHECK(layout.error().kind == ErrorKind::kUsage);
  return layout.error().message;
}

TEST_SUITE("show/table_request") {
  TEST_CASE("columns have the title they are given, else the field's name") {
    const auto layout =
        TableLayout::make({.columns = {"a", ".b.c", "T=d", "\"x, y\"=.\"e f\"", "g.h=i"}});
    REQUIRE(layout);
    REQUIRE(layout->columns.size() == 5);
    CHECK(layout->columns[0].title == "a");
    CHECK(layout->columns[1].title == "b.c");
    CHECK(layout->columns[2].title == "T");
    CHECK(layout->columns[2].shown.field.print() == ".d");
    CHECK(layout->columns[3].title == "x, y");
    CHECK(layout->columns[3].shown.field.segments[0] == "e f");
    CHECK(layout->columns[4].title == "g.h");
  }

  TEST_CASE("styles go by field, however it is written") {
    const auto layout =
        TableLayout::make({.columns = {"T=.a.b", "c"}, .grouped = {"a.b"}, .bars = {".c"}});
    REQUIRE(layout);
    CHECK(layout->columns[0].shown.style == format::NumberStyle::kGrouped);
    CHECK_FALSE(layout->columns[0].shown.bar);
    CHECK_FALSE(layout->columns[1].shown.style);
    CHECK(layout->columns[1].shown.bar);
  }

  TEST_CASE("only csv and tsv with columns and without what needs all rows stream") {
    CHECK(TableLayout::make({.columns = {"a"}, .format = "csv"})->streams());
    CHECK(TableLayout::make({.columns = {"a"}, .format = "tsv", .grouped = {"a"}})->streams());
    CHECK_FALSE(TableLayout::make({.format = "csv"})->streams());
    CHECK_FALSE(TableLayout::make({.columns = {"a"}})->streams());
    CHECK_FALSE(TableLayout::make({.columns = {"a"}, .format = "html"})->streams());
    CHECK_FALSE(TableLayout::make({.columns = {"a"}, .format = "csv", .total = true})->streams());
    CHECK_FALSE(TableLayout::make({.columns = {"a"}, .format = "csv", .digits = 1})->streams());
    CHECK_FALSE(TableLayout::make({.format = "csv", .pivot = "a,b,c"})->streams());
  }

  TEST_CASE("a table is as wide as the screen, unless --width says otherwise") {
    const io::Screen screen{.columns = 80, .is_terminal = true, .color = true};
    CHECK(TableLayout::make({}, screen)->render.width == 80);
    CHECK(TableLayout::make({.width = 40}, screen)->render.width == 40);
    CHECK(TableLayout::make({.width = 0}, screen)->render.width == 0);
    CHECK(TableLayout::make({})->render.width == 0);
    CHECK(TableLayout::make({}, screen)->render.color);
  }

  TEST_CASE("options that contradict each other are refused") {
    CHECK(refused({.grouped = {"a"}, .si = {".a"}}) ==
          "'.a' is named in two of --int, --pct, --si and --cjk");
    CHECK(refused({.columns = {"a"}, .percent = {"b"}}) ==
          "'b' is to be formatted but is no column");
    CHECK(refused({.columns = {"T=a"}, .percent = {"T"}}) ==
          "'T' is the title of a column; what is formatted is its field, 'a'");
    CHECK(refused({.si = {"z"}, .pivot = "a,b,c"}) == "'z' is to be formatted but is no column");
    CHECK(refused({.pivot = "a,b"}) == "--pivot takes three fields: ROW,COLUMN,VALUE");
    CHECK(refused({.columns = {"a"}, .pivot = "a,b,c"}) == "--pivot does not go with --columns");
    CHECK(refused({.bars = {"c"}, .pivot = "a,b,c"}) == "--pivot does not go with --bars");
    CHECK(refused({.format = "csv", .bars = {"a"}}) == "--bars does not go with --format csv");
    CHECK(refused({.format = "html", .width = 80}) == "--width goes with --format text only");
    CHECK(refused({.spreadsheet = true}) == "--spreadsheet goes with --format csv or tsv only");
    CHECK(refused({.digits = 101}) == "--digits is from 0 to 100");
    CHECK(refused({.byte_order_mark = true}) == "--bom goes with --format csv or tsv only");
    CHECK(refused({.format = "tsv", .caption = "x"}) == "--caption does not go with --format tsv");
    CHECK(refused({.format = "xml"}) == "'xml' is no table format");
  }
}

}  // namespace
}  // namespace nd::show
