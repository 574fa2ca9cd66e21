// Trees: whole records as values, ours beside what simdjson parses turned into the same values.
// What it loses is not made good here: the first of repeated keys, lone surrogates, the column of
// an error; by its DOM also the text of numbers that are no 64-bit integers.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>
#include <simdjson.h>

#include "base/arena.h"
#include "base/check.h"
#include "json/scan.h"
#include "json/tree.h"
#include "sample.h"

namespace nd::bench {
namespace {

namespace dom = simdjson::dom;
namespace ondemand = simdjson::ondemand;

void set_counts(benchmark::State& state, const Sample& sample) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(sample.bytes()));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(sample.lines().size()));
}

void tree(benchmark::State& state, const Sample& (*sample)()) {
  Arena arena;
  for (auto _ : state) {
    for (const PaddedView line : sample().lines()) {
      arena.reset();
      const auto value = json::expand(json::Value::raw(json::Kind::kObject, line.text()), arena);
      ND_CHECK(value.has_value());
      benchmark::DoNotOptimize(value->members().data());
    }
  }
  set_counts(state, sample());
}

// Elements as values in the arena; strings stay in the parser.
json::Value value_of(const dom::element& element, Arena& arena) {
  switch (element.type()) {
    case dom::element_type::ARRAY: {
      const dom::array array = element.get_array().value_unsafe();
      const auto items = arena.array<json::Value>(array.size());
      std::size_t i = 0;
      for (const dom::element item : array)
        items[i++] = value_of(item, arena);
      return json::Value::array(items);
    }
    case dom::element_type::OBJECT: {
      const dom::object object = element.get_object().value_unsafe();
      const auto members = arena.array<json::Member>(object.size());
      std::size_t i = 0;
      for (const dom::key_value_pair member : object)
        members[i++] = {member.key, value_of(member.value, arena)};
      return json::Value::object(members);
    }
    case dom::element_type::INT64:
      return json::Value::integer(element.get_int64().value_unsafe());
    case dom::element_type::UINT64:
      return json::Value::unsigned_integer(element.get_uint64().value_unsafe());
    case dom::element_type::DOUBLE:
      return json::Value::real(element.get_double().value_unsafe());
    case dom::element_type::STRING:
      return json::Value::string(element.get_string().value_unsafe());
    case dom::element_type::BOOL:
      return json::Value::boolean(element.get_bool().value_unsafe());
    default:
      return json::Value::null();
  }
}

void simdjson_tree(benchmark::State& state, const Sample& (*sample)()) {
  Arena arena;
  dom::parser parser;
  for (auto _ : state) {
    for (const PaddedView line : sample().lines()) {
      arena.reset();
      dom::element element;
      ND_CHECK(!parser.parse(line.data(), line.size(), false).get(element));
      benchmark::DoNotOptimize(value_of(element, arena).members().data());
    }
  }
  set_counts(state, sample());
}

// The same of the on-demand parser, which keeps the text of numbers. false on any error.
class OnDemandTree {
 public:
  explicit OnDemandTree(Arena& arena) : arena_(arena) {}

  bool object(ondemand::object object, json::Value& out) {
    const std::size_t first = members_.size();
    for (auto member : object) {
      ondemand::field field;
      json::Member next;
      if (std::move(member).get(field) || field.unescaped_key().get(next.key) ||
          !value(field.value(), next.value))
        return false;
      members_.push_back(next);
    }
    out = json::Value::object(kept(members_, first));
    return true;
  }

 private:
  bool value(ondemand::value in, json::Value& out) {
    ondemand::json_type type{};
    if (in.type().get(type)) return false;
    switch (type) {
      case ondemand::json_type::object: {
        ondemand::object nested;
        return !in.get_object().get(nested) && object(nested, out);
      }
      case ondemand::json_type::array:
        return array(in, out);
      case ondemand::json_type::number: {
        const std::string_view text = in.raw_json_token();
        json::scan::Fault fault;
        return json::scan::read_number(text.data(), text.data() + text.size(), out, fault) !=
               nullptr;
      }
      case ondemand::json_type::string: {
        std::string_view text;
        if (in.get_string().get(text)) return false;
        out = json::Value::string(text);
        return true;
      }
      case ondemand::json_type::boolean: {
        bool boolean = false;
        if (in.get_bool().get(boolean)) return false;
        out = json::Value::boolean(boolean);
        return true;
      }
      default:
        out = json::Value::null();
        return in.is_null();
    }
  }

  bool array(ondemand::value in, json::Value& out) {
    ondemand::array array;
    if (in.get_array().get(array)) return false;
    const std::size_t first = items_.size();
    for (auto item : array) {
      ondemand::value next;
      json::Value built;
      if (std::move(item).get(next) || !value(next, built)) return false;
      items_.push_back(built);
    }
    out = json::Value::array(kept(items_, first));
    return true;
  }

  // What is on the stack from `first` on, moved to the arena.
  template <class T>
  std::span<T> kept(std::vector<T>& stack, std::size_t first) {
    const auto all = arena_.array<T>(stack.size() - first);
    std::copy(stack.begin() + static_cast<std::ptrdiff_t>(first), stack.end(), all.begin());
    stack.resize(first);
    return all;
  }

  Arena& arena_;
  std::vector<json::Value> items_;
  std::vector<json::Member> members_;
};

void ondemand_tree(benchmark::State& state, const Sample& (*sample)()) {
  Arena arena;
  ondemand::parser parser;
  OnDemandTree tree(arena);
  for (auto _ : state) {
    for (const PaddedView line : sample().lines()) {
      arena.reset();
      ondemand::document document;
      ondemand::object object;
      json::Value value;
      ND_CHECK(!parser.iterate(line.data(), line.size(), line.size() + kPadding).get(document));
      ND_CHECK(!document.get_object().get(object) && tree.object(object, value));
      benchmark::DoNotOptimize(value.members().data());
    }
  }
  set_counts(state, sample());
}

void simdjson_parse(benchmark::State& state, const Sample& (*sample)()) {
  dom::parser parser;
  for (auto _ : state) {
    for (const PaddedView line : sample().lines()) {
      dom::element element;
      ND_CHECK(!parser.parse(line.data(), line.size(), false).get(element));
      benchmark::DoNotOptimize(element);
    }
  }
  set_counts(state, sample());
}

BENCHMARK_CAPTURE(tree, flat, events);
BENCHMARK_CAPTURE(simdjson_tree, flat, events);
BENCHMARK_CAPTURE(ondemand_tree, flat, events);
BENCHMARK_CAPTURE(simdjson_parse, flat, events);
BENCHMARK_CAPTURE(tree, nested, nested);
BENCHMARK_CAPTURE(simdjson_tree, nested, nested);
BENCHMARK_CAPTURE(ondemand_tree, nested, nested);
BENCHMARK_CAPTURE(simdjson_parse, nested, nested);
BENCHMARK_CAPTURE(tree, text, text);
BENCHMARK_CAPTURE(simdjson_tree, text, text);
BENCHMARK_CAPTURE(ondemand_tree, text, text);
BENCHMARK_CAPTURE(simdjson_parse, text, text);

}  // namespace
}  // namespace nd::bench
