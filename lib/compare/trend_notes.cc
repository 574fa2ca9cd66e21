#include "compare/trend_notes.h"

#include <fmt/format.h>

namespace nd::compare {

using time::Period;
using time::PeriodKind;

namespace {

// "1 day", "5 days".
std::string counted(std::size_t count, PeriodKind kind) {
  return fmt::format("{} {}{}", count, time::name_of(kind), count == 1 ? "" : "s");
}

std::string baseline_note(const TrendOptions& options, PeriodKind kind, std::size_t most_known) {
  const auto found = finder_options(options, kind);
  if (!found || most_known == 0) return {};
  // The last of the periods has one less before it.
  if (found->baseline.bins <= 2 * (most_known - 1)) return {};
  return fmt::format(
      "nothing could be expected in any period: half of --baseline {} lies before none of the {} "
      "with data; give a shorter one",
      baseline_text(options, kind), counted(most_known, kind));
}

std::string gap_note(std::span<const Period> periods) {
  std::size_t all = 1;
  for (Period period = periods.front(); period < periods.back(); period = period.next())
    ++all;
  // A few are outages; as many as these are often periods in which there was nothing to count.
  constexpr std::size_t kFew = 10;
  const std::size_t missing = all - periods.size();
  if (missing * kFew <= all) return {};
  const PeriodKind kind = periods.front().kind();
  const bool fills = kind == PeriodKind::kDay || kind == PeriodKind::kMonth;
  return fmt::format(
      "{} of {} {} no record and {} taken as missing; if they are zeros, write them{}", missing,
      counted(all, kind), missing == 1 ? "has" : "have", missing == 1 ? "is" : "are",
      fills ? fmt::format(": ndgroup --fill {}", time::name_of(kind)) : "");
}

}  // namespace

std::string trend_notes(const TrendOptions& options, std::span<const Period> periods,
                        std::size_t most_known) {
  if (periods.empty()) return {};
  std::string notes = baseline_note(options, periods.front().kind(), most_known);
  const std::string gaps = gap_note(periods);
  if (!notes.empty() && !gaps.empty()) notes += '\n';
  return notes + gaps;
}

}  // namespace nd::compare
