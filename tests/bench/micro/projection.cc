// Projection: one line to the values of some of its fields, ours beside simdjson's on-demand, a
// line at a time.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>
#include <simdjson.h>

#include "base/check.h"
#include "json/field_path.h"
#include "json/line_end.h"
#include "json/projector.h"
#include "json/schema.h"
#include "sample.h"

namespace nd::bench {
namespace {

namespace ondemand = simdjson::ondemand;
using Names = std::vector<std::string>;

const Names kOne = {"type"};
const Names kThree = {"kind", "author_id", "play_time_ms"};
const Names kAll = {"id",        "type", "time_ms", "recv_ms",      "user_id",    "video_id",
                    "author_id", "kind", "tab",     "play_time_ms", "duration_ms"};

void set_counts(benchmark::State& state, const Sample& sample) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(sample.bytes()));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(sample.lines().size()));
}

void projector(benchmark::State& state, const Sample& (*sample)(), const Names& names) {
  json::Schema schema;
  for (const std::string& name : names) {
    const auto path = json::FieldPath::parse(name);
    ND_CHECK(path.has_value());
    schema.add(*path);
  }
  json::Projector projector(schema);
  for (auto _ : state) {
    for (const PaddedView line : sample().lines()) {
      ND_CHECK(projector.project(line, json::end_of_line(line.begin()).escapes()));
      benchmark::DoNotOptimize(projector.row().data());
    }
  }
  set_counts(state, sample());
}

// Takes the wanted fields of one object in one pass, as raw text; how many were there.
std::size_t take(ondemand::object object, const Names& names,
                 std::vector<std::string_view>& values) {
  std::size_t found = 0;
  for (auto member : object) {
    ondemand::field field;
    if (std::move(member).get(field)) return found;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (field.key() != std::string_view(names[i])) continue;
      values[i] = field.value().raw_json_token();
      if (++found == names.size()) return found;
      break;
    }
  }
  return found;
}

void simdjson_per_line(benchmark::State& state, const Sample& (*sample)(), const Names& names) {
  ondemand::parser parser;
  std::vector<std::string_view> values(names.size());
  for (auto _ : state) {
    for (const PaddedView line : sample().lines()) {
      ondemand::document document;
      ondemand::object object;
      ND_CHECK(!parser.iterate(line.data(), line.size(), line.size() + kPadding).get(document));
      ND_CHECK(!document.get_object().get(object));
      benchmark::DoNotOptimize(take(object, names, values));
      benchmark::DoNotOptimize(values.data());
    }
  }
  set_counts(state, sample());
}

BENCHMARK_CAPTURE(projector, one_field, events, kOne);
BENCHMARK_CAPTURE(simdjson_per_line, one_field, events, kOne);
BENCHMARK_CAPTURE(projector, three_fields, events, kThree);
BENCHMARK_CAPTURE(simdjson_per_line, three_fields, events, kThree);
BENCHMARK_CAPTURE(projector, all_fields, events, kAll);
BENCHMARK_CAPTURE(simdjson_per_line, all_fields, events, kAll);
BENCHMARK_CAPTURE(projector, one_field_shuffled, shuffled, kOne);
BENCHMARK_CAPTURE(simdjson_per_line, one_field_shuffled, shuffled, kOne);
BENCHMARK_CAPTURE(projector, three_fields_shuffled, shuffled, kThree);
BENCHMARK_CAPTURE(simdjson_per_line, three_fields_shuffled, shuffled, kThree);

}  // namespace
}  // namespace nd::bench
