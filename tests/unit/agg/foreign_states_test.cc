// What every aggregate owes the reader of a partial record that somebody has changed.
#include <string>
#include <string_view>
#include <vector>

#include "agg/state_harness.h"

namespace nd::agg {
namespace {

// The texts in which one value of the JSON text stands as another one, of each kind.
void add_changed(std::string_view text, std::vector<std::string>& out) {
  constexpr std::string_view kOthers[] = {"null",  "true",        "-1.5",      "1e999", "7",
                                          "\"\"",  "\"\\u0000\"", "\"-\"",     "[]",    "[[]]",
                                          "[[1]]", "{}",          "{\"d\":[]}"};
  Arena arena;
  const auto place_of = [&](std::string_view part) {
    return static_cast<std::size_t>(part.data() - text.data());
  };
  const auto change = [&](std::size_t from, std::size_t to) {
    for (const std::string_view other : kOthers)
      out.push_back(std::string(text.substr(0, from)) + std::string(other) +
                    std::string(text.substr(to)));
  };
  // Every value begins behind one of [ , : or at the start, and ends before one of ] , } or at the
  // end: of texts, which hold none of these in the states below, and numbers.
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i > 0 && std::string_view("[,:").find(text[i - 1]) == std::string_view::npos) continue;
    const std::size_t end = std::min(text.find_first_of(",]}", i), text.size());
    if (end > i) change(i, end);
  }
  change(place_of(text), text.size());
}

TEST_SUITE("agg/foreign states") {
  TEST_CASE(
      "a state that was changed by hand is refused, or is another state: never half of each") {
    for (const Aggregate& aggregate : aggregates()) {
      if (aggregate.functions == nullptr) continue;
      CAPTURE(std::string(aggregate.name));
      const std::string name(aggregate.name);
      json::Value parameter;
      if (!aggregate.parameter.empty()) parameter = json::Value::number_text("0.5");
      testing::State state(name, parameter);
      for (const std::int64_t x : {3, 1, 2, 1})
        state.add(json::Value::integer(x));
      std::vector<std::string> changed;
      add_changed(state.text(), changed);
      std::size_t refused = 0;
      for (const std::string& text : changed) {
        Arena arena;
        if (!json::parse(text, arena)) continue;
        // The parameter is the call's, and read by whoever makes a call of a partial.
        if (!aggregate.parameter.empty() && text.find("0.5") == std::string::npos) continue;
        CAPTURE(text);
        testing::State other(name, parameter);
        if (!other.parse(text)) {
          ++refused;
          continue;
        }
        // What was understood is all of it, so its text says the same to the next reader.
        testing::State again(name, parameter);
        REQUIRE(again.parse(other.text()));
        CHECK(again.text() == other.text());
        if (text != state.text()) CHECK(other.text() != state.text());
      }
      CHECK(refused > 0);
    }
  }
}

}  // namespace
}  // namespace nd::agg
