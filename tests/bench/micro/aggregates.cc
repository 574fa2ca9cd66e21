// Aggregates: adding one value to a state, each aggregate as a table of groups calls it; exact sums
// beside plain ones.

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "agg/aggregate.h"
#include "agg/exact_sum.h"
#include "agg/registry.h"
#include "base/arena.h"
#include "base/check.h"
#include "json/value.h"

namespace nd::bench {
namespace {

constexpr int kValues = 1 << 16;

std::vector<json::Value> integers() {
  std::mt19937_64 random(1);
  std::vector<json::Value> values;
  for (int i = 0; i < kValues; ++i)
    values.push_back(json::Value::integer(static_cast<std::int64_t>(random() % 300'000)));
  return values;
}

const std::vector<std::string>& decimal_texts() {
  static const std::vector<std::string> texts = [] {
    std::mt19937_64 random(1);
    std::vector<std::string> made;
    for (int i = 0; i < kValues; ++i)
      made.push_back(std::to_string(random() % 300'000) + "." + std::to_string(random() % 1000));
    return made;
  }();
  return texts;
}

std::vector<json::Value> decimals() {
  std::vector<json::Value> values;
  for (const std::string& text : decimal_texts())
    values.push_back(json::Value::number_text(text));
  return values;
}

void exact_sum(benchmark::State& state, const std::vector<json::Value>& values) {
  for (auto _ : state) {
    Arena arena;
    agg::ExactSum sum;
    for (const json::Value& value : values)
      ND_CHECK(sum.add(value, arena).has_value());
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(values.size()));
}
BENCHMARK_CAPTURE(exact_sum, integers, integers());
BENCHMARK_CAPTURE(exact_sum, decimals, decimals());

// What rounding would save.
void double_sum(benchmark::State& state, const std::vector<json::Value>& values) {
  for (auto _ : state) {
    double sum = 0;
    for (const json::Value& value : values)
      sum += value.to_double();
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(values.size()));
}
BENCHMARK_CAPTURE(double_sum, integers, integers());
BENCHMARK_CAPTURE(double_sum, decimals, decimals());

void aggregate(benchmark::State& state, const char* name) {
  const agg::Aggregate* const found = agg::find_aggregate(name);
  ND_CHECK(found != nullptr && found->functions != nullptr);
  const std::vector<json::Value> values = integers();
  std::vector<std::uint64_t> block(found->functions->size / 8);
  for (auto _ : state) {
    agg::Memory memory;
    std::fill(block.begin(), block.end(), 0);
    for (const json::Value& value : values) {
      const agg::Inputs inputs{{&value, 1}, {&value, 1}};
      found->functions->add(block.data(), inputs, {}, memory);
    }
    memory.flush();
    benchmark::DoNotOptimize(block.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(values.size()));
}
BENCHMARK_CAPTURE(aggregate, count, "count");
BENCHMARK_CAPTURE(aggregate, sum, "sum");
BENCHMARK_CAPTURE(aggregate, mean, "mean");
BENCHMARK_CAPTURE(aggregate, min, "min");
BENCHMARK_CAPTURE(aggregate, max, "max");
BENCHMARK_CAPTURE(aggregate, var, "var");
BENCHMARK_CAPTURE(aggregate, distinct, "distinct");
BENCHMARK_CAPTURE(aggregate, adistinct, "adistinct");
BENCHMARK_CAPTURE(aggregate, median, "median");
BENCHMARK_CAPTURE(aggregate, first, "first");
BENCHMARK_CAPTURE(aggregate, argmax, "argmax");

}  // namespace
}  // namespace nd::bench
