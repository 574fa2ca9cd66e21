// Numbers: decimal text to integers and doubles, beside the C library.

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "base/number.h"
#include "base/padded_view.h"
#include "json/scan.h"

namespace nd::bench {
namespace {

constexpr int kNumbers = 4096;

std::vector<PaddedString> integers() {
  std::mt19937_64 random(1);
  std::vector<PaddedString> texts;
  for (int i = 0; i < kNumbers; ++i)
    texts.emplace_back(std::to_string(random() >> (random() % 60)));
  return texts;
}

std::vector<PaddedString> decimals() {
  std::mt19937_64 random(1);
  std::vector<PaddedString> texts;
  for (int i = 0; i < kNumbers; ++i) {
    std::string text;
    append_double(text, static_cast<double>(random() % 100'000'000) / 1000);
    texts.emplace_back(text);
  }
  return texts;
}

template <class Parse>
void each(benchmark::State& state, const std::vector<PaddedString>& texts, Parse&& parse) {
  for (auto _ : state) {
    for (const PaddedString& text : texts)
      benchmark::DoNotOptimize(parse(text.view()));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(texts.size()));
}

void read_number(benchmark::State& state) {
  each(state, integers(), [](PaddedView text) {
    json::Value value;
    json::scan::Fault fault;
    (void)json::scan::read_number(text.begin(), text.end(), value, fault);
    return value;
  });
}
BENCHMARK(read_number);

void from_chars(benchmark::State& state) {
  each(state, integers(), [](PaddedView text) {
    std::uint64_t value = 0;
    std::from_chars(text.begin(), text.end(), value);
    return value;
  });
}
BENCHMARK(from_chars);

void strtoull(benchmark::State& state) {
  each(state, integers(), [](PaddedView text) { return std::strtoull(text.data(), nullptr, 10); });
}
BENCHMARK(strtoull);

void decimal_to_double(benchmark::State& state) {
  each(state, decimals(), [](PaddedView text) { return to_double(text.text()); });
}
BENCHMARK(decimal_to_double);

void strtod(benchmark::State& state) {
  each(state, decimals(), [](PaddedView text) { return std::strtod(text.data(), nullptr); });
}
BENCHMARK(strtod);

void decimal_normal_form(benchmark::State& state) {
  std::string scratch;
  each(state, decimals(), [&](PaddedView text) { return decimal_of(text.text(), scratch); });
}
BENCHMARK(decimal_normal_form);

}  // namespace
}  // namespace nd::bench
