#include "synth/generator.h"

#include <algorithm>

#include "base/number.h"
#include "synth/day_curve.h"

namespace nd::synth {
namespace {

// The last events are received a week and a minute after the last day.
constexpr std::uint64_t kHours = (static_cast<std::uint64_t>(kDays) + 8) * 24;

}  // namespace

Shard::Range Shard::of(std::uint64_t total) const {
  __extension__ using Wide = unsigned __int128;
  return {static_cast<std::uint64_t>(Wide{total} * (index - 1) / count),
          static_cast<std::uint64_t>(Wide{total} * index / count)};
}

Result<Shard> parse_shard(std::string_view text) {
  constexpr std::uint64_t kMost = 1'000'000;
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos) {
    const auto index = parse_uint64(text.substr(0, slash));
    const auto count = parse_uint64(text.substr(slash + 1));
    if (index && count && *index >= 1 && *index <= *count && *count <= kMost) {
      return Shard{static_cast<std::uint32_t>(*index), static_cast<std::uint32_t>(*count)};
    }
  }
  return usage_error("'{}' is not a shard; write 3/8 for the third of eight", text);
}

Generator::Generator(const Platform& platform, Shard shard)
    : platform_(platform), hour_(shard.of(kHours).begin), end_hour_(shard.of(kHours).end) {}

bool Generator::next(std::string& out) {
  while (next_ == planned_.size()) {
    if (!plan_next_hour()) return false;
  }
  const Planned& event = planned_[next_++];
  platform_.streams()[event.stream]->append({event.day, event.ordinal}, event.recv_ms, out);
  return true;
}

bool Generator::plan_next_hour() {
  if (hour_ == end_hour_) return false;
  const std::int64_t begin_ms = day_start_ms(0) + static_cast<std::int64_t>(hour_) * kMsPerHour;
  const std::int64_t end_ms = begin_ms + kMsPerHour;
  ++hour_;
  planned_.clear();
  next_ = 0;
  for (std::size_t stream = 0; stream < platform_.streams().size(); ++stream) {
    const std::int64_t lag_ms = platform_.streams()[stream]->lag_ms();
    const Day first = day_at(begin_ms - lag_ms - kMaxDelayMs);
    const Day last = day_at(end_ms - lag_ms - 1);
    for (Day day = std::max(first, 0); day <= std::min(last, kDays - 1); ++day) {
      plan_day(stream, day, begin_ms, end_ms);
    }
  }
  std::sort(planned_.begin(), planned_.end());
  return true;
}

// The places of one day that are received in [begin_ms, end_ms). Within a day, later places happen
// later, and place k lies in the k-th of equal slices of the day's curve: the search starts at the
// slice of the earliest time.
void Generator::plan_day(std::size_t stream_index, Day day, std::int64_t begin_ms,
                         std::int64_t end_ms) {
  const EventStream& stream = *platform_.streams()[stream_index];
  const std::uint32_t count = stream.counts().on(day);
  if (count == 0) return;
  const std::int64_t earliest = begin_ms - stream.lag_ms() - kMaxDelayMs - day_start_ms(day);
  std::uint32_t ordinal = 0;
  if (earliest > 0) {
    if (earliest >= kMsPerDay) return;
    const auto slice =
        static_cast<std::uint32_t>((std::uint64_t{position_at_time(earliest)} * count) >> 32);
    ordinal = slice > 0 ? slice - 1 : 0;  // one more: the curve is rounded
  }
  for (; ordinal < count; ++ordinal) {
    const Timing timing = stream.timing({day, ordinal});
    if (timing.time_ms + stream.lag_ms() >= end_ms) return;
    if (timing.recv_ms < begin_ms || timing.recv_ms >= end_ms) continue;
    planned_.push_back({timing.recv_ms, ordinal, static_cast<std::uint16_t>(stream_index),
                        static_cast<std::uint16_t>(day)});
  }
}

}  // namespace nd::synth
