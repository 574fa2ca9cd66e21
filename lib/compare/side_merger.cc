// The entries of a side are merged one after the other. With --moving those of one day are nearly
// those of the day before: then they stand in a window that moves on (agg/sliding_window.h), which
// takes a few merges for each day, however many days stand for it.
//
// A state that holds all of its values is merged anew each time: a window keeps about twice the
// root of its length of merges, and here each would be as large as what it was made of.
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

SideMerger::Moving::Moving(std::size_t bytes)
    : states(bytes), memory(std::make_unique<agg::Memory>()), collect_at(kLeastGarbage) {
  memory->keep_values = false;
}

SideMerger::SideMerger(const Metrics& metrics, Days days)
    : metrics_(metrics), days_(days), element_(metrics.bytes()) {
  memory_.keep_values = false;
}

bool SideMerger::moves(const Chosen& entries, std::size_t metric) const {
  return days_ == Days::kMoving && entries.size() > kFew && !metrics_.holds_values(metric);
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
  if (moves(entries, metric)) {
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
      own, [&](char* into, const char* other) { metrics_.merge(metric, into, other, memory_); });
  side.states = own;
  if (moving.memory->bytes() > moving.collect_at) collect(metrics_, metric, moving);
}

SideMerger::Moving& SideMerger::moving_of(std::size_t series, std::size_t metric) {
  const std::size_t place = series * metrics_.size() + metric;
  while (moving_.size() <= place)
    moving_.emplace_back(metrics_.bytes());
  return moving_[place];
}

// Lets the entries before the first one go, and takes in those behind the last one. Another group
// has other entries: then all go.
void SideMerger::move_on(const Chosen& entries, std::size_t metric, Moving& moving) {
  const auto merge = [&](char* into, const char* other) {
    metrics_.merge(metric, into, other, *moving.memory);
  };
  const auto count = [&](const Entry* entry, int sign) {
    if (entry->has_data[metric]) moving.days += sign * entry->period.days();
    if (entry->hidden[metric]) moving.hidden += static_cast<std::size_t>(sign);
  };
  while (!moving.entries.empty() && moving.entries.front() != entries.front()) {
    count(moving.entries.front(), -1);
    moving.entries.pop();
    moving.states.pop(merge);
  }
  const std::size_t kept = moving.entries.size();
  const bool goes_on =
      kept <= entries.size() && (kept == 0 || moving.entries[kept - 1] == entries[kept - 1]);
  if (!goes_on) moving = Moving(metrics_.bytes());
  for (std::size_t i = moving.entries.size(); i < entries.size(); ++i) {
    count(entries[i], 1);
    moving.entries.push() = entries[i];
    // A copy, which may grow in the window's own memory.
    std::fill(element_.begin(), element_.end(), 0);
    merge(element_.data(), entries[i]->states);
    moving.states.push(element_.data(), merge);
  }
}

// States give nothing back when they are dropped: what is still of use moves to a new memory once
// the old one holds as much again.
void SideMerger::collect(const Metrics& metrics, std::size_t metric, Moving& moving) {
  auto fresh = std::make_unique<agg::Memory>();
  fresh->keep_values = false;
  moving.states.copy(
      [&](char* into, const char* other) { metrics.merge(metric, into, other, *fresh); });
  moving.memory = std::move(fresh);
  moving.collect_at = std::max(kLeastGarbage, 2 * moving.memory->bytes());
}

}  // namespace nd::compare
