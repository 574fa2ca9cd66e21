#include "expr/period_lets.h"

#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "expr/run_program.h"

namespace nd::expr {
namespace {

// Lets of all kinds and units, and those that are no periods of a field.
Bindings lets() {
  Bindings bindings;
  bindings.zone = "Europe/Berlin";
  bindings.lets = {{"day", ".t|ms|day"}, {"week", ".t|day|week"},      {"month", ".t|us|month"},
                   {"year", ".s|year"},  {"quarter", ".t|ms|quarter"}, {"other", ".t|ms|hour"},
                   {"sum", ".s + 1"}};
  return bindings;
}

constexpr const char* kProgram = "[$day, $month, $year, $quarter, $sum, $other]";

enum class Times { kInOrder, kInNone };

// Checks what is found beforehand of many times; how many there were.
std::size_t known_of(Times times) {
  const Bindings bindings = lets();
  json::Schema schema;
  const auto program = Program::compile(kProgram, schema, bindings);
  REQUIRE(program.has_value());
  PeriodLets periods;
  program->add_period_lets(periods);
  program->add_period_lets(periods);  // taken once
  std::vector<Program> single;
  std::vector<std::size_t> places;
  for (const std::size_t place : {0U, 2U, 3U, 4U}) {
    single.push_back(*Program::compile("$" + bindings.lets[place].first, schema, bindings));
    places.push_back(place);
  }
  std::vector<Evaluator> evaluators(single.begin(), single.end());
  json::Projector projector(schema);
  std::mt19937_64 random(8);
  const std::int64_t start = 1'711'000'000'000;  // some days before clocks are set forward
  std::int64_t now = start;
  std::size_t known = 0;
  for (int i = 0; i < 4000; ++i) {
    constexpr std::uint64_t kDays = std::uint64_t{100} * 86'400'000;
    now = times == Times::kInOrder ? now + static_cast<std::int64_t>(random() % 600'000)
                                   : start + static_cast<std::int64_t>(random() % kDays);
    std::string t = std::to_string(now);
    if (random() % 20 == 0) t = std::to_string(static_cast<std::int64_t>(random()) / 8);
    if (random() % 40 == 0) t = random() % 2 == 0 ? "null" : "1711000000000.5";
    const std::string record = "{\"t\":" + t + ",\"s\":" + std::to_string(now / 1000) + "}";
    const PaddedString line(record + "\n");
    REQUIRE(projector.project(line.view().substr(0, record.size())));
    periods.find(projector.row());
    std::vector<json::Value> before;
    for (const std::size_t place : places) {
      before.push_back(json::found_at(projector.row(), place));
      known += before.back().is_missing() ? 0 : 1;
      json::found_at(projector.row(), place) = json::Value();
    }
    CHECK(json::found_at(projector.row(), 5).is_missing());
    CHECK(json::found_at(projector.row(), 6).is_missing());
    for (std::size_t p = 0; p < places.size(); ++p) {
      const auto value = evaluators[p].one(projector.row(), "-");
      if (!before[p].is_missing()) {
        REQUIRE(value.has_value());
        CHECK((*value)->text() == before[p].text());
      }
    }
  }
  return known;
}

}  // namespace

TEST_SUITE("expr/period_lets") {
  TEST_CASE("what is found beforehand is what the let is, of times in order and in none") {
    CHECK(known_of(Times::kInOrder) > 12'000);
    CHECK(known_of(Times::kInNone) > 6'000);
  }
}

}  // namespace nd::expr
