#include "format/phrase.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::format {
namespace {

const Language& english() {
  return languages()[0];
}

std::string said(std::string_view phrase, std::string_view number,
                 const Language& language = english()) {
  std::string out;
  const Status status = Phrase::parse(phrase, language).value().append_number(out, number);
  return status ? out : "! " + std::string(status.error().message);
}
std::string text(std::string_view phrase, std::string_view value, Markup markup = Markup::kNone) {
  std::string out;
  const Phrase parsed = Phrase::parse(phrase, english()).value();
  REQUIRE(parsed.takes_text());
  parsed.append_text(out, value, markup);
  return out;
}
std::string refusal(std::string_view phrase) {
  const auto parsed = Phrase::parse(phrase, english());
  return parsed ? "" : std::string(parsed.error().message);
}

TEST_SUITE("format/phrase") {
  TEST_CASE("without a specification a number stands as it came") {
    CHECK(said("", "1.50") == "1.50");
    CHECK(said("", "1e3") == "1e3");
    CHECK(said(">6", "1.50") == "  1.50");
    CHECK(said("s", "1.50") == "1.50");
    CHECK(said(".3s", "12345") == "123");
  }

  TEST_CASE("claim takes the word that is true of the rounded number") {
    CHECK(said("~ claim", "380123456789") == "over 380 billion");
    CHECK(said("~ claim", "379987654321") == "nearly 380 billion");
    CHECK(said("~ claim", "380000000000") == "exactly 380 billion");
    CHECK(said("~ claim", "999950") == "nearly 1 million");
    CHECK(said("~ claim", "0") == "exactly 0");
    CHECK(said(".0% claim", "0.124") == "over 12%");
    CHECK(said("~ claim", "380123456789", languages()[1]) == "超过3800亿");
    CHECK(said("~ claim", "109999999", languages()[1]) == "近1.1亿");
  }

  TEST_CASE("over rounds down, nearly up, reached to the nearest") {
    CHECK(said("~ over", "379987654321") == "over 379 billion");
    CHECK(said("~ over", "379000000000") == "exactly 379 billion");
    CHECK(said("~ nearly", "380123456789") == "nearly 381 billion");
    CHECK(said("~ nearly", "999001") == "nearly 1 million");
    CHECK(said("~ reached", "379987654321") == "reached 380 billion");
    CHECK(said(",d exactly", "430000") == "exactly 430,000");
    CHECK(said("~ exactly", "430123") == "! it is not exactly 430,000");
  }

  TEST_CASE("a claim about a negative number takes its size, or is refused") {
    CHECK(said(".0% claim", "-0.124").starts_with("! it is negative"));
    CHECK(said(".0% abs claim", "-0.124") == "over 12%");
    CHECK(said(".1% abs", "-0.124") == "12.4%");
    CHECK(said("abs", "-5") == "5");
    CHECK(said(".0% claim", "-0.12") == "exactly -12%");
  }

  TEST_CASE("plural goes by the number that is shown") {
    CHECK(said("plural day|days", "1") == "day");
    CHECK(said("plural day|days", "1.0") == "day");
    CHECK(said("plural day|days", "0") == "days");
    CHECK(said("plural day|days", "1.5") == "days");
    CHECK(said("plural # day|# days", "2") == "2 days");
    CHECK(said(".0f plural # day|# days", "1.2") == "1 day");
    CHECK(said(".1f plural # day|# days", "1") == "1.0 days");
    CHECK(said("~ plural # play|# plays", "1000000") == "1 million plays");
    CHECK(said("plural no days|one day|# days", "0") == "no days");
    CHECK(said("plural no days|one day|# days", "1") == "one day");
    CHECK(said(",d plural # (##)|# of #", "1234") == "1,234 of 1,234");
    CHECK(said("plural a##b|x", "1") == "a#b");
    CHECK(said(".0p plural # point|# points", "0.01") == "1 point");
    CHECK(said(".0p plural # point|# points", "0.02") == "2 points");
    // A blank before a word sets it off, before anything else it is a sign.
    CHECK(said(" plural # day|# days", "1") == "1 day");
    CHECK(said(" abs over", "2") == "exactly 2");
    CHECK(said(" .1f", "2") == " 2.0");
  }

  TEST_CASE("sign goes by the number that is shown, and # has none") {
    CHECK(said(".1% sign rose by #|fell by #|did not change", "0.124") == "rose by 12.4%");
    CHECK(said(".1% sign rose by #|fell by #|did not change", "-0.124") == "fell by 12.4%");
    CHECK(said(".1% sign rose by #|fell by #|did not change", "-0.0004") == "did not change");
    CHECK(said("sign up|down", "-0.0004") == "down");
    CHECK(said("sign up|down", "0").starts_with("! it is 0"));
  }

  TEST_CASE("a text is cut and filled by columns, and harmless") {
    CHECK(text(">6", "北京") == "  北京");
    CHECK(text(".3", "北京") == "北");
    CHECK(text(".4", "e\u0301tat") == "e\u0301tat");
    CHECK(text("", "a\x1b[31m\u202Eb\n") == "a\\x1b[31m\\u202eb\\n");
    CHECK(text("", "*a*", Markup::kMarkdown) == "\\*a\\*");
    CHECK(text("<5", "<b>", Markup::kHtml) == "&lt;b&gt;  ");
    CHECK(text("", "===", Markup::kMarkdown) == "\\===");
    CHECK(text("", "    x", Markup::kMarkdown) == "&#32;   x");
  }

  TEST_CASE("d needs a whole number, whatever its form") {
    CHECK(said("d", "1e3") == "1000");
    CHECK(said("d", "2.0") == "2");
    CHECK(said("d", "2.5").starts_with("! 2.5 is no whole number"));
  }

  TEST_CASE("numbers that are far from 1 stand as they came, but make no words") {
    const std::string far = "1e99999999999999999999";
    CHECK(said(",d", far) == far);
    CHECK(said("claim", far).starts_with("! '1e9"));
    CHECK(said("plural # day|# days", "1e999999999") == "1e999999999 days");
    CHECK(said("sign up #|down #", "-1e-999999999") == "down 1e-999999999");
    CHECK(said("abs", "-1e-999999999") == "1e-999999999");
  }

  TEST_CASE("what is no phrase is refused") {
    CHECK(refusal("~ ovr").starts_with("'ovr' is no word"));
    CHECK(refusal("claim x").starts_with("nothing follows claim"));
    CHECK(refusal("plural day").starts_with("plural takes"));
    CHECK(refusal("sign a|b|c|d").starts_with("sign takes"));
    CHECK(refusal("s claim") == "words go with numbers, not with s");
    CHECK(refusal("+d abs").starts_with("abs leaves the sign out"));
    CHECK(refusal("+d sign a|b").starts_with("sign says"));
  }
}

}  // namespace
}  // namespace nd::format
