// Expressions: a compiled test over a projected row, beside the same test written by hand over the
// same row.

#include <cstdint>
#include <string>
#include <string_view>

#include <benchmark/benchmark.h>

#include "base/check.h"
#include "expr/program.h"
#include "json/field_path.h"
#include "json/projector.h"
#include "json/schema.h"
#include "sample.h"

namespace nd::bench {
namespace {

void set_items(benchmark::State& state) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(events().lines().size()));
}

// Projection and test together: projection alone is in projection.cc.
void compiled(benchmark::State& state, const char* text) {
  json::Schema schema;
  const auto program = expr::Program::compile(text, schema, {});
  ND_CHECK(program.has_value());
  expr::Evaluator evaluator(*program);
  json::Projector projector(schema);
  for (auto _ : state) {
    std::size_t kept = 0;
    for (const PaddedView line : events().lines()) {
      ND_CHECK(projector.project(line));
      const auto passed = evaluator.test(projector.row(), "-");
      ND_CHECK(passed.has_value());
      kept += *passed ? 1 : 0;
    }
    ND_CHECK(kept > 0 && kept < events().lines().size());
  }
  set_items(state);
}
BENCHMARK_CAPTURE(compiled, equal, R"(.type == "play")");
BENCHMARK_CAPTURE(compiled, equal_and_compare, R"(.type == "play" and .play_time_ms >= 120000)");
BENCHMARK_CAPTURE(compiled, string_test, R"(.user_id | startswith("u1"))");
BENCHMARK_CAPTURE(compiled, calendar, R"((.time_ms | ms | day) == "2023-01-02")");
BENCHMARK_CAPTURE(compiled, arithmetic, R"((.play_time_ms // 0) * 2 > (.duration_ms // 0))");

json::Slot slot_of(json::Schema& schema, const char* name) {
  const auto path = json::FieldPath::parse(name);
  ND_CHECK(path.has_value());
  return schema.add(*path);
}

void by_hand_equal_and_compare(benchmark::State& state) {
  json::Schema schema;
  const json::Slot type = slot_of(schema, "type");
  const json::Slot time = slot_of(schema, "play_time_ms");
  json::Projector projector(schema);
  for (auto _ : state) {
    std::size_t kept = 0;
    for (const PaddedView line : events().lines()) {
      ND_CHECK(projector.project(line));
      const json::Value& t = json::at(projector.row(), type);
      const json::Value& ms = json::at(projector.row(), time);
      if (t.is_string() && t.text() == "play" && ms.kind() == json::Kind::kInt &&
          ms.int_value() >= 120000) {
        ++kept;
      }
    }
    ND_CHECK(kept > 0 && kept < events().lines().size());
  }
  set_items(state);
}
BENCHMARK(by_hand_equal_and_compare);

void by_hand_equal(benchmark::State& state) {
  json::Schema schema;
  (void)slot_of(schema,
                ".");  // which the program reads too: a field of what is no object is an error
  const json::Slot type = slot_of(schema, "type");
  json::Projector projector(schema);
  for (auto _ : state) {
    std::size_t kept = 0;
    for (const PaddedView line : events().lines()) {
      ND_CHECK(projector.project(line));
      const json::Value& t = json::at(projector.row(), type);
      if (t.is_string() && t.text() == "play") ++kept;
    }
    ND_CHECK(kept > 0 && kept < events().lines().size());
  }
  set_items(state);
}
BENCHMARK(by_hand_equal);

}  // namespace
}  // namespace nd::bench
