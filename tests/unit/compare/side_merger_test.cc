#include "compare/side_merger.h"

#include <algorithm>
#include <deque>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/arena.h"

namespace nd::compare {
namespace {

using time::Period;

// Days with a number, of which some have none and some are hidden.
class Days {
 public:
  Days(const Metrics& metrics, int count, std::mt19937& random) {
    memory_.keep_values = false;
    for (int i = 0; i < count; ++i) {
      auto* const states = static_cast<char*>(memory_.arena.allocate(metrics.bytes(), 8));
      std::fill(states, states + metrics.bytes(), 0);
      const std::span<bool> marks = memory_.arena.array<bool>(2);
      marks[0] = random() % 4 != 0;
      marks[1] = random() % 20 == 0;
      if (marks[0]) {
        const auto number = json::Value::integer(static_cast<std::int64_t>(random() % 1000));
        metrics.add(0, number, number, states, memory_);
      }
      const Period day = Period::of(time::Day{i}, time::PeriodKind::kDay);
      entries_.push_back({day, false, states, &marks[0], &marks[1]});
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
  agg::Memory memory_;
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
    const Side a = moving_.merge(chosen, 0, 7, series);
    const Side b = plain_.merge(chosen, 0, 7, series);
    CHECK(a.days == b.days);
    CHECK(a.expected == 7);
    CHECK(a.suppressed == b.suppressed);
    REQUIRE((a.states == nullptr) == (b.states == nullptr));
    if (a.states != nullptr) CHECK(value(a) == value(b));
    if (random_() % 3 != 0) return;
    moving_.clear();
    plain_.clear();
  }

 private:
  double value(const Side& side) {
    const auto value = metrics_.value(0, side.states, text_).value();
    return value ? agg::nearest_double(*value) : -1;
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

TEST_SUITE_BEGIN("compare/side_merger");

TEST_CASE("days that move on come to the same as days merged one by one") {
  std::mt19937 random(5);
  const Metrics metrics = sums();
  for (const int width : {1, 4, 5, 7, 40, 100}) {
    std::deque<Days> groups;  // outlives what is compared
    Compared compared(metrics, random);
    for (int group = 0; group < 3; ++group) {
      const Days& days = groups.emplace_back(metrics, 150, random);
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
  const Days days(metrics, 60, random);
  const Days others(metrics, 60, random);
  Compared compared(metrics, random);
  for (int i = 0; i < 500; ++i) {
    const Days& of = random() % 5 == 0 ? others : days;
    compared.check(of.chosen(static_cast<int>(random() % 60), static_cast<int>(random() % 30)),
                   random() % 3);
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::compare
