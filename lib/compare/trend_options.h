// TrendOptions: what ndtrend is asked for, and which of it goes with which periods.
//
// Belongs here: the words of the options, baselines as spans of time. Does not belong here: what is
// done with them (trend.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "compare/period_pairing.h"
#include "compare/share.h"
#include "stats/burst_finder.h"
#include "time/period.h"

namespace nd::compare {

enum class Season : std::uint8_t {
  kNone,
  kWeek,  // the days of the week differ
};

[[nodiscard]] Spellings<stats::Method> method_words();
[[nodiscard]] Spellings<Season> season_words();

// `28d`, `8w`, `12m`, `8q`, `5y`, or `all` of the series.
struct BaselineSpan {
  std::size_t count = 0;  // 0: all
  time::PeriodKind unit = time::PeriodKind::kDay;
};
// kUsage on anything else.
[[nodiscard]] Status parse_into(std::string_view text, BaselineSpan& out);

struct TrendOptions {
  stats::Method method = stats::Method::kKleinberg;
  std::optional<BaselineSpan> baseline{};  // default: Kleinberg all, Poisson some weeks
  Season season = Season::kNone;
  std::uint64_t least_count = 0;
  std::optional<double> least_score{};  // default 6
  std::optional<double> rise{};         // default: Kleinberg 2, Poisson 1.5
  std::optional<double> gamma{};        // Kleinberg, default 1
  std::optional<Share> fdr{};           // above 0, below 1
  bool series = false;
};

// kUsage where a number is out of its range, or options do not go with each other.
[[nodiscard]] Status check(const TrendOptions& options);

// The baseline as it was given, or as it is for periods of that kind: `28d`, `all`.
[[nodiscard]] std::string baseline_text(const TrendOptions& options, time::PeriodKind kind);

// Of checked options. kUsage where they do not go with periods of that kind.
[[nodiscard]] Result<stats::FinderOptions> finder_options(const TrendOptions& options,
                                                          time::PeriodKind kind);

}  // namespace nd::compare
