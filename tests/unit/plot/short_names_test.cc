#include "plot/short_names.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "plot/text_drawing.h"
#include "plot/text_width.h"

namespace nd::plot {
namespace {

using Names = std::vector<std::string>;

Names in_columns(const Names& names, int width) {
  return short_names(names, width, glyphs(false));
}

TEST_SUITE("plot/short_names") {
  TEST_CASE("names that fit, or are cut to different texts, lose only their ends") {
    CHECK(in_columns({"a", "北京"}, 4) == Names{"a", "北京"});
    CHECK(in_columns({"Paris in spring", "London"}, 8) == Names{"Paris i…", "London"});
  }

  TEST_CASE("names that begin alike lose what they have in common") {
    CHECK(in_columns({"short videos: sport", "short videos: news", "b"}, 10) ==
          Names{"shor…sport", "short…news", "b"});
    CHECK(in_columns({"三线及以下城市的创作者", "三线及以下城市的观众"}, 10) ==
          Names{"三…创作者", "三线…观众"});
    // Where the difference is longer than the room, its end is cut.
    CHECK(in_columns({"aaaaaaaaaaaaaaabcdefghijk", "aaaaaaaaaaaaaaaxyzxyzxyz"}, 8) ==
          Names{"aa…bcde…", "aa…xyzx…"});
  }

  TEST_CASE("equal names stay equal, and a beginning of another is told by its end") {
    CHECK(in_columns({"one name for all", "one name for all"}, 6) == Names{"one n…", "one n…"});
    const Names texts = in_columns({"one name for all", "one name for all 2"}, 6);
    CHECK(texts[0] != texts[1]);
  }

  TEST_CASE("each fits its room of columns and of pixels") {
    Names names;
    for (int i = 0; i < 40; ++i)
      names.push_back("a name that all of these begin with " + std::to_string(i * i));
    for (const std::string& text : in_columns(names, 12))
      CHECK(columns_of(text) <= 12);
    for (const std::string& text : short_names(names, 13, 90.0))
      CHECK(text_width(text, 13) <= 90.5);
  }
}

}  // namespace
}  // namespace nd::plot
