// States of one aggregate in memory of their own, for the tests of the families.
#pragma once

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "agg/registry.h"
#include "json/tree.h"
#include "json/writer.h"

namespace nd::agg::testing {

class State {
 public:
  explicit State(std::string_view aggregate, json::Value parameter = {})
      : aggregate_(*find_aggregate(aggregate)),
        parameter_(parameter),
        words_(aggregate_.functions->size / 8) {}

  void add(const json::Value& x) {
    Inputs inputs;
    inputs.x = {&x, 1};
    aggregate_.functions->add(words_.data(), inputs, parameter_, memory_);
    memory_.flush();
  }
  void merge(const State& other) {
    aggregate_.functions->merge(words_.data(), other.words_.data(), memory_);
  }
  [[nodiscard]] json::Value finish() {
    return aggregate_.functions->finish(words_.data(), parameter_, text_);
  }
  [[nodiscard]] std::string text() const {
    std::string out;
    aggregate_.functions->append(words_.data(), parameter_, out);
    return out;
  }
  [[nodiscard]] bool parse(std::string_view text) {
    Arena arena;
    const auto content = json::parse(text, arena);
    REQUIRE(content.has_value());
    return aggregate_.functions->parse(words_.data(), *content, memory_).has_value();
  }

 private:
  const Aggregate& aggregate_;
  json::Value parameter_;
  Memory memory_;
  Arena text_;
  std::vector<std::uint64_t> words_;
};

}  // namespace nd::agg::testing
