// Keys: values to bytes, and bytes to dense ids; the table beside the standard one.

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <benchmark/benchmark.h>

#include "base/check.h"
#include "base/padded_view.h"
#include "json/value.h"
#include "key/key_buffer.h"
#include "key/key_encoder.h"
#include "key/key_table.h"

namespace nd::bench {
namespace {

constexpr std::size_t kLookUps = 1 << 20;

// Encoded keys of `different` users, in random order, some of them often.
std::vector<PaddedString> user_keys(std::size_t different) {
  std::minstd_rand random(1);
  std::vector<PaddedString> keys;
  keys.reserve(kLookUps);
  key::KeyBuffer buffer;
  for (std::size_t i = 0; i < kLookUps; ++i) {
    buffer.clear();
    key::KeyEncoder::append_string(buffer, "u" + std::to_string(random() % different));
    keys.emplace_back(buffer.view());
  }
  return keys;
}

void encode(benchmark::State& state, const std::vector<json::Value>& values) {
  key::KeyEncoder encoder;
  key::KeyBuffer buffer;
  for (auto _ : state) {
    buffer.clear();
    for (const json::Value& value : values)
      ND_CHECK(encoder.append(buffer, value).has_value());
    benchmark::DoNotOptimize(buffer.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(values.size()));
}
BENCHMARK_CAPTURE(encode, short_string, {json::Value::string("u1234567")});
BENCHMARK_CAPTURE(
    encode, long_string,
    {json::Value::string("a text that is longer than the thirty-two bytes of slack")});
BENCHMARK_CAPTURE(encode, integer, {json::Value::integer(1720000000123)});
BENCHMARK_CAPTURE(encode, decimal, {json::Value::number_text("12.75")});
BENCHMARK_CAPTURE(encode, two_strings_and_a_number,
                  {json::Value::string("video"), json::Value::string("feature"),
                   json::Value::integer(20240731)});

void key_table(benchmark::State& state) {
  const auto keys = user_keys(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    key::KeyTable table;
    for (const PaddedString& key : keys)
      benchmark::DoNotOptimize(table.find_or_insert(table.probe(key.view())).id);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(keys.size()));
}
BENCHMARK(key_table)->Arg(10)->Arg(10'000)->Arg(1'000'000);

void key_table_prefetched(benchmark::State& state) {
  constexpr std::size_t kBatch = 32;
  static_assert(kLookUps % kBatch == 0);
  const auto keys = user_keys(static_cast<std::size_t>(state.range(0)));
  std::uint64_t hashes[kBatch];
  for (auto _ : state) {
    key::KeyTable table;
    for (std::size_t from = 0; from < keys.size(); from += kBatch) {
      for (std::size_t i = 0; i < kBatch; ++i) {
        hashes[i] = table.probe(keys[from + i].view()).hash();
        table.prefetch(hashes[i]);
      }
      for (std::size_t i = 0; i < kBatch; ++i)
        benchmark::DoNotOptimize(
            table.find_or_insert(table.probe(keys[from + i].view(), hashes[i])).id);
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(keys.size()));
}
BENCHMARK(key_table_prefetched)->Arg(10)->Arg(10'000)->Arg(1'000'000);

void standard_map(benchmark::State& state) {
  const auto keys = user_keys(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    std::unordered_map<std::string_view, std::uint32_t> table;
    for (const PaddedString& key : keys)
      benchmark::DoNotOptimize(
          table.emplace(key.view().text(), static_cast<std::uint32_t>(table.size())).first);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(keys.size()));
}
BENCHMARK(standard_map)->Arg(10)->Arg(10'000)->Arg(1'000'000);

}  // namespace
}  // namespace nd::bench
