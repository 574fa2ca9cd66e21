#include "group/group_runs.h"

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "group/store_harness.h"

namespace nd::group {
namespace {

using testing::Collected;
using testing::Model;
using testing::results;

// The states of one group in memory of their own.
class Group {
 public:
  Group(const agg::StateLayout& layout, const std::vector<int>& values)
      : words_(layout.bytes() / 8) {
    for (const int value : values)
      testing::add(layout, states(), json::Value::integer(value), memory_);
    memory_.flush();
  }
  char* states() { return reinterpret_cast<char*>(words_.data()); }

 private:
  std::vector<std::uint64_t> words_;
  agg::Memory memory_;
};

GroupRuns runs_in_tmp(const agg::StateLayout& layout, std::size_t sliced_from) {
  auto runs = GroupRuns::create(layout, "/tmp", {.spilled = sliced_from, .record = 1 << 20});
  REQUIRE(runs.has_value());
  return std::move(*runs);
}

// Appends a run of some of 40 groups, of values below `kinds`; `model` gets them.
void append_run(GroupRuns& runs, const agg::StateLayout& layout, std::mt19937_64& random,
                Model& model, int kinds = 50) {
  runs.begin_run();
  for (int i = 0; i < 40; ++i) {
    if (random() % 3 == 0) continue;
    std::vector<int> values;
    for (std::size_t left = random() % 200; left > 0; --left)
      values.push_back(static_cast<int>(random() % static_cast<unsigned>(kinds)));
    const std::string key = testing::key_of(std::to_string(100 + i));
    Group group(layout, values);
    REQUIRE(runs.append(key, group.states()).has_value());
    auto& all = model[key];
    all.insert(all.end(), values.begin(), values.end());
  }
  runs.end_run();
}

// The results, without values as the aggregates have them.
std::vector<std::pair<std::string, std::string>> wanted(const Model& model) {
  auto out = results(model);
  for (auto& [key, text] : out) {
    if (text == "0 []") text = "0 null";
  }
  return out;
}

}  // namespace

TEST_SUITE("group/group_runs") {
  TEST_CASE("equal keys of all runs become one group, in the order of keys") {
    const agg::Clauses clauses = testing::count_and_list();
    const agg::StateLayout layout(clauses);
    std::mt19937_64 random(41);
    for (std::size_t count = 1; count <= 9; ++count) {
      GroupRuns runs = runs_in_tmp(layout, std::size_t{1} << 20);
      Model model;
      for (std::size_t i = 0; i < count; ++i)
        append_run(runs, layout, random, model);
      Collected sink(layout);
      REQUIRE(runs.merge(sink, 1, false).has_value());
      CHECK(sink.groups == wanted(model));
      CHECK(sink.sliced == 0);
    }
  }

  TEST_CASE("a group that is cut in some runs and whole in others leaves in slices, as itself") {
    const agg::Clauses clauses = testing::count_and_list();
    const agg::StateLayout layout(clauses);
    std::mt19937_64 random(42);
    // So small that about half of the groups are cut.
    GroupRuns runs = runs_in_tmp(layout, 300);
    Model model;
    for (int i = 0; i < 3; ++i)
      append_run(runs, layout, random, model, 100'000);
    Collected sink(layout);
    REQUIRE(runs.merge(sink, 1 << 20, false).has_value());
    CHECK(sink.groups == wanted(model));
    CHECK(sink.sliced > 0);
    CHECK(sink.slices == std::size_t{1} << kRunSliceBits);
  }

  TEST_CASE("runs that were taken over are merged with its own") {
    const agg::Clauses clauses = testing::count_and_list();
    const agg::StateLayout layout(clauses);
    std::mt19937_64 random(43);
    GroupRuns runs = runs_in_tmp(layout, std::size_t{1} << 20);
    Model model;
    append_run(runs, layout, random, model);
    for (int i = 0; i < 2; ++i) {
      GroupRuns other = runs_in_tmp(layout, std::size_t{1} << 20);
      append_run(other, layout, random, model);
      append_run(other, layout, random, model);
      runs.absorb(std::move(other));
    }
    Collected sink(layout);
    REQUIRE(runs.merge(sink, 1 << 20, false).has_value());
    CHECK(sink.groups == wanted(model));
  }

  TEST_CASE("a directory that takes no file is a system error") {
    const agg::Clauses clauses = testing::count_and_list();
    const agg::StateLayout layout(clauses);
    const auto runs = GroupRuns::create(layout, "/no/such/directory", {});
    REQUIRE_FALSE(runs.has_value());
    CHECK(runs.error().kind == ErrorKind::kSystem);
  }
}

}  // namespace nd::group
