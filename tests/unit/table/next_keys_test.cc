#include "table/next_keys.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/padded_view.h"

namespace nd::table {
namespace {

// Where the keys of lines start in their text, which is `between` and a key by turns.
std::vector<std::size_t> starts_of(const std::string& text, const std::string& between) {
  std::vector<std::size_t> starts;
  for (std::size_t at = text.find(between); at != std::string::npos; at = text.find(between, at))
    starts.push_back(at += between.size());
  return starts;
}

}  // namespace

TEST_SUITE("table/next_keys") {
  TEST_CASE("the keys of records that are alike are found once each, ahead of their records") {
    const std::string between = "{\"id\":\"";
    std::string text;
    for (int i = 0; i < 500; ++i)
      text += between + "k" + std::to_string(i * 7) + "\",\"name\":\"so and so\"}\n";
    const PaddedString padded(text);
    const std::string_view block = padded.view().text();
    const std::vector<std::size_t> starts = starts_of(text, between);
    NextKeys next;
    std::vector<std::size_t> found;
    for (std::size_t i = 1; i < starts.size(); ++i) {
      const std::string_view key = short_text_at(block.data() + starts[i]);
      CHECK(key == "k" + std::to_string(i * 7));
      fetch_next(next, key, block, [&](const char* place) {
        found.push_back(static_cast<std::size_t>(place - block.data()));
        CHECK(found.back() > starts[i]);
        CHECK(short_text_at(place)[0] == 'k');
      });
    }
    REQUIRE(found.size() > 450);
    for (std::size_t i = 0; i < found.size(); ++i)
      CHECK(found[i] == starts[i + 2]);
  }

  TEST_CASE(
      "nothing is found at the start of a block, where nothing is like it, or beyond its end") {
    NextKeys next;
    NextKeys::Places places;
    const PaddedString padded("\"k1\" and other text, which goes on for a while, and then ends");
    const std::string_view block = padded.view().text();
    CHECK(next.find(block.substr(1, 2), block, places) == 0);
    for (std::size_t at = 8; at + 4 < block.size(); ++at)
      CHECK(next.find(block.substr(at, 2), block, places) == 0);
  }

  TEST_CASE("a text is short to its quote, or as long as can be read") {
    const PaddedString padded("abc\"defghijklmnopqrstuvw\"");
    CHECK(short_text_at(padded.view().data()) == "abc");
    CHECK(short_text_at(padded.view().data() + 4) == "defghijklmnopqr");
  }
}

}  // namespace nd::table
