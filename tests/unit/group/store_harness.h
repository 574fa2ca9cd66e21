// Stores of groups with two columns, a count and a list, for the tests of stores and runs.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "agg/clause.h"
#include "agg/states.h"
#include "group/group_runs.h"
#include "json/schema.h"
#include "json/tree.h"
#include "json/writer.h"
#include "key/key_encoder.h"

namespace nd::group::testing {

inline agg::Clauses count_and_list() {
  agg::Clauses clauses;
  json::Schema schema;
  REQUIRE(clauses.add("count", schema, {}).has_value());
  REQUIRE(clauses.add("list(.x)", schema, {}).has_value());
  return clauses;
}

inline std::string key_of(std::string_view text) {
  key::KeyBuffer buffer;
  key::KeyEncoder::append_string(buffer, text);
  return std::string(buffer.view());
}

// Adds a record with the value x to the states of a group.
inline void add(const agg::StateLayout& layout, char* states, const json::Value& x,
                agg::Memory& memory) {
  agg::Inputs inputs;
  inputs.x = {&x, 1};
  for (std::size_t i = 0; i < layout.clauses().columns().size(); ++i) {
    const agg::Column& column = layout.clauses().columns()[i];
    column.aggregate->functions->add(states + layout.offset(i), i == 0 ? agg::Inputs{} : inputs,
                                     column.parameter, memory);
  }
}

// The results of a group as text: "3 [1,2,2]".
inline std::string results(const agg::StateLayout& layout, const char* states) {
  std::string out;
  Arena arena;
  for (const agg::Output& output : layout.clauses().outputs()) {
    if (!out.empty()) out += ' ';
    json::append_value(out, layout.finish(output, states, arena));
  }
  return out;
}

// What is expected of groups: the values of each.
using Model = std::map<std::string, std::vector<int>>;

inline std::vector<std::pair<std::string, std::string>> results(Model model) {
  std::vector<std::pair<std::string, std::string>> out;
  for (auto& [key, values] : model) {
    std::sort(values.begin(), values.end());
    std::string list;
    for (const int value : values)
      list += (list.empty() ? "" : ",") + std::to_string(value);
    out.emplace_back(key, std::to_string(values.size()) + " [" + list + "]");
  }
  return out;
}

// Keeps the results of the groups that it is given, those of slices put together.
class Collected : public GroupSink {
 public:
  explicit Collected(const agg::StateLayout& layout)
      : layout_(layout), words_(layout.bytes() / 8) {}

  Status group(std::string_view key, char* states) override {
    groups.emplace_back(key, results(layout_, states));
    return {};
  }
  Status begin_slices(std::string_view key) override {
    groups.emplace_back(key, "");
    std::fill(words_.begin(), words_.end(), 0);
    memory_.reset();
    slices = 0;
    ++sliced;
    return {};
  }
  Status slice(char* states) override {
    layout_.merge_disjoint(whole(), states, memory_);
    ++slices;
    return {};
  }
  Status end_slices() override {
    groups.back().second = results(layout_, whole());
    return {};
  }

  std::vector<std::pair<std::string, std::string>> groups;
  std::size_t sliced = 0;  // groups that came in slices
  std::size_t slices = 0;  // of the last one

 private:
  char* whole() { return reinterpret_cast<char*>(words_.data()); }

  const agg::StateLayout& layout_;
  std::vector<std::uint64_t> words_;
  agg::Memory memory_;
};

}  // namespace nd::group::testing
