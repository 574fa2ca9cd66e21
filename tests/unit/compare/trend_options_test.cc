#include "compare/trend_options.h"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

namespace nd::compare {
namespace {

using time::PeriodKind;

TEST_SUITE_BEGIN("compare/trend_options");

// How many bins a baseline has, or the error.
std::string bins(std::string_view text, PeriodKind kind) {
  TrendOptions options;
  BaselineSpan span;
  if (const Status status = parse_into(text, span); !status) return status.error().message;
  options.baseline = span;
  const auto made = finder_options(options, kind);
  return made ? std::to_string(made->baseline.bins) : std::string(made.error().message);
}

TEST_CASE("a baseline is a number of bins, whatever its unit") {
  CHECK(bins("28d", PeriodKind::kDay) == "28");
  CHECK(bins("4w", PeriodKind::kDay) == "28");
  CHECK(bins("28d", PeriodKind::kWeek) == "4");
  CHECK(bins("2q", PeriodKind::kMonth) == "6");
  CHECK(bins("2y", PeriodKind::kQuarter) == "8");
  CHECK(bins("all", PeriodKind::kDay) == "0");
}

TEST_CASE("one that is no number of bins says what would be") {
  CHECK(bins("28d", PeriodKind::kMonth) ==
        "--baseline is no number of months, which the records' periods are: say 12m");
  CHECK(bins("1y", PeriodKind::kDay) ==
        "--baseline is no number of days, which the records' periods are: say 28d");
  CHECK(bins("28", PeriodKind::kDay) ==
        "'28' is neither a span like 28d, 8w, 12m, 8q, 5y nor all; did you mean '28d'?");
  CHECK(bins("0d", PeriodKind::kDay) == "'0d' is neither a span like 28d, 8w, 12m, 8q, 5y nor all");
  CHECK(bins("", PeriodKind::kDay) == "'' is neither a span like 28d, 8w, 12m, 8q, 5y nor all");
}

TEST_CASE("what the methods take where nothing is said") {
  const auto kleinberg = finder_options({}, PeriodKind::kDay);
  CHECK(kleinberg->baseline.bins == 0);
  CHECK(kleinberg->baseline.floor == 0);
  CHECK(kleinberg->rise == 2);
  const auto poisson = finder_options({.method = stats::Method::kPoisson}, PeriodKind::kMonth);
  CHECK(poisson->baseline.bins == 12);
  CHECK(poisson->baseline.floor == 0.5);
  CHECK(poisson->rise == 1.5);
  CHECK(poisson->least_score == 6);
}

TEST_CASE("numbers out of their range, and what does not go together") {
  CHECK(!check({.fdr = Share{0.0}}).has_value());
  CHECK(!check({.fdr = Share{1.0}}).has_value());
  CHECK(!check({.rise = 1.0}).has_value());
  CHECK(check({.method = stats::Method::kPoisson, .rise = 1.0}).has_value());
  CHECK(!check({.method = stats::Method::kPoisson, .gamma = 1.0}).has_value());
  CHECK(!check({.least_score = -1.0}).has_value());
  CHECK(!finder_options({.season = Season::kWeek}, PeriodKind::kMonth).has_value());
}

TEST_CASE("a baseline is shown as it was given, or as it is for the periods") {
  CHECK(baseline_text({}, time::PeriodKind::kDay) == "all");
  TrendOptions options{.method = stats::Method::kPoisson};
  CHECK(baseline_text(options, time::PeriodKind::kWeek) == "8w");
  options.baseline = BaselineSpan{3, time::PeriodKind::kQuarter};
  CHECK(baseline_text(options, time::PeriodKind::kMonth) == "3q");
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::compare
