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
    CHECK(has(lines, R"({"target":"F04_last_name","value":109,"kind":"trap")"));
    CHECK(has(lines, R"({"target":"F05.first_ten","value":11,"kind":"truth")"));
    CHECK(has(lines, R"({"target":"F05_total.first_ten","value":10,"kind":"trap")"));
    CHECK(has(lines, R"({"target":"F06","value":4,"kind":"truth")"));
  }

  TEST_CASE("it has those of the later chapters too, with their decoys") {
    const std::vector<std::string> lines = targets("nano", 1);
    for (const char* start : {R"({"target":"F13","value":0.75625,"kind":"truth")",
                              R"({"target":"F14","value":95,)",
                              R"({"target":"F14_plays","value":160,"kind":"trap")",
                              R"({"target":"F16","value":8,)",
                              R"({"target":"F16_viewers","value":11,)",
                              R"({"target":"F17","value":0.14,)",
                              R"({"target":"F18","value":13000,)",
                              R"({"target":"F18_of_all","value":9750,)",
                              R"({"target":"F19","value":0.594,)",
                              R"({"target":"F19_of_all","value":0.55,)",
                              R"({"target":"F19_at_start","value":0.57,)",
                              R"({"target":"F20","value":0.55,)",
                              R"({"target":"F20_total","value":1.015,)",
                              R"({"target":"F21","value":0.65,)",
                              R"({"target":"F22","value":403,)",
                              R"({"target":"F23","value":4012,)",
                              R"({"target":"F23_own","value":1500,)",
                              R"({"target":"F23_rows","value":132,)",
                              R"({"target":"F24","value":1,)",
                              R"({"target":"F38.加油","value":77,)",
                              R"({"target":"F38.努力","value":11,)"}) {
      CHECK_MESSAGE(has(lines, start), start);
    }
  }

  TEST_CASE("larger profiles have them at theirs") {
    CHECK(has(targets("small", 1), R"({"target":"F11","value":2810,)"));
    CHECK(has(targets("medium", 1), R"({"target":"F03","value":380000,)"));
    CHECK(has(targets("large", 1), R"({"target":"F08","value":190000,)"));
    for (const char* profile : {"small", "medium", "large"}) {
      CHECK(has(targets(profile, 1), R"({"target":"F12","value":0.124,)"));
      CHECK(has(targets(profile, 1), R"({"target":"F13","value":0.75625,)"));
      CHECK(has(targets(profile, 1), R"({"target":"F18","value":13000,)"));
    }
    CHECK(has(targets("large", 1), R"({"target":"F14","value":95000,)"));
  }

  TEST_CASE("the seed changes no target") {
    CHECK(targets("nano", 1) == targets("nano", 12'345));
  }
}

}  // namespace
}  // namespace nd::synth
