#include "stream/prefilter.h"

#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/padded_view.h"

namespace {

// The lines of a block that are left to the loop, and how many were passed over.
struct Left {
  std::vector<std::string> lines;
  std::uint64_t passed = 0;
};

Left run(nd::stream::Prefilter& prefilter, const std::string& text) {
  const nd::PaddedString padded(text);
  const char* line = padded.view().begin();
  const char* const end = padded.view().end();
  Left left;
  prefilter.start_block(line, text.size());
  while (line != end) {
    if (prefilter.may_pass(line)) {
      std::uint64_t passed = 0;
      line = prefilter.pass_over(line, end, passed);
      left.passed += passed;
      if (line == end) break;
    }
    const char* const line_end =
        static_cast<const char*>(std::memchr(line, '\n', static_cast<std::size_t>(end - line)));
    left.lines.emplace_back(line, line_end);
    line = line_end + 1;
  }
  return left;
}

std::string record(std::mt19937& random, const std::string& type) {
  return "{\"id\":\"" + std::string(random() % 90, 'x') + "\",\"type\":\"" + type +
         "\",\"n\":" + std::to_string(random() % 100000) + "}";
}

}  // namespace

TEST_SUITE("stream/prefilter") {
  TEST_CASE("nothing that matters is passed over, and every line is counted") {
    std::mt19937 random(7);
    const std::vector<std::string> kept = {"",
                                           "  {\"a\":1}",
                                           "[1]",
                                           "{\"a\":1} ",
                                           "17",
                                           "{\"cut\":",
                                           "{\"$cut\":\"ndparse usage\"{\"a\":1}",
                                           "{\"t\":\"s\\u0065arch\"}",
                                           "{\"type\":\"search\"}\r"};
    for (int round = 0; round < 400; ++round) {
      std::string text;
      std::vector<std::string> wanted;
      std::uint64_t lines = 0;
      const std::size_t rare = 1 + random() % 60;
      const bool has_kept = round % 3 == 0;
      for (std::size_t i = 0; i < 300; ++i) {
        std::string line = record(random, "play");
        bool matters = false;
        if (random() % rare == 0) {
          line = record(random, "search");
          matters = true;
        } else if (has_kept && random() % 20 == 0) {
          line = kept[random() % kept.size()];
          matters = true;
        }
        text += line + "\n";
        ++lines;
        if (matters) wanted.push_back(line);
      }
      nd::stream::Prefilter prefilter("\"search\"");
      const Left left = run(prefilter, text);
      CHECK(left.lines.size() + left.passed == lines);
      for (const std::string& line : wanted)
        CHECK_FALSE((line != "{\"a\":1} " && prefilter.passes(line)));
      // What is left holds all that matters, in order.
      std::size_t at = 0;
      for (const std::string& line : left.lines) {
        if (at < wanted.size() && line == wanted[at]) ++at;
      }
      INFO("round ", round, " missed ", at < wanted.size() ? wanted[at] : "");
      CHECK(at == wanted.size());
    }
  }

  TEST_CASE("most of a selective search is passed over") {
    std::mt19937 random(8);
    std::string text;
    for (int i = 0; i < 20000; ++i)
      text += record(random, i % 1000 == 7 ? "search" : "play") + "\n";
    nd::stream::Prefilter prefilter("\"search\"");
    CHECK(run(prefilter, text).passed > 19000);
  }

  TEST_CASE("where a search finds too much it rests") {
    std::mt19937 random(9);
    std::string text;
    for (int i = 0; i < 2000; ++i)
      text += record(random, "play") + "\n";
    nd::stream::Prefilter prefilter("\"play\"");
    CHECK(run(prefilter, text).lines.size() == 2000);
    prefilter.start_block(text.data(), text.size());
    CHECK_FALSE(prefilter.may_pass(text.data() + 200));
    // After a while it tries again.
    prefilter.start_block(text.data(), std::size_t{1} << 30);
    CHECK(prefilter.may_pass(text.data() + 200));
  }

  TEST_CASE("what is passed over is an object that lacks the text") {
    const nd::stream::Prefilter prefilter("\"search\"");
    CHECK(prefilter.passes("{\"type\":\"play\"}"));
    CHECK(prefilter.passes("{\"type\":,,}"));
    CHECK_FALSE(prefilter.passes("{\"type\":\"search\"}"));
    CHECK_FALSE(prefilter.passes("{\"type\":\"s\\u0065arch\"}"));
    CHECK_FALSE(prefilter.passes("{\"type\":\"play\""));
    CHECK_FALSE(prefilter.passes("[1]"));
    CHECK_FALSE(nd::stream::Prefilter().passes("{}"));
  }

  TEST_CASE("without a text nothing is passed over") {
    nd::stream::Prefilter none;
    nd::stream::Prefilter empty("");
    const std::string text = "{}\n{}\n{}\n";
    CHECK(run(none, text).passed == 0);
    CHECK(run(empty, text).lines.size() == 3);
  }
}
