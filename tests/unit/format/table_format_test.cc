#include "format/table_format.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/display_width.h"

namespace nd::format {
namespace {

Cell text(std::string_view s) {
  return {s, CellKind::kText};
}
Cell number(std::string_view s) {
  return {s, CellKind::kNumber};
}
Cell missing(std::string_view s = "") {
  return {s, CellKind::kMissing};
}
Cell bar(std::string_view s) {
  return {s, CellKind::kBar};
}

std::string rendered(std::string_view format, const Table& table,
                     const RenderOptions& options = {}) {
  const auto renderer = find_table_format(format)->make(options);
  std::string out;
  renderer->begin(table, out);
  for (std::size_t r = 0; r < table.row_count(); ++r) {
    if (table.is_footer(r) && (r == 0 || !table.is_footer(r - 1))) renderer->begin_footer(out);
    renderer->row(table.row(r), out);
  }
  renderer->end(out);
  return out;
}

Table cities() {
  Table table(
      {{"city", ColumnKind::kText}, {"plays", ColumnKind::kNumber}, {"note", ColumnKind::kText}});
  table.add_row(std::vector{text("北京"), number("1,234"), text("first")});
  table.add_row(std::vector{text("Ürümqi"), number("7"), missing()});
  table.add_footer_row(std::vector{text("total"), number("1,241"), missing()});
  return table;
}

Table one_cell(const Cell& cell, std::string_view title = "t") {
  Table table({{std::string(title), ColumnKind::kText}});
  table.add_row(std::vector{cell});
  return table;
}

std::string markdown_of(std::string_view s) {
  const std::string all = rendered("markdown", one_cell(text(s)));
  const std::size_t start = all.find('\n', all.find('\n') + 1) + 3;
  std::string cell = all.substr(start, all.size() - start - 3);
  cell.resize(cell.find_last_not_of(' ') + 1);
  return cell;
}

TEST_SUITE("format/table_format") {
  TEST_CASE("the list has each format once and names nothing else") {
    for (const TableFormat& format : table_formats())
      CHECK(find_table_format(format.name) == &format);
    CHECK(find_table_format("xml") == nullptr);
  }

  TEST_CASE(
      "every format writes the titles and the cells in their order, and a newline at the end") {
    for (const TableFormat& format : table_formats()) {
      const std::string all = rendered(format.name, cities());
      CAPTURE(all);
      std::size_t at = 0;
      for (const char* cell : {"city", "plays", "note", "北京", "1,234", "first", "Ürümqi", "7"}) {
        at = all.find(cell, at);
        REQUIRE(at != std::string::npos);
      }
      CHECK(all.ends_with('\n'));
    }
  }

  TEST_CASE("text aligns by display width, and no line ends in a space") {
    CHECK(rendered("text", cities()) ==
          "city    plays  note\n"
          "------  -----  -----\n"
          "北京    1,234  first\n"
          "Ürümqi      7\n"
          "------  -----  -----\n"
          "total   1,241\n");
  }

  TEST_CASE("text never passes a control character on") {
    const std::string out = rendered("text", one_cell(text("\x1B]0;title\a\n\u009B2J"), "a\nb"));
    CHECK(out == "a\\nb\n--------------------------\n\\x1b]0;title\\x07\\n\\u009b2J\n");
  }

  TEST_CASE("text fits a width by cutting the widest texts, never a number") {
    Table table(
        {{"title", ColumnKind::kText}, {"plays", ColumnKind::kNumber}, {"id", ColumnKind::kText}});
    table.add_row(std::vector{text("北京时间二十点整"), number("1234567890"), text("ab")});
    CHECK(rendered("text", table, {.width = 24}) ==
          "title          plays  id\n"
          "--------  ----------  --\n"
          "北京时…   1234567890  ab\n");
    CHECK(rendered("text", table, {.width = 1}) ==
          "…       plays  …\n"
          "-  ----------  -\n"
          "…  1234567890  …\n");
    CHECK(rendered("text", table, {.width = 32}) == rendered("text", table));
  }

  TEST_CASE("a table without rows or without columns is still a table") {
    CHECK(rendered("text", Table({{"a", ColumnKind::kText}})) == "a\n-\n");
    CHECK(rendered("text", Table({})) == "\n\n");
    CHECK(rendered("csv", Table({{"a", ColumnKind::kText}})) == "a\r\n");
    CHECK(rendered("markdown", Table({{"a", ColumnKind::kText}})) == "| a   |\n| --- |\n");
  }

  TEST_CASE("markdown is padded and aligns numbers to the right") {
    CHECK(rendered("markdown", cities()) ==
          "| city   | plays | note  |\n"
          "| ------ | ----: | ----- |\n"
          "| 北京   | 1,234 | first |\n"
          "| Ürümqi |     7 |       |\n"
          "| total  | 1,241 |       |\n");
  }

  TEST_CASE("markdown escapes all that means something in a cell") {
    CHECK(markdown_of("a|b") == "a\\|b");
    CHECK(markdown_of("a\\|b") == "a\\\\\\|b");
    CHECK(markdown_of("a\nb") == "a<br>b");
    CHECK(markdown_of("a\r\nb\rc") == "a<br>b<br>c");
    CHECK(markdown_of("`code`") == "\\`code\\`");
    CHECK(markdown_of("<script>") == "\\<script>");
    CHECK(markdown_of("&lt;") == "\\&lt;");
    CHECK(markdown_of("[x](y)") == "\\[x\\](y)");
    CHECK(markdown_of("**b** ~~s~~ $x$") == "\\*\\*b\\*\\* \\~\\~s\\~\\~ \\$x\\$");
    CHECK(markdown_of("snake_case _it_") == "snake_case \\_it\\_");
    CHECK(markdown_of("# h") == "\\# h");
    CHECK(markdown_of("> q") == "\\> q");
    CHECK(markdown_of("- l") == "\\- l");
    CHECK(markdown_of("1. l") == "1\\. l");
    CHECK(markdown_of("1.5 l") == "1.5 l");
    CHECK(markdown_of("-x") == "-x");
    CHECK(markdown_of("\x1B[0m") == "\\\\x1b\\[0m");
    CHECK(markdown_of("\xFF") == "\uFFFD");
  }

  TEST_CASE("csv follows RFC 4180") {
    Table table({{"a,b", ColumnKind::kText}, {"c", ColumnKind::kNumber}});
    table.add_row(std::vector{text("say \"hi\""), number("1,234")});
    table.add_row(std::vector{text("two\nlines"), missing()});
    table.add_row(std::vector{text(" x "), number("-5")});
    CHECK(rendered("csv", table) ==
          "\"a,b\",c\r\n\"say \"\"hi\"\"\",\"1,234\"\r\n\"two\nlines\",\r\n x ,-5\r\n");
  }

  TEST_CASE("csv tells an empty text from a missing value and has no blank line") {
    Table table({{"a", ColumnKind::kText}, {"b", ColumnKind::kText}});
    table.add_row(std::vector{text(""), missing()});
    CHECK(rendered("csv", table) == "a,b\r\n\"\",\r\n");
    CHECK(rendered("csv", one_cell(missing())) == "t\r\n\"\"\r\n");
    CHECK(rendered("csv", one_cell(missing("NA")), {.missing = "NA"}) == "t\r\nNA\r\n");
    CHECK(rendered("csv", one_cell(text("NA")), {.missing = "NA"}) == "t\r\n\"NA\"\r\n");
  }

  TEST_CASE("tsv escapes tab, line ends and backslash") {
    Table table({{"a", ColumnKind::kText}, {"b", ColumnKind::kText}});
    table.add_row(std::vector{text("x\ty\nz\\"), text("\"q\"\r")});
    CHECK(rendered("tsv", table) == "a\tb\nx\\ty\\nz\\\\\t\"q\"\\r\n");
  }

  TEST_CASE("spreadsheet mode defuses formulas in texts and titles, not numbers") {
    const RenderOptions options{.spreadsheet = true};
    const auto cell = [&](std::string_view s) {
      return rendered("csv", one_cell(text(s)), options);
    };
    CHECK(cell("=1+1") == "t\r\n'=1+1\r\n");
    CHECK(cell("+1") == "t\r\n'+1\r\n");
    CHECK(cell("-1") == "t\r\n'-1\r\n");
    CHECK(cell("@x") == "t\r\n'@x\r\n");
    CHECK(cell("\tx") == "t\r\n'\tx\r\n");
    CHECK(cell("\rx") == "t\r\n\"'\rx\"\r\n");
    CHECK(cell("＝1") == "t\r\n'＝1\r\n");
    CHECK(cell("=A1,\"x\"") == "t\r\n\"'=A1,\"\"x\"\"\"\r\n");
    CHECK(cell("a=1") == "t\r\na=1\r\n");
    CHECK(rendered("csv", one_cell(number("-5")), options) == "t\r\n-5\r\n");
    CHECK(rendered("csv", one_cell(text("x"), "=t"), options) == "'=t\r\nx\r\n");
    CHECK(rendered("tsv", one_cell(text("\t=")), options) == "t\n'\\t=\n");
    CHECK(rendered("csv", one_cell(text("=1"))) == "t\r\n=1\r\n");
  }

  TEST_CASE("html escapes markup and carries classes") {
    Table table({{"<t>", ColumnKind::kText}, {"n", ColumnKind::kNumber}, {"", ColumnKind::kBar}});
    table.add_row(std::vector{text("a&b \"c\" 'd'\ne\x1B"), number("1"), bar(" █")});
    table.add_footer_row(std::vector{text("total"), missing("-"), missing()});
    CHECK(rendered("html", table) ==
          "<table class=\"ndtable\">\n<thead>\n"
          "<tr><th scope=\"col\" class=\"text\">&lt;t&gt;</th>"
          "<th scope=\"col\" class=\"number\" style=\"text-align:right\">n</th>"
          "<th scope=\"col\" class=\"bar\"></th></tr>\n</thead>\n<tbody>\n"
          "<tr><td class=\"text\">a&amp;b &quot;c&quot; &#39;d&#39;<br>e\\x1b</td>"
          "<td class=\"number\" style=\"text-align:right\">1</td>"
          "<td class=\"bar\" style=\"white-space:pre\"> █</td></tr>\n</tbody>\n<tfoot>\n"
          "<tr><td class=\"text\">total</td><td class=\"missing\" style=\"text-align:right\">-</td>"
          "<td class=\"missing\"></td></tr>\n</tfoot>\n</table>\n");
  }

  TEST_CASE("markdown keeps the spaces before a bar") {
    Table table({{"", ColumnKind::kBar}});
    table.add_row(std::vector{bar("  █")});
    CHECK(rendered("markdown", table) == "|     |\n| --- |\n| \u00A0\u00A0█ |\n");
  }
}

}  // namespace
}  // namespace nd::format
