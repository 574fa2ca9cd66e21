#include "plot/svg_writer.h"

#include <limits>
#include <string>

#include <doctest/doctest.h>

namespace nd::plot {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  append_markup_escaped(out, text);
  return out;
}

TEST_SUITE("plot/svg_writer") {
  TEST_CASE("markup is text, controls and what reorders text are shown by their codes") {
    CHECK(escaped("<a b=\"c\" d='e'>&amp;") == "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;");
    CHECK(escaped("\x1b[31m\n") == "\\x1b[31m\\n");
    CHECK(escaped("\u202e\u200f\u061c\u0085") == "\\u202e\\u200f\\u061c\\u0085");
    CHECK(escaped("\xff") == "\uFFFD");
    CHECK(escaped("\uFFFE") == "\uFFFD");
    CHECK(escaped("中文 👍") == "中文 👍");
  }

  TEST_CASE("coordinates have at most two digits after the point, whatever they are") {
    std::string out;
    SvgWriter svg(out);
    svg.line({0.005, -1.5}, {100, 1.0 / 3}, "grid");
    CHECK(out == "<line class=\"grid\" x1=\"0.01\" y1=\"-1.5\" x2=\"100\" y2=\"0.33\"/>\n");
    out.clear();
    svg.circle({std::numeric_limits<double>::quiet_NaN(), 1e300}, 2, "", "a<b");
    CHECK(out == "<circle cx=\"0\" cy=\"1000000000000\" r=\"2\"><title>a&lt;b</title></circle>\n");
  }

  TEST_CASE("a stretch of one point draws nothing") {
    std::string out;
    SvgWriter(out).path({{{1, 2}}}, "l");
    CHECK(out.empty());
    SvgWriter(out).path({{{1, 2}, {3, 4}, {5, 6}}, {{7, 8}, {9, 9}}}, "l");
    CHECK(out == "<path class=\"l\" d=\"M1 2L3 4 5 6M7 8L9 9\"/>\n");
  }

  TEST_CASE("a text that is shortened tells the whole of it") {
    std::string out;
    SvgWriter(out).text({1, 2}, Anchor::kEnd, "a…", "small", "abc");
    CHECK(
        out ==
        "<text class=\"small\" x=\"1\" y=\"2\" text-anchor=\"end\">a…<title>abc</title></text>\n");
  }
}

}  // namespace
}  // namespace nd::plot
