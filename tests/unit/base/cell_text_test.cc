#include "base/cell_text.h"

#include <string>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>

namespace {

std::string escaped(std::string_view text) {
  std::string out;
  nd::append_tsv_escaped(out, text);
  return out;
}

std::string unescaped(std::string_view cell) {
  std::string out;
  nd::append_tsv_unescaped(out, cell);
  return out;
}

}  // namespace

TEST_SUITE_BEGIN("base/cell_text");

TEST_CASE("a quoted cell of CSV doubles its quotes") {
  std::string out;
  nd::append_csv_quoted(out, "");
  nd::append_csv_quoted(out, "a,b");
  nd::append_csv_quoted(out, "\"\"x\"");
  CHECK(out == R"("""a,b""""""x""")");
}

TEST_CASE("the four escapes, both ways, and quotes are data") {
  using Pair = std::pair<std::string_view, std::string_view>;
  for (const auto& [text, cell] :
       {Pair{"", ""}, Pair{"\t\n\r\\", "\\t\\n\\r\\\\"}, Pair{"\"a\" b,c", "\"a\" b,c"},
        Pair{"\\t", "\\\\t"}, Pair{"C:\\temp", "C:\\\\temp"}, Pair{"\\\n", "\\\\\\n"}}) {
    CHECK(escaped(text) == cell);
    CHECK(unescaped(cell) == text);
  }
}

TEST_CASE("a backslash before anything else is itself") {
  CHECK(unescaped("\\N") == "\\N");
  CHECK(unescaped("a\\") == "a\\");
  CHECK(unescaped("\\\\\\") == "\\\\");
  CHECK(unescaped("\\\"x\\u") == "\\\"x\\u");
}

TEST_SUITE_END();
