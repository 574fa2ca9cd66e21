#include "synth/targets.h"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace nd::synth {
namespace {

std::vector<std::string> targets(const char* profile, std::uint64_t seed) {
  return target_lines(Platform(*find_profile(profile), seed, {}));
}

bool has(const std::vector<std::string>& lines, const std::string& start) {
  return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
    return line.compare(0, start.size(), start) == 0;
  });
}

TEST_SUITE("synth/targets") {
  TEST_CASE("the nano platform has the report's figures at its scale") {
    const std::vector<std::string> lines = targets("nano", 1);
    CHECK(has(lines, R"({"target":"F03","value":950,"kind":"truth")"));
    CHECK(has(lines, R"({"target":"F04","value":111,)"));
    CHECK(has(lines, R"({"target":"F07","value":11,)"));
    CHECK(has(lines, R"({"target":"F08","value":1900,)"));
    CHECK(has(lines, R"({"target":"F09","value":43,)"));
    CHECK(has(lines, R"({"target":"F10","value":11,)"));
    CHECK(has(lines, R"({"target":"F11","value":281,)"));
    CHECK(has(lines, R"({"target":"F12","value":0.124,)"));
    CHECK(has(lines, R"({"target":"F03_joined","value":1055,"kind":"trap")"));
    CHECK(has(lines, R"({"target":"F08_summed","value":2222,"kind":"trap")"));
  }

  TEST_CASE("larger profiles have them at theirs") {
    CHECK(has(targets("small", 1), R"({"target":"F11","value":2810,)"));
    CHECK(has(targets("medium", 1), R"({"target":"F03","value":380000,)"));
    CHECK(has(targets("large", 1), R"({"target":"F08","value":190000,)"));
    for (const char* profile : {"small", "medium", "large"}) {
      CHECK(has(targets(profile, 1), R"({"target":"F12","value":0.124,)"));
    }
  }

  TEST_CASE("the seed changes no target") {
    CHECK(targets("nano", 1) == targets("nano", 12'345));
  }
}

}  // namespace
}  // namespace nd::synth
