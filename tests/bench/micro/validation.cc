// Validation: every byte of a line, beside simdjson's DOM parser, which checks grammar and UTF-8
// but not that keys are unique.

#include <cstdint>

#include <benchmark/benchmark.h>
#include <simdjson.h>

#include "base/check.h"
#include "json/validate.h"
#include "sample.h"

namespace nd::bench {
namespace {

void set_bytes(benchmark::State& state) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(events().bytes()));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(events().lines().size()));
}

void validator(benchmark::State& state) {
  json::Validator validator;
  for (auto _ : state) {
    for (const PaddedView line : events().lines())
      ND_CHECK(validator.check(line).has_value());
  }
  set_bytes(state);
}
BENCHMARK(validator);

void simdjson_dom(benchmark::State& state) {
  simdjson::dom::parser parser;
  for (auto _ : state) {
    for (const PaddedView line : events().lines()) {
      simdjson::dom::element element;
      ND_CHECK(!parser.parse(line.data(), line.size(), false).get(element));
      benchmark::DoNotOptimize(element);
    }
  }
  set_bytes(state);
}
BENCHMARK(simdjson_dom);

void utf8(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(json::find_invalid_utf8(events().text().text()));
  set_bytes(state);
}
BENCHMARK(utf8);

}  // namespace
}  // namespace nd::bench
