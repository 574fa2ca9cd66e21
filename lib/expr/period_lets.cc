#include "expr/period_lets.h"

#include <algorithm>

#include "expr/builtin.h"
#include "expr/lets.h"

namespace nd::expr {

void PeriodLets::add(const Let& let) {
  const Node& root = *let.bound.root;
  if (root.kind != NodeKind::kCall || !root.children.empty() || root.slot == kNone ||
      !root.builtin->takes_unit)
    return;
  const auto kind = time::parse_period_kind(root.builtin->name);
  const bool taken = std::any_of(known_.begin(), known_.end(),
                                 [&](const Known& known) { return known.place == let.number; });
  if (!kind || taken) return;
  Known& known = known_.emplace_back();
  known.place = let.number;
  known.slot = root.slot;
  known.kind = *kind;
  known.unit = root.unit;
  known.zone = &let.setting.zone;
  known.day_lasts = static_cast<std::uint64_t>(time::kSecondsPerDay * per_second(root.unit));
}

// Makes the period of a time the last one. false where it is not known, and not worth while.
[[gnu::noinline]] bool PeriodLets::look_up(Known& known, std::int64_t time) {
  // Any place will do: what stands there is asked.
  known.at = (static_cast<std::uint64_t>(time) - known.day_starts) / known.day_lasts % kTexts;
  if (!known.last().holds(time, known.unit) && !learn(known, time)) return false;
  known.rest = 0;
  return true;
}

bool PeriodLets::learn(Known& known, std::int64_t time) {
  constexpr unsigned kRest = 16;
  if (known.rest > 0) {
    --known.rest;
    return false;
  }
  known.rest = kRest;
  const auto instant = time::Instant::from_epoch(time, known.unit);
  if (!instant) return false;
  const time::LocalTime local = known.zone->local(*instant);
  known.day_starts = static_cast<std::uint64_t>(-local.offset * per_second(known.unit));
  known.last().set(time::Period::of(local.day, known.kind), local, known.unit, *known.zone);
  return known.last().holds(time, known.unit);
}

}  // namespace nd::expr
