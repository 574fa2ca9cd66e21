#include "group/group_store.h"

#include <algorithm>
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

constexpr std::uint64_t kPlenty = std::uint64_t{1} << 30;

SpillLimits limits(std::uint64_t memory) {
  SpillLimits limits;
  limits.memory = memory;
  return limits;
}

// Adds `count` random records to the store and to the model.
void add_records(GroupStore& store, const agg::StateLayout& layout, Model& model,
                 std::mt19937_64& random, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    // Short keys and long ones, few that are met often and many that are met once.
    const std::uint64_t kind = random() % 3 == 0 ? random() % 5 : random() % 2000;
    const std::string key =
        testing::key_of(std::to_string(kind) + std::string(kind % 2 == 0 ? 0 : 30, 'k'));
    const auto value = static_cast<int>(random() % 100);
    testing::add(layout, store.states(store.probe(std::string_view(key))),
                 json::Value::integer(value), store.memory());
    model[key].push_back(value);
    REQUIRE(store.relieve().has_value());
  }
}

std::vector<std::pair<std::string, std::string>> drained(GroupStore& store,
                                                         const agg::StateLayout& layout) {
  Collected sink(layout);
  REQUIRE(store.drain(sink).has_value());
  return sink.groups;
}

}  // namespace

TEST_SUITE("group/group_store") {
  TEST_CASE("groups leave in the order of keys, each once, whatever the memory") {
    const agg::Clauses clauses = testing::count_and_list();
    const agg::StateLayout layout(clauses);
    std::mt19937_64 random(31);
    for (const std::uint64_t memory : {kPlenty, std::uint64_t{200'000}, std::uint64_t{1}}) {
      for (const std::size_t count : {0U, 1U, 100U, 5000U}) {
        CAPTURE(memory);
        CAPTURE(count);
        GroupStore store(layout, limits(memory));
        Model model;
        add_records(store, layout, model, random, count);
        CHECK(drained(store, layout) == results(model));
      }
    }
  }

  TEST_CASE("stores that were taken over are merged, those with runs and those without") {
    const agg::Clauses clauses = testing::count_and_list();
    const agg::StateLayout layout(clauses);
    std::mt19937_64 random(32);
    for (int round = 0; round < 12; ++round) {
      Model model;
      GroupStore store(layout, limits(round % 2 == 0 ? kPlenty : 1));
      add_records(store, layout, model, random, random() % 1500);
      for (int other = 0; other < 3; ++other) {
        // Its layout need not live on.
        const agg::StateLayout its(clauses);
        GroupStore part(its, limits((round + other) % 3 == 0 ? 1 : kPlenty));
        add_records(part, its, model, random, random() % 1500);
        REQUIRE(part.close().has_value());
        store.absorb(std::move(part));
      }
      CHECK(drained(store, layout) == results(model));
    }
  }

  TEST_CASE("a group that is found again has its states, and a new one has zeros") {
    const agg::Clauses clauses = testing::count_and_list();
    const agg::StateLayout layout(clauses);
    GroupStore store(layout, limits(kPlenty));
    const std::string a = testing::key_of("a");
    const std::string b = testing::key_of("b");
    const auto states_of = [&](const std::string& key) {
      return store.states(store.probe(std::string_view(key)));
    };
    testing::add(layout, states_of(a), json::Value::integer(7), store.memory());
    CHECK(results(layout, states_of(a)) == "1 [7]");
    CHECK(results(layout, states_of(b)) == "0 null");
    CHECK(states_of(a) == states_of(a));
  }

  TEST_CASE("an error of the sink ends it and is returned, with runs and without") {
    const agg::Clauses clauses = testing::count_and_list();
    const agg::StateLayout layout(clauses);
    struct Full : Collected {
      using Collected::Collected;
      Status group(std::string_view, char*) override { return system_error("full"); }
    };
    for (const std::uint64_t memory : {kPlenty, std::uint64_t{1}}) {
      std::mt19937_64 random(33);
      GroupStore store(layout, limits(memory));
      Model model;
      add_records(store, layout, model, random, 1000);
      Full sink(layout);
      const Status status = store.drain(sink);
      CHECK((!status && status.error().message == "full"));
    }
  }

  TEST_CASE("a directory that takes no file is an error when the memory is full, not before") {
    const agg::Clauses clauses = testing::count_and_list();
    const agg::StateLayout layout(clauses);
    SpillLimits nowhere = limits(1);
    nowhere.temporary = "/no/such/directory";
    GroupStore store(layout, nowhere);
    const std::string key = testing::key_of("k");
    (void)store.states(store.probe(std::string_view(key)));
    const Status status = store.relieve_now();
    REQUIRE_FALSE(status.has_value());
    CHECK(status.error().kind == ErrorKind::kSystem);
  }
}

}  // namespace nd::group
