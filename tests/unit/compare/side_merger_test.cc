#include "compare/side_merger.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "base/arena.h"
#include "group/grouping.h"

namespace nd::compare {
namespace {

using time::Period;

// Days, of which some have no number and some are hidden.
class Days {
 public:
  // fill(states, memory): the numbers of a day into states of zeros.
  template <class Fill>
  Days(const Metrics& metrics, int count, std::mt19937& random, Fill&& fill) {
    memory_->keep_values = false;
    for (int i = 0; i < count; ++i) {
      auto* const states = static_cast<char*>(memory_->arena.allocate(metrics.bytes(), 8));
      std::fill(states, states + metrics.bytes(), 0);
      const std::span<bool> has_data = memory_->arena.array<bool>(metrics.size());
      const std::span<bool> hidden = memory_->arena.array<bool>(metrics.size());
      std::fill(has_data.begin(), has_data.end(), random() % 4 != 0);
      std::fill(hidden.begin(), hidden.end(), random() % 20 == 0);
      if (has_data[0]) fill(states, *memory_);
      memory_->flush();
      const Period day = Period::of(time::Day{i}, time::PeriodKind::kDay);
      entries_.push_back({day, false, states, has_data.data(), hidden.data()});
    }
  }
  // From one day on, so many.
  [[nodiscard]] Chosen chosen(int from, int count) const {
    Chosen found;
    for (int i = std::max(from, 0); i < std::min<int>(from + count, static_cast<int>(size())); ++i)
      found.push_back(&entries_[static_cast<std::size_t>(i)]);
    return found;
  }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  std::unique_ptr<agg::Memory> memory_ = std::make_unique<agg::Memory>();
  Entries entries_;
};

class Compared {
 public:
  Compared(const Metrics& metrics, std::mt19937& random)
      : metrics_(metrics),
        random_(random),
        moving_(metrics, SideMerger::Days::kMoving),
        plain_(metrics, SideMerger::Days::kOfPeriods) {}

  void check(const Chosen& chosen, std::size_t series) {
    for (std::size_t metric = 0; metric < metrics_.size(); ++metric) {
      const Side a = moving_.merge(chosen, metric, 7, series);
      const Side b = plain_.merge(chosen, metric, 7, series);
      CHECK(a.days == b.days);
      CHECK(a.expected == 7);
      CHECK(a.suppressed == b.suppressed);
      REQUIRE((a.states == nullptr) == (b.states == nullptr));
      if (a.states != nullptr) CHECK(value(metric, a) == value(metric, b));
    }
    if (random_() % 3 != 0) return;
    moving_.clear();
    plain_.clear();
  }

 private:
  double value(std::size_t metric, const Side& side) {
    text_.reset();
    const auto value = metrics_.value(metric, side.states, text_, side.ranked);
    // A median of nothing is an error.
    if (!value) return -2;
    return *value ? agg::nearest_double(**value) : -1;
  }

  const Metrics& metrics_;
  std::mt19937& random_;
  SideMerger moving_;
  SideMerger plain_;
  Arena text_;
};

Metrics sums() {
  json::Schema schema;
  const std::vector<std::string> values = {"v"};
  return Metrics::of_numbers(ValueList::compile(values, schema, {}).value(), false);
}

Days days_of_numbers(const Metrics& metrics, int count, std::mt19937& random) {
  return {metrics, count, random, [&](char* states, agg::Memory& memory) {
            const auto number = json::Value::integer(static_cast<std::int64_t>(random() % 1000));
            metrics.add(0, number, number, states, memory);
          }};
}

// Metrics of states, most of which hold all of their values, and days of them.
struct States {
  States() {
    group::GroupingSpec spec;
    spec.aggregates = {"d=distinct(.x)",
                       "m=median(.x)",
                       "q=quantile(.x; 0.9)",
                       "o=mode(.x)",
                       "s=sum(.x)",
                       "r=ratio(distinct(.x); count)",
                       "t=ratio(sum(.x); median(.x))"};
    grouping = group::Grouping::compile(spec, schema, {}).value();
    const std::vector<std::string> names = {"d", "m", "q", "o", "s", "r", "t", "u=d/m", "v=s/d"};
    const auto values = ValueList::compile(names, schema, {}).value();
    metrics.emplace(Metrics::of_states(values, schema, {"", grouping->layout()}, false).value());
  }
  [[nodiscard]] Days days(int count, std::mt19937& random, unsigned most, unsigned different) {
    return {*metrics, count, random, [&, most, different](char* states, agg::Memory& memory) {
              for (std::size_t left = random() % most; left > 0; --left) {
                const auto number = static_cast<std::int64_t>(random() % different);
                add(number, random() % 2 == 0, states, memory);
              }
            }};
  }

  json::Schema schema;
  std::unique_ptr<group::Grouping> grouping;
  std::optional<Metrics> metrics;

 private:
  // As an integer, or as a number with a fraction.
  void add(std::int64_t number, bool is_whole, char* states, agg::Memory& memory) {
    const json::Value value = is_whole ? json::Value::integer(number)
                                       : json::Value::real(static_cast<double>(number) / 4);
    const auto& columns = grouping->layout().clauses().columns();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      columns[i].aggregate->functions->add(states + grouping->layout().offset(i), {{&value, 1}, {}},
                                           columns[i].parameter, memory);
    }
    memory.flush();
  }
};

TEST_SUITE_BEGIN("compare/side_merger");

TEST_CASE("days that move on come to the same as days merged one by one") {
  std::mt19937 random(5);
  const Metrics metrics = sums();
  for (const int width : {1, 4, 5, 7, 40, 100}) {
    std::deque<Days> groups;  // outlives what is compared
    Compared compared(metrics, random);
    for (int group = 0; group < 3; ++group) {
      const Days& days = groups.emplace_back(days_of_numbers(metrics, 150, random));
      for (int last = -3; last < 170; last += random() % 9 == 0 ? 20 : 1) {
        compared.check(days.chosen(last - width + 1, width), 0);
        if (random() % 4 != 0) compared.check(days.chosen(last - width - 29, width), 1);
      }
    }
  }
}

TEST_CASE("days that step back, or are other ones, begin anew") {
  std::mt19937 random(6);
  const Metrics metrics = sums();
  const Days days = days_of_numbers(metrics, 60, random);
  const Days others = days_of_numbers(metrics, 60, random);
  Compared compared(metrics, random);
  for (int i = 0; i < 500; ++i) {
    const Days& of = random() % 5 == 0 ? others : days;
    compared.check(of.chosen(static_cast<int>(random() % 60), static_cast<int>(random() % 30)),
                   random() % 3);
  }
}

TEST_CASE("states that hold all of their values, of days that move on") {
  std::mt19937 random(7);
  for (const auto& [most, different] :
       std::vector<std::pair<unsigned, unsigned>>{{6, 4}, {40, 1000}, {300, 100'000}}) {
    States states;
    for (const int width : {5, 7, 40}) {
      std::deque<Days> groups;
      Compared compared(*states.metrics, random);
      for (int group = 0; group < 2; ++group) {
        const Days& days = groups.emplace_back(states.days(80, random, most, different));
        for (int last = -3; last < 90; last += random() % 9 == 0 ? 10 : 1) {
          compared.check(days.chosen(last - width + 1, width), 0);
          if (random() % 4 != 0) compared.check(days.chosen(last - width - 29, width), 1);
        }
      }
    }
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::compare
