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
  for (std::size_t part = 0; part < renderer->parts(); ++part) {
    if (part > 0) renderer->next_part(out);
    for (std::size_t r = 0; r < table.row_count(); ++r) {
      if (table.is_footer(r) && (r == 0 || !table.is_footer(r - 1))) renderer->begin_footer(out);
      renderer->row(table.row(r), out);
    }
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
    CHECK(rendered("text", table, {.width = 28}) ==
          "title              plays  id\n"
          "------------  ----------  --\n"
          "北京时间二…   1234567890  ab\n");
    CHECK(rendered("text", table, {.width = 1}) ==
          "…       plays\n"
          "-  ----------\n"
          "…  1234567890\n"
          "\n"
          "…  …\n"
          "-  -\n"
          "…  …\n");
    CHECK(rendered("text", table, {.width = 32}) == rendered("text", table));
  }

  TEST_CASE("text that does not fit is parted, with the first column before each part") {
    Table table({{"city", ColumnKind::kText},
                 {"a", ColumnKind::kNumber},
                 {"", ColumnKind::kBar},
                 {"b", ColumnKind::kNumber},
                 {"c", ColumnKind::kNumber}});
    table.add_row(
        std::vector{text("北京"), number("123456"), bar("████"), number("7"), number("8")});
    table.add_footer_row(
        std::vector{text("total"), number("123456"), missing(), number("7"), number("8")});
    table.add_note({"[c]", "withheld"});
    CHECK(rendered("text", table, {.width = 20, .caption = "x\x1B"}) ==
          "x\\x1b\n\n"
          "city        a\n"
          "-----  ------  ----\n"
          "北京   123456  ████\n"
          "-----  ------  ----\n"
          "total  123456\n"
          "\n"
          "city   b  c\n"
          "-----  -  -\n"
          "北京   7  8\n"
          "-----  -  -\n"
          "total  7  8\n"
          "\n"
          "[c] withheld\n");
  }

  TEST_CASE("text cuts a title that is a path in front") {
    Table table({{"a.very.long.path", ColumnKind::kText}, {"a long title. x", ColumnKind::kText}});
    table.add_row(std::vector{text("012345678901234"), text("012345678901234")});
    CHECK(rendered("text", table, {.width = 26}) ==
          "…y.long.path  a long titl…\n"
          "------------  ------------\n"
          "01234567890…  01234567890…\n");
  }

  TEST_CASE("text is styled only if asked, and every style ends in its line") {
    const std::string plain = rendered("text", cities());
    CHECK(plain.find('\x1B') == std::string::npos);
    std::string styled = rendered("text", cities(), {.color = true});
    CHECK(
        styled.starts_with("\x1B[1mcity\x1B[0m    \x1B[1mplays\x1B[0m  \x1B[1mnote\x1B[0m\n"
                           "\x1B[2m------  -----  -----\x1B[0m\n北京 "));
    for (std::size_t at = 0; (at = styled.find('\x1B')) != std::string::npos;)
      styled.erase(at, 4);
    CHECK(styled == plain);
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

  TEST_CASE("markdown makes no link and no label of a text") {
    CHECK(markdown_of("https://x.y/?a=b_c") == "https\\://x.y/?a=b_c");
    CHECK(markdown_of("see www.x.y, WWW.Z") == "see www\\.x.y, WWW\\.Z");
    CHECK(markdown_of("a:b w.w") == "a:b w.w");
    CHECK(markdown_of("x\u202Ey\u200B") == "x\\\\u202ey\\\\u200b");
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
    CHECK(cell("\tx") == "t\r\n\"'\tx\"\r\n");
    CHECK(cell("  \u00A0=1") == "t\r\n'  \u00A0=1\r\n");
    CHECK(cell("\uFEFF@x") == "t\r\n'\uFEFF@x\r\n");
    CHECK(cell("x;=1;y; +2") == "t\r\n\"x;'=1;y;' +2\"\r\n");
    CHECK(cell("x\n=1") == "t\r\n\"x\n'=1\"\r\n");
    CHECK(cell("x;") == "t\r\n\"x;\"\r\n");
    CHECK(cell("").starts_with("t\r\n\"\"\r\n"));
    CHECK(cell("\rx") == "t\r\n\"'\rx\"\r\n");
    CHECK(cell("＝1") == "t\r\n'＝1\r\n");
    CHECK(cell("=A1,\"x\"") == "t\r\n\"'=A1,\"\"x\"\"\"\r\n");
    CHECK(cell("a=1") == "t\r\na=1\r\n");
    CHECK(rendered("csv", one_cell(number("-5")), options) == "t\r\n-5\r\n");
    CHECK(rendered("csv", one_cell(text("x"), "=t"), options) == "'=t\r\nx\r\n");
    CHECK(rendered("tsv", one_cell(text("\t=")), options) == "t\n'\\t=\n");
    CHECK(rendered("csv", one_cell(text("=1"))) == "t\r\n=1\r\n");
  }

  TEST_CASE("csv and tsv begin with a byte order mark if asked, and only one is added") {
    const RenderOptions options{.byte_order_mark = true};
    CHECK(rendered("csv", one_cell(text("x")), options) == "\uFEFFt\r\nx\r\n");
    CHECK(rendered("tsv", one_cell(text("x")), options) == "\uFEFFt\nx\n");
    CHECK(rendered("csv", one_cell(text("x"), "\uFEFFt"), options) == "\uFEFF\uFEFFt\r\nx\r\n");
  }

  TEST_CASE("csv and tsv are exact, but no control character of them reaches a terminal") {
    const std::string hostile = "a\x1B[31m\u202E\nb\tc\r";
    CHECK(rendered("csv", one_cell(text(hostile))) == "t\r\n\"" + hostile + "\"\r\n");
    CHECK(rendered("csv", one_cell(text(hostile)), {.on_terminal = true}) ==
          "t\r\n\"a\\x1b[31m\\u202e\nb\tc\\r\"\r\n");
    CHECK(rendered("tsv", one_cell(text(hostile)), {.on_terminal = true}) ==
          "t\na\\\\x1b[31m\\\\u202e\\nb\\tc\\\\r\n");
  }

  TEST_CASE("html escapes markup and carries classes") {
    Table table({{"<t>", ColumnKind::kText}, {"n", ColumnKind::kNumber}, {"", ColumnKind::kBar}});
    table.add_row(std::vector{text("a&b \"c\" 'd'\ne\x1B"), number("1"), bar(" █")});
    table.add_footer_row(std::vector{text("total"), missing("-"), missing()});
    CHECK(rendered("html", table, {.caption = "A & B"}) ==
          "<table class=\"ndtable\" style=\"font-variant-numeric:tabular-nums\">\n"
          "<caption>A &amp; B</caption>\n<thead>\n"
          "<tr><th scope=\"col\" class=\"text\" style=\"text-align:start\">&lt;t&gt;</th>"
          "<th scope=\"col\" class=\"number\" style=\"text-align:right\">n</th>"
          "<td class=\"bar\" aria-hidden=\"true\"></td></tr>\n</thead>\n<tbody>\n"
          "<tr><th scope=\"row\" class=\"text\" style=\"text-align:start;font-weight:normal\">"
          "a&amp;b &quot;c&quot; &#39;d&#39;<br>e\\x1b</th>"
          "<td class=\"number\" style=\"text-align:right\">1</td>"
          "<td class=\"bar\" aria-hidden=\"true\"><svg width=\"16\" height=\"12\">"
          "<rect x=\"8\" width=\"8\" height=\"12\" fill=\"currentColor\" "
          "opacity=\"0.7\"/></svg></td></tr>\n</tbody>\n<tfoot>\n"
          "<tr><th scope=\"row\" class=\"text\" style=\"text-align:start;font-weight:normal\">"
          "total</th><td class=\"missing\" style=\"text-align:right\">-</td>"
          "<td class=\"missing\"></td></tr>\n</tfoot>\n</table>\n");
  }

  TEST_CASE("html keeps a rounded number in full, and a text's direction to itself") {
    const std::string both = "1.23M1234567";
    Table table({{"t", ColumnKind::kText}, {"n", ColumnKind::kNumber}});
    const Cell rounded{std::string_view(both).substr(0, 5), CellKind::kNumber, 7};
    table.add_row(std::vector{text("שלום"), rounded});
    table.add_row(std::vector{text("a\u202Eb"), Cell{"[c]", CellKind::kMark}});
    table.add_note({"[c]", "withheld"});
    table.add_note({"[p]", "provisional"});
    const std::string out = rendered("html", table);
    CAPTURE(out);
    CHECK(out.find("\" dir=\"auto\">שלום</th>") != std::string::npos);
    CHECK(out.find("title=\"1234567\">1.23M</td>") != std::string::npos);
    CHECK(out.find(">a\\u202eb</th>") != std::string::npos);
    CHECK(out.find("<td class=\"mark\" style=\"text-align:right\">[c]</td>") != std::string::npos);
    CHECK(
        out.ends_with("</table>\n<p class=\"ndtable-notes\">[c] withheld<br>\n"
                      "[p] provisional</p>\n"));
  }

  TEST_CASE("html draws a bar an eighth of a column fine, to both sides of the axis") {
    Table table({{"", ColumnKind::kBar}});
    for (const char* blocks : {" ▐█", "  █▏", "  ▊", ""})
      table.add_row(std::vector{bar(blocks)});
    const std::string out = rendered("html", table);
    CAPTURE(out);
    CHECK(out.find("<svg width=\"25\" height=\"12\"><rect x=\"12\" width=\"12\"") !=
          std::string::npos);
    CHECK(out.find("<rect x=\"16\" width=\"9\"") != std::string::npos);
    CHECK(out.find("<rect x=\"16\" width=\"6\"") != std::string::npos);
    CHECK(out.find("aria-hidden=\"true\"></td></tr>\n</tbody>") != std::string::npos);
  }

  TEST_CASE("markdown keeps the spaces before a bar, in letters of one width") {
    Table table({{"", ColumnKind::kBar}});
    table.add_row(std::vector{bar("  █")});
    table.add_row(std::vector{bar("▐")});
    table.add_row(std::vector{bar("")});
    CHECK(rendered("markdown", table) ==
          "|       |\n| ----- |\n| `\u00A0\u00A0█` |\n| `▐`   |\n|       |\n");
    CHECK(rendered("markdown", one_cell(bar("██"))).find('`') == std::string::npos);
  }

  TEST_CASE("markdown has its caption before and its notes behind the table") {
    Table table({{"n", ColumnKind::kNumber}});
    table.add_row(std::vector{Cell{"[c]", CellKind::kMark}});
    table.add_note({"[c]", "withheld"});
    table.add_note({"[p]", "provisional"});
    CHECK(rendered("markdown", table, {.caption = "a*b"}) ==
          "**a\\*b**\n\n|     n |\n| ----: |\n| \\[c\\] |\n\n\\[c\\] withheld\\\n"
          "\\[p\\] provisional\n");
  }
}

}  // namespace
}  // namespace nd::format
