#include "base/display_width.h"

#include <string>

#include <doctest/doctest.h>

#include "base/display_width_tables.h"

namespace nd {
namespace {

std::string visible(std::string_view text) {
  std::string out;
  append_visible(out, text);
  return out;
}

std::string truncated(std::string_view text, std::size_t width) {
  std::string out;
  const std::size_t used = append_truncated(out, text, width);
  CHECK(used == display_width(out));
  CHECK(used <= width);
  return out;
}

template <std::size_t N>
bool is_sorted(const unicode::Range (&table)[N]) {
  for (std::size_t i = 0; i < N; ++i) {
    if (table[i].first > table[i].last) return false;
    if (i > 0 && table[i].first <= table[i - 1].last + 1) return false;
  }
  return true;
}

TEST_SUITE("base/display_width") {
  TEST_CASE("the tables are sorted and their ranges do not touch") {
    CHECK(is_sorted(unicode::kZeroWidth));
    CHECK(is_sorted(unicode::kWide));
    CHECK(is_sorted(unicode::kEmoji));
  }

  TEST_CASE("ASCII and other alphabets take one column") {
    CHECK(display_width("") == 0);
    CHECK(display_width("plays") == 5);
    CHECK(display_width("Łódź") == 4);
    CHECK(display_width("Привет") == 6);
  }

  TEST_CASE("East Asian wide and full-width characters take two columns") {
    CHECK(display_width("北京") == 4);
    CHECK(display_width("한국어") == 6);
    CHECK(display_width("カナ") == 4);
    CHECK(display_width("ｶﾅ") == 2);  // half-width forms
    CHECK(display_width("ＡＢ，") == 6);
    CHECK(display_width("\U00020000") == 2);  // CJK extension B
    CHECK(display_width("，。！") == 6);
  }

  TEST_CASE("marks, joiners and format characters take none") {
    CHECK(display_width("e\u0301") == 1);
    CHECK(display_width("a\u0300\u0323b") == 2);
    CHECK(display_width("\u0301") == 0);
    CHECK(display_width("a\u200Bb") == 2);
    CHECK(display_width("\uFEFFa") == 1);
    CHECK(display_width("co\u00ADop") == 5);          // a soft hyphen is drawn by terminals
    CHECK(display_width("\u1112\u1161\u11AB") == 2);  // 한 in its parts
    CHECK(display_width("\u0915\u094D\u0937") == 2);
  }

  TEST_CASE("an emoji sequence is one picture of two columns") {
    CHECK(display_width("\U0001F600") == 2);
    CHECK(display_width("\U0001F44D\U0001F3FD") == 2);                        // skin tone
    CHECK(display_width("\U0001F468\u200D\U0001F469\u200D\U0001F467") == 2);  // family
    CHECK(display_width("\U0001F3F3\uFE0F\u200D\U0001F308") == 2);            // rainbow flag
    CHECK(display_width("\u2764\uFE0F\u200D\U0001F525") == 2);                // heart on fire
    CHECK(display_width("\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F") ==
          2);  // flag of England
  }

  TEST_CASE("the emoji variation selector widens what is narrow as text") {
    CHECK(display_width("\u2764") == 1);
    CHECK(display_width("\u2764\uFE0F") == 2);
    CHECK(display_width("1\uFE0F\u20E3") == 2);  // keycap
    CHECK(display_width("1\u20E3") == 1);
    CHECK(display_width("a\uFE0F") == 1);
  }

  TEST_CASE("regional indicators pair up to flags") {
    CHECK(display_width("\U0001F1E8\U0001F1F3") == 2);
    CHECK(display_width("\U0001F1E8\U0001F1F3\U0001F1EB\U0001F1F7") == 4);
    CHECK(cluster_at("\U0001F1E8\U0001F1F3\U0001F1EB", 0).size == 8);
  }

  TEST_CASE("a joiner between letters joins nothing") {
    CHECK(display_width("a\u200Db") == 2);
    CHECK(display_width("北\u200D京") == 4);
  }

  TEST_CASE("invalid UTF-8 is U+FFFD once for each maximal subpart") {
    CHECK(visible("\xFF") == "\uFFFD");
    CHECK(visible("a\xC3") == "a\uFFFD");
    CHECK(visible("\xE5\x8C"
                  "b") ==
          "\uFFFD"
          "b");
    CHECK(visible("\xE0\x80\x80") == "\uFFFD\uFFFD\uFFFD");            // overlong
    CHECK(visible("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");            // a surrogate
    CHECK(visible("\xF4\x90\x80\x80") == "\uFFFD\uFFFD\uFFFD\uFFFD");  // above U+10FFFF
    CHECK(display_width("\xFF\xFF") == 2);
  }

  TEST_CASE("no control character passes") {
    CHECK(visible("a\nb\tc\r") == "a\\nb\\tc\\r");
    CHECK(visible("\x1B[31mred\x1B[0m") == "\\x1b[31mred\\x1b[0m");
    CHECK(visible("\x7F") == "\\x7f");
    CHECK(visible(std::string_view("\0", 1)) == "\\x00");
    CHECK(visible("\u009B31m") == "\\u009b31m");  // the one-character CSI
    CHECK(visible("\u202Egnp.exe") == "\\u202egnp.exe");
    CHECK(visible("\u2028") == "\\u2028");
    CHECK(visible("北京 \\n") == "北京 \\n");
  }

  TEST_CASE("what has no width or turns the text around is seen, not felt") {
    CHECK(visible("a\u200Eb\u200Fc\u061Cd") == "a\\u200eb\\u200fc\\u061cd");
    CHECK(visible("\u2066x\u2069\u202Ay\u202C") == "\\u2066x\\u2069\\u202ay\\u202c");
    CHECK(visible("a\u200Bb\u2060c\uFEFFd\u2063e") == "a\\u200bb\\u2060c\\ufeffd\\u2063e");
    CHECK(visible("\uFFF9a\uFFFAb\uFFFB") == "\\ufff9a\\ufffab\\ufffb");
    CHECK(visible("a\U000E0067\U000E0062") == "a\\u{e0067}\\u{e0062}");
  }

  TEST_CASE("a joiner is left where it joins, and seen where it does not") {
    CHECK(visible("pay\u200Dpal \u200Cx") == "pay\\u200dpal \\u200cx");
    CHECK(visible("\u200D北\u200D京") == "\\u200d北\\u200d京");
    CHECK(visible("1\u200D2") == "1\\u200d2");
    for (const char* text :
         {"\U0001F469\u200D\U0001F4BB", "\u2764\uFE0F\u200D\U0001F525",
          "\U0001F44D\U0001F3FD\u200D\U0001F525", "می\u200Cخواهم", "\u0915\u094D\u200D\u0937",
          "\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067"
          "\U000E007F"})
      CHECK(visible(text) == text);
  }

  TEST_CASE("truncation leaves whole clusters and an ellipsis within the width") {
    CHECK(truncated("plays", 5) == "plays");
    CHECK(truncated("plays", 4) == "pla…");
    CHECK(truncated("plays", 1) == "…");
    CHECK(truncated("北京上海", 8) == "北京上海");
    CHECK(truncated("北京上海", 7) == "北京上…");
    CHECK(truncated("北京上海", 6) == "北京…");  // 上 and the ellipsis would be seven
    CHECK(truncated("北", 1) == "…");
    CHECK(truncated("e\u0301e\u0301e\u0301", 2) == "e\u0301…");
    CHECK(truncated("ab\U0001F468\u200D\U0001F469\u200D\U0001F467", 3) == "ab…");
    CHECK(truncated("abc\u0301", 3) == "abc\u0301");
    CHECK(truncated("", 1).empty());
  }

  TEST_CASE("truncation in front leaves the end") {
    const auto cut = [](std::string_view text, std::size_t width) {
      std::string out;
      const std::size_t used = append_truncated_front(out, text, width);
      CHECK(used == display_width(out));
      return out;
    };
    CHECK(cut("repo.name", 9) == "repo.name");
    CHECK(cut("repo.name", 6) == "….name");
    CHECK(cut("repo.name", 1) == "…");
    CHECK(cut("a.北京", 4) == "…京");
    CHECK(cut("a.e\u0301", 2) == "…e\u0301");
  }
}

}  // namespace
}  // namespace nd
