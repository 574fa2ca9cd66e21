#include "group/condition_switch.h"

#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/padded_view.h"
#include "json/projector.h"
#include "random_condition.h"

namespace nd::group {
namespace {

// A condition of a few tests, many of which are of `.type`.
std::string condition(std::mt19937_64& random, int depth) {
  static const std::vector<std::string> kTests = {".type == \"play\"",
                                                  ".type == \"post\"",
                                                  ".type != \"play\"",
                                                  ".type != \"search\"",
                                                  ".n > 3",
                                                  ".type",
                                                  "$long_play",
                                                  "$other",
                                                  ".n == null",
                                                  ".kind == \"video\"",
                                                  "(.tags[] == \"a\")",
                                                  ".n.x == 1"};
  return random_condition(random, depth, kTests);
}

const std::vector<std::string>& records() {
  static const std::vector<std::string> kRecords = [] {
    std::vector<std::string> all = {"[1]", "3", "{}", "{\"n\":null}"};
    for (const char* type : {"\"play\"", "\"post\"", "\"search\"", "\"plax\"", "null", "4", "\"\"",
                             "\"a type that is longer than that\"", "[\"play\"]"}) {
      for (const char* rest : {"", ",\"n\":4", ",\"n\":1,\"kind\":\"video\"", ",\"n\":{\"x\":1}",
                               ",\"tags\":[\"a\",\"b\"]"})
        all.push_back(std::string("{\"type\":") + type + rest + "}");
    }
    for (int i = 0; i < 20; ++i)  // more than are remembered
      all.push_back("{\"type\":\"other" + std::to_string(i) + "\",\"n\":5}");
    return all;
  }();
  return kRecords;
}

// Too long to be written out where they are used.
Bindings with_lets() {
  Bindings bindings;
  bindings.lets = {
      {"long_play",
       ".type == \"play\" and (.n > 3 or .kind == \"video\" or (.n.x == 1 and .kind != "
       "\"live\")) and .n != 9"},
      {"other", "($long_play | not) and .type != \"post\" and .n != 1 and .n != 2"}};
  return bindings;
}

std::string outcome(const Result<bool>& result) {
  return result ? (*result ? "true" : "false") : result.error().message;
}

}  // namespace

TEST_SUITE("group/condition_switch") {
  TEST_CASE("a condition that goes on from where its field leads is the whole condition") {
    std::mt19937_64 random(12);
    const Bindings bindings = with_lets();
    int led = 0;
    for (int round = 0; round < 60; ++round) {
      json::Schema schema;
      std::vector<expr::Program> programs;
      for (int i = 0; i < 4; ++i) {
        auto program = expr::Program::compile(condition(random, 1 + i % 3), schema, bindings);
        REQUIRE(program.has_value());
        programs.push_back(*std::move(program));
      }
      std::vector<expr::Evaluator> whole(programs.begin(), programs.end());
      std::vector<expr::Evaluator> led_on(programs.begin(), programs.end());
      ConditionSwitch conditions;
      conditions.add(nullptr);
      for (const expr::Evaluator& each : led_on)
        conditions.add(&each);
      conditions.complete();
      json::Projector projector(schema);
      for (int i = 0; i < 200; ++i) {
        const std::string& record = records()[random() % records().size()];
        const PaddedString line(record + "\n");
        REQUIRE(projector.project(line.view().substr(0, record.size())));
        const std::size_t number = conditions.find(projector.row());
        const auto entries = conditions.entries(number);
        led += number == ConditionSwitch::kAnyOther ? 0 : 1;
        CHECK(entries[0] == expr::Evaluator::Entry::kTrue);
        for (std::size_t c = 0; c < programs.size(); ++c) {
          CHECK(outcome(led_on[c].test(projector.row(), "-", entries[c + 1])) ==
                outcome(whole[c].test(projector.row(), "-")));
        }
      }
    }
    CHECK(led > 2000);
  }
}

}  // namespace nd::group
