#include "format/escape.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::format {
namespace {

std::string escaped(std::string_view text, Markup markup) {
  std::string out;
  append_escaped(out, text, markup);
  return out;
}

TEST_SUITE("format/escape") {
  TEST_CASE("nothing of a text is markup") {
    CHECK(escaped("[x](y) `*_~$|&<", Markup::kMarkdown) == R"(\[x\](y) \`\*\_\~\$\|\&\<)");
    CHECK(escaped("snake_case", Markup::kMarkdown) == "snake_case");
    CHECK(escaped("<a href='x'>&\"", Markup::kHtml) == "&lt;a href=&#39;x&#39;&gt;&amp;&quot;");
    CHECK(escaped("<*>", Markup::kNone) == "<*>");
  }

  TEST_CASE("nothing of it begins a block of Markdown") {
    for (const std::string start : {"# x", "> x", "- x", "---", "+ x", "===", "-", "++"}) {
      CAPTURE(start);
      CHECK(escaped(start, Markup::kMarkdown) == "\\" + start);
    }
    CHECK(escaped("12. x", Markup::kMarkdown) == "12\\. x");
    CHECK(escaped("1) x", Markup::kMarkdown) == "1\\) x");
    CHECK(escaped("    x", Markup::kMarkdown) == "&#32;   x");
    CHECK(escaped("-5", Markup::kMarkdown) == "-5");
    CHECK(escaped("1.5", Markup::kMarkdown) == "1.5");
  }

  TEST_CASE("control characters are escapes that can be read, line breaks are <br> in markup") {
    CHECK(escaped("a\x1b[0m\u202E\u0085", Markup::kNone) == "a\\x1b[0m\\u202e\\u0085");
    CHECK(escaped("a\r\nb\nc", Markup::kMarkdown) == "a<br>b<br>c");
    CHECK(escaped("a\r\nb\nc", Markup::kHtml) == "a<br>b<br>c");
    CHECK(escaped("a\nb", Markup::kNone) == "a\\nb");
    CHECK(escaped("\t", Markup::kMarkdown) == "\\\\t");
    CHECK(escaped("\xff", Markup::kHtml) == "\uFFFD");
  }
}

}  // namespace
}  // namespace nd::format
