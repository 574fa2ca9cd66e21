#include "compare/trend_options.h"

#include "base/number.h"
#include "base/wording.h"

namespace nd::compare {

using time::PeriodKind;

namespace {

// What is expected at the least where few bins say it.
constexpr double kFloor = 0.5;
// One chance in a million.
constexpr double kScore = 6;
constexpr double kPoissonRise = 1.5;

struct Unit {
  char letter;
  PeriodKind kind;
};
constexpr Unit kUnits[] = {{'d', PeriodKind::kDay},
                           {'w', PeriodKind::kWeek},
                           {'m', PeriodKind::kMonth},
                           {'q', PeriodKind::kQuarter},
                           {'y', PeriodKind::kYear}};

// What Poisson's baseline is where it is not given.
BaselineSpan default_span(PeriodKind kind) {
  switch (kind) {
    case PeriodKind::kDay:
      return {28, kind};
    case PeriodKind::kWeek:
    case PeriodKind::kQuarter:
      return {8, kind};
    case PeriodKind::kMonth:
      return {12, kind};
    case PeriodKind::kYear:
      break;
  }
  return {5, kind};
}

// How many periods of a kind are always one of the unit; 0 where that is no whole number.
std::size_t periods_in(PeriodKind unit, PeriodKind kind) {
  if (unit == kind) return 1;
  if (unit == PeriodKind::kWeek && kind == PeriodKind::kDay) return 7;
  if (unit == PeriodKind::kQuarter && kind == PeriodKind::kMonth) return 3;
  if (unit == PeriodKind::kYear && kind == PeriodKind::kMonth) return 12;
  if (unit == PeriodKind::kYear && kind == PeriodKind::kQuarter) return 4;
  return 0;
}

char letter_of(PeriodKind kind) {
  char letter = 0;
  for (const Unit& unit : kUnits) {
    if (unit.kind == kind) letter = unit.letter;
  }
  return letter;
}

BaselineSpan span_of(const TrendOptions& options, PeriodKind kind) {
  const bool is_poisson = options.method == stats::Method::kPoisson;
  return options.baseline.value_or(is_poisson ? default_span(kind) : BaselineSpan{});
}

Result<std::size_t> bins_of(const BaselineSpan& span, PeriodKind kind) {
  if (span.count == 0) return std::size_t{0};
  const std::size_t bins = span.count * periods_in(span.unit, kind);
  if (bins > 0) return bins;
  // Days as weeks.
  if (span.unit == PeriodKind::kDay && kind == PeriodKind::kWeek && span.count % 7 == 0)
    return span.count / 7;
  return usage_error("--baseline is no number of {}s, which the records' periods are: say {}{}",
                     time::name_of(kind), default_span(kind).count, letter_of(kind));
}

}  // namespace

Spellings<stats::Method> method_words() {
  return {{"kleinberg", stats::Method::kKleinberg}, {"poisson", stats::Method::kPoisson}};
}

Spellings<Season> season_words() {
  return {{"none", Season::kNone}, {"week", Season::kWeek}};
}

Status parse_into(std::string_view text, BaselineSpan& out) {
  if (text == "all") {
    out = {};
    return {};
  }
  constexpr std::uint64_t kMost = 100'000;
  const auto count = text.empty() ? std::nullopt : parse_uint64(text.substr(0, text.size() - 1));
  for (const Unit& unit : kUnits) {
    if (!count || *count == 0 || *count > kMost || text.back() != unit.letter) continue;
    out = {*count, unit.kind};
    return {};
  }
  const auto number = parse_uint64(text);
  const std::string meant =
      number && *number > 0 ? "; did you mean '" + std::string(text) + "d'?" : std::string();
  return usage_error("{} is neither a span like 28d, 8w, 12m, 8q, 5y nor all{}", in_quotes(text),
                     meant);
}

std::string baseline_text(const TrendOptions& options, PeriodKind kind) {
  const BaselineSpan span = span_of(options, kind);
  if (span.count == 0) return "all";
  return std::to_string(span.count) + letter_of(span.unit);
}

Status check(const TrendOptions& options) {
  if (options.fdr && !(options.fdr->of_one > 0 && options.fdr->of_one < 1))
    return usage_error("--fdr is a share between 0 and 1, such as 0.01 or 1%");
  const bool is_poisson = options.method == stats::Method::kPoisson;
  if (options.rise && !(is_poisson ? *options.rise >= 1 : *options.rise > 1))
    return usage_error("--rise is a number {}", is_poisson ? "from 1 on" : "above 1");
  if (options.gamma && !(*options.gamma >= 0)) return usage_error("--gamma is a number from 0 on");
  if (options.least_score && !(*options.least_score >= 0))
    return usage_error("--score is a number from 0 on");
  if (is_poisson && options.gamma) {
    return usage_error(
        "--gamma belongs to --method kleinberg; the threshold of poisson is --score");
  }
  return {};
}

Result<stats::FinderOptions> finder_options(const TrendOptions& options, PeriodKind kind) {
  if (options.season == Season::kWeek && kind != PeriodKind::kDay) {
    return usage_error("--season week needs records by day; the first one is of a {}",
                       time::name_of(kind));
  }
  const bool is_poisson = options.method == stats::Method::kPoisson;
  stats::FinderOptions made;
  made.method = options.method;
  made.rise = options.rise.value_or(is_poisson ? kPoissonRise : made.rise);
  made.gamma = options.gamma.value_or(made.gamma);
  made.least_score = options.least_score.value_or(kScore);
  made.least_total = static_cast<double>(options.least_count);
  made.baseline.bins = ND_TRY(bins_of(span_of(options, kind), kind));
  made.baseline.floor = is_poisson || made.baseline.bins > 0 ? kFloor : 0;
  return made;
}

}  // namespace nd::compare
