// The entries of a side are merged one after the other. With --moving those of one day are nearly
// those of the day before: then they stand in a window that moves on (agg/sliding_window.h), which
// takes a few merges for each day, however many days stand for it.
//
// States that hold all of their values are not merged within it: a window keeps about twice the
// root of its length of merges, and each would be as large as what it was made of. Their values
// come and go one by one (agg/ranked_values.h).
#include "compare/side_merger.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace nd::compare {
namespace {

constexpr std::size_t kLeastGarbage = std::size_t{1} << 20;
// So few are merged at once.
constexpr std::size_t kFew = 4;

}  // namespace

SideMerger::Moving::Moving(const Metrics& metrics, std::size_t place)
    : metric(metrics.moving(place)),
      states(metrics.bytes()),
      memory(std::make_unique<agg::Memory>()),
      collect_at(kLeastGarbage) {
  memory->keep_values = false;
}

SideMerger::SideMerger(const Metrics& metrics, Days days)
    : metrics_(metrics), days_(days), element_(metrics.bytes()) {
  memory_.keep_values = false;
}

bool SideMerger::moves(const Chosen& entries) const {
  return days_ == Days::kMoving && entries.size() > kFew;
}

char* SideMerger::new_states() {
  auto* const made =
      static_cast<char*>(memory_.arena.allocate(metrics_.bytes(), alignof(std::uint64_t)));
  std::memset(made, 0, metrics_.bytes());
  return made;
}

Side SideMerger::merge(const Chosen& entries, std::size_t metric, std::int64_t expected,
                       std::size_t series) {
  Side side;
  side.expected = expected;
  if (moves(entries)) {
    merge_moving(entries, metric, moving_of(series, metric), side);
  } else {
    merge_one_by_one(entries, metric, side);
  }
  return side;
}

void SideMerger::merge_one_by_one(const Chosen& entries, std::size_t metric, Side& side) {
  char* own = nullptr;
  for (const Entry* entry : entries) {
    side.suppressed |= entry->hidden[metric];
    if (entry->has_data[metric]) side.days += entry->period.days();
    if (side.states == nullptr) {
      side.states = entry->states;
      continue;
    }
    if (own == nullptr) {
      own = new_states();
      metrics_.merge(metric, own, side.states, memory_);
      side.states = own;
    }
    metrics_.merge(metric, own, entry->states, memory_);
  }
}

void SideMerger::merge_moving(const Chosen& entries, std::size_t metric, Moving& moving,
                              Side& side) {
  move_on(entries, metric, moving);
  side.suppressed = moving.hidden > 0;
  side.days = moving.days;
  char* const own = new_states();
  moving.states.add_to(
      own, [&](char* into, const char* other) { moving.metric.merge(into, other, memory_); });
  side.states = own;
  side.ranked = moving.metric.ranked();
  if (moving.memory->bytes() > moving.collect_at) collect(moving);
}

SideMerger::Moving& SideMerger::moving_of(std::size_t series, std::size_t metric) {
  while (moving_.size() <= series * metrics_.size() + metric)
    moving_.emplace_back(metrics_, moving_.size() % metrics_.size());
  return moving_[series * metrics_.size() + metric];
}

bool SideMerger::goes_on(const Chosen& entries, Moving& moving) {
  const std::size_t size = moving.entries.size();
  std::size_t first = 0;
  while (first < size && moving.entries[first] != entries.front())
    ++first;
  const std::size_t kept = size - first;
  return kept > 0 && kept <= entries.size() && moving.entries[size - 1] == entries[kept - 1];
}

// Lets the entries before the first one go, and takes in those behind the last one. Another group
// has other entries: then all go.
void SideMerger::move_on(const Chosen& entries, std::size_t metric, Moving& moving) {
  const auto count = [&](const Entry* entry, std::int64_t sign) {
    if (entry->has_data[metric]) moving.days += sign * entry->period.days();
    if (entry->hidden[metric]) moving.hidden += static_cast<std::size_t>(sign);
  };
  if (!goes_on(entries, moving)) moving = Moving(metrics_, metric);
  while (!moving.entries.empty() && moving.entries.front() != entries.front()) {
    count(moving.entries.front(), -1);
    leave(*moving.entries.front(), moving);
    moving.entries.pop();
  }
  for (std::size_t i = moving.entries.size(); i < entries.size(); ++i) {
    count(entries[i], 1);
    moving.entries.push() = entries[i];
    enter(*entries[i], moving);
  }
}

void SideMerger::enter(const Entry& entry, Moving& moving) {
  moving.metric.move(agg::RankedValues::Way::kIn, entry.states);
  if (!moving.metric.merges()) return;
  const auto merge = [&](char* into, const char* other) {
    moving.metric.merge(into, other, *moving.memory);
  };
  // A copy, which may grow in the window's own memory.
  std::fill(element_.begin(), element_.end(), 0);
  merge(element_.data(), entry.states);
  moving.states.push(element_.data(), merge);
}

void SideMerger::leave(const Entry& entry, Moving& moving) {
  moving.metric.move(agg::RankedValues::Way::kOut, entry.states);
  if (!moving.metric.merges()) return;
  moving.states.pop(
      [&](char* into, const char* other) { moving.metric.merge(into, other, *moving.memory); });
}

// States give nothing back when they are dropped: what is still of use moves to a new memory once
// the old one holds as much again.
void SideMerger::collect(Moving& moving) {
  auto fresh = std::make_unique<agg::Memory>();
  fresh->keep_values = false;
  moving.states.copy(
      [&](char* into, const char* other) { moving.metric.merge(into, other, *fresh); });
  moving.memory = std::move(fresh);
  moving.collect_at = std::max(kLeastGarbage, 2 * moving.memory->bytes());
}

}  // namespace nd::compare
