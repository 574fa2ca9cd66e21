#include "format/template.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::format {
namespace {

// text<name>text<name>text
std::string parts(std::string_view text) {
  const auto parsed = Template::parse(text, languages()[0]);
  if (!parsed) return "! " + std::string(parsed.error().message);
  std::string out;
  for (std::size_t i = 0; i < parsed->placeholders().size(); ++i) {
    out.append(parsed->text_before(i));
    out.append("<").append(parsed->placeholders()[i].name).append(">");
  }
  return out.append(parsed->text_before(parsed->placeholders().size()));
}

TEST_SUITE("format/template") {
  TEST_CASE("placeholders and the text around them") {
    CHECK(parts("") == "");
    CHECK(parts("a {b} c") == "a <b> c");
    CHECK(parts("{a}{.b.c:,}") == "<a><.b.c>");
    CHECK(parts("{$x:.1%}\n") == "<$x>\n");
    CHECK(parts("{.}") == "<.>");
  }

  TEST_CASE("two braces are one") {
    CHECK(parts("{{a}}") == "{a}");
    CHECK(parts("{{{a}}}") == "{<a>}");
  }

  TEST_CASE("a quoted name holds anything") {
    CHECK(parts(R"({"a:}b"} {."x\"y":>3})") == R"(<"a:}b"> <."x\"y">)");
  }

  TEST_CASE("what is no template is refused with the place") {
    CHECK(parts("{") == "! '{' has no '}' that ends it; the brace itself is {{");
    CHECK(parts("a {b") == "! '{b' has no '}' that ends it; the brace itself is {{");
    CHECK(parts("{\"a}") == "! '{\"a}' has no '}' that ends it; the brace itself is {{");
    CHECK(parts("a}") == "! a '}' closes nothing; the brace itself is }}");
    CHECK(parts("{}").starts_with("! '{}': a placeholder names a field"));
    CHECK(parts("{:,}").starts_with("! '{:,}': a placeholder names a field"));
    CHECK(parts("{a:{w}}").ends_with("no placeholder stands within another"));
    CHECK(parts("{a:q}").starts_with("! '{a:q}': 'q' is no type"));
    CHECK(parts("\xff") == "! the template is no UTF-8");
  }
}

}  // namespace
}  // namespace nd::format
