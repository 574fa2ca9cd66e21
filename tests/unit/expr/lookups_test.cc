#include "expr/lookups.h"

#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "expr/binder.h"
#include "expr/parser.h"
#include "expr/program.h"
#include "expr/run_program.h"
#include "random_condition.h"
#include "table/source.h"
#include "table/tables.h"
#include "temporary_file.h"

namespace nd::expr {
namespace {

constexpr std::string_view kRows =
    "{\"k\":\"a\",\"tags\":[\"ich\",\"agri\"],\"n\":1}\n"
    "{\"k\":\"b\",\"tags\":[\"agri\"],\"n\":2}\n"
    "{\"k\":\"c\",\"tags\":[],\"n\":\"x\"}\n"
    "{\"k\":\"d\",\"tags\":[\"ich\",\"agri\"],\"n\":1}\n"
    "{\"k\":\"e\"}\n";

// A condition twice: of look-ups by a field, whose rows are remembered, and of look-ups by an
// expression that is the same value, whose rows are not.
struct Twins {
  std::string remembered;
  std::string plain;
};

Twins with_keys(std::string text) {
  Twins twins{text, std::move(text)};
  for (const auto& [key, same] : {std::pair{"[.k]", "[([.k] | .[0])]"},
                                  {"[.other]", "[([.other] | .[0])]"},
                                  {"$verticals", "$plain_verticals"}}) {
    for (std::size_t at = 0; (at = twins.plain.find(key, at)) != std::string::npos;) {
      twins.plain.replace(at, std::string_view(key).size(), same);
      at += std::string_view(same).size();
    }
  }
  return twins;
}

std::string condition(std::mt19937_64& random, int depth) {
  static const std::vector<std::string> kTests = {
      "$t[.k].n == 1",
      "$t[.k].n != null",
      "$t[.k] == null",
      "($t[.k].tags | index(\"agri\") != null)",
      "($verticals | index(\"ich\") != null)",
      "$verticals == []",
      "$t[.other].n == 2",
      "($t[.k].n + 1 > 2)",
      "(($t[.k].n // 0) < 2 and ($t[.k].tags // [] | length) > 1)",
      "$t[.k].n == .n",
      ".n == 1"};
  return random_condition(random, depth, kTests);
}

std::string value_of(std::mt19937_64& random) {
  static const std::vector<std::string> kValues = {"\"a\"", "\"b\"", "\"c\"", "\"d\"", "\"e\"",
                                                   "\"f\"", "null",  "1",     "[1]"};
  return kValues[random() % kValues.size()];
}

std::string record(std::mt19937_64& random) {
  switch (random() % 12) {
    case 0:
      return "{}";
    case 1:
      return "[\"a\"]";
    default:
      break;
  }
  return "{\"k\":" + value_of(random) + ",\"other\":" + value_of(random) +
         ",\"n\":" + std::to_string(random() % 3) + "}";
}

// true, false, or that it fails; messages quote the text.
std::string outcome(const Result<bool>& result) {
  return result ? (*result ? "true" : "false") : "fails";
}

}  // namespace

TEST_SUITE("expr/lookups") {
  TEST_CASE("what a row of a table decides is the same as if it were asked for every record") {
    const tests::TemporaryFile file((std::string(kRows)));
    std::mt19937_64 random(7);
    int failed = 0;
    for (int round = 0; round < 120; ++round) {
      table::Tables tables;
      tables.add(*table::parse_source("t=" + file.path + ":k"));
      Bindings bindings;
      bindings.tables = &tables;
      bindings.lets = {{"verticals", "$t[.k].tags // []"},
                       {"plain_verticals", "$t[([.k] | .[0])].tags // []"}};
      bindings.strict = round % 4 == 3;
      json::Schema schema;
      std::vector<Program> programs;
      for (int i = 0; i < 3; ++i) {
        const Twins twins = with_keys(condition(random, i));
        for (const std::string& text : {twins.remembered, twins.plain}) {
          auto program = Program::compile(text, schema, bindings, Use::kCondition);
          REQUIRE_MESSAGE(program.has_value(), text);
          programs.push_back(*std::move(program));
        }
      }
      io::Failure failure;
      REQUIRE(tables.load({}, failure).has_value());
      std::vector<Evaluator> evaluators(programs.begin(), programs.end());
      json::Projector projector(schema);
      for (int i = 0; i < 60; ++i) {
        const std::string text = record(random);
        const PaddedString line(text + "\n");
        REQUIRE(projector.project(line.view().substr(0, text.size())));
        for (std::size_t p = 0; p < programs.size(); p += 2) {
          const std::string plain = outcome(evaluators[p + 1].test(projector.row(), "-"));
          CHECK_MESSAGE(outcome(evaluators[p].test(projector.row(), "-")) == plain,
                        programs[p].canonical() << " of " << text);
          failed += plain == "fails" ? 1 : 0;
        }
      }
    }
    CHECK(failed > 100);
  }

  TEST_CASE("which look-ups decide alone") {
    const tests::TemporaryFile file((std::string(kRows)));
    table::Tables tables;
    tables.add(*table::parse_source("t=" + file.path + ":k"));
    Bindings bindings;
    bindings.tables = &tables;
    json::Schema schema;
    const auto decides = [&](std::string_view text) {
      Arena constants;
      auto bound = bind(std::move(parse(text)->root), text, {schema, schema, bindings}, constants);
      REQUIRE(bound.has_value());
      return deciding_lookup(*bound->root) != nullptr;
    };
    CHECK(decides("$t[.k].n == 1"));
    CHECK(decides("$t[.k].tags | length"));
    CHECK(decides("[$t[.k].tags[]? | select(. == \"a\")] == [$t[.k].n]"));
    CHECK(!decides("$t[.k].n == .n"));
    CHECK(!decides("$t[.k].n + $t[.other].n"));
    CHECK(!decides("$t[.k | ascii_downcase].n"));
    CHECK(!decides("[$t[.k].n, input_filename]"));
    CHECK(!decides("1 + 1"));
  }
}

}  // namespace nd::expr
