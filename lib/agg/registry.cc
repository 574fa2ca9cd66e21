#include "agg/registry.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "agg/families.h"
#include "base/ascii.h"
#include "base/nearest_name.h"
#include "base/wording.h"

namespace nd::agg {
namespace {

constexpr std::string_view kNumbers = R"([{"x":3},{"x":1},{"x":null},{"x":2.5},{},{"x":1}])";
constexpr std::string_view kPairs =
    R"([{"x":"b","t":2},{"x":"c","t":1},{"x":"a","t":1},{"x":"d","t":null},{"x":"e","t":3}])";

constexpr auto kAggregates = std::to_array<Aggregate>({
    {.name = "count",
     .signature = "count, count(COND)",
     .help = "The number of records, or of those for which COND is neither false nor null.",
     .example = {"count(.x > 1)", kNumbers, "2"},
     .form = Form::kCount,
     .counts = true,
     .functions = &kCountFunctions},
    {.name = "sum",
     .signature = "sum(X)",
     .help = "The exact sum: an integer if it is one below 1e38, else the nearest double; beyond "
             "the doubles all its digits.",
     .example = {"sum(.x)", kNumbers, "7.5"},
     .domain = Domain::kNumbers,
     .counts = true,
     .functions = &kSumFunctions},
    {.name = "mean",
     .signature = "mean(X)",
     .help = "The exact sum divided once.",
     .example = {"mean(.x)", kNumbers, "1.875"},
     .domain = Domain::kNumbers,
     .functions = &kMeanFunctions},
    {.name = "min",
     .signature = "min(X)",
     .help = "The smallest value, by the order of values.",
     .example = {"min(.x)", kNumbers, "1"},
     .functions = &kMinFunctions},
    {.name = "max",
     .signature = "max(X)",
     .help = "The largest value, by the order of values.",
     .example = {"max(.x)", kNumbers, "3"},
     .functions = &kMaxFunctions},
    {.name = "var",
     .signature = "var(X)",
     .help = "The variance of a sample (n - 1), from exact sums; null for fewer than two numbers.",
     .example = {"var(.x)", R"([{"x":2},{"x":4},{"x":4},{"x":6}])", "2.6666666666666665"},
     .domain = Domain::kNumbers,
     .functions = &kVarianceFunctions},
    {.name = "stddev",
     .signature = "stddev(X)",
     .help = "The square root of var(X).",
     .example = {"stddev(.x)", R"([{"x":1},{"x":3},{"x":5}])", "2"},
     .domain = Domain::kNumbers,
     .functions = &kDeviationFunctions},
    {.name = "distinct",
     .signature = "distinct(X)",
     .help = "How many different values there are, exactly.",
     .example = {"distinct(.x)", kNumbers, "3"},
     .counts = true,
     .functions = &kDistinctFunctions},
    {.name = "adistinct",
     .signature = "adistinct(X)",
     .help = "How many different values there are, by HyperLogLog in at most 16 KiB: standard "
             "error 0.81 %.",
     .example = {"adistinct(.x)", kNumbers, "3"},
     .counts = true,
     .functions = &kApproximateDistinctFunctions},
    {.name = "quantile",
     .signature = "quantile(X; p)",
     .help = "The exact quantile, p from 0 to 1, with linear interpolation (type 7).",
     .example = {"quantile(.x; 0.9)", kNumbers, "2.85"},
     .form = Form::kValueParameter,
     .domain = Domain::kNumbers,
     .parameter = "p",
     .check_parameter = check_probability,
     .functions = &kQuantileFunctions},
    {.name = "median",
     .signature = "median(X)",
     .help = "quantile(X; 0.5).",
     .example = {"median(.x)", kNumbers, "1.75"},
     .domain = Domain::kNumbers,
     .functions = &kMedianFunctions},
    {.name = "aquantile",
     .signature = "aquantile(X; p)",
     .help = "The quantile by a sketch of constant size: within 1 % of the exact one.",
     .example = {"aquantile(.x; 0)", R"([{"x":0},{"x":8}])", "0"},
     .form = Form::kValueParameter,
     .domain = Domain::kNumbers,
     .parameter = "p",
     .check_parameter = check_probability,
     .functions = &kApproximateQuantileFunctions},
    {.name = "ratio",
     .signature = "ratio(AGG; AGG)",
     .help = "The quotient of two aggregates, divided once; null when the base is 0.",
     .example = {"ratio(sum(.x); count)", kNumbers, "1.25"},
     .form = Form::kRatio},
    {.name = "share",
     .signature = "share(COND)",
     .help = "count(COND) over count.",
     .example = {"share(.x == 1)", R"([{"x":1},{"x":2},{"x":1},{}])", "0.5"},
     .form = Form::kShare},
    {.name = "ci",
     .signature = "ci(AGG), ci(AGG; LEVEL)",
     .help = "A proportion with its interval, {value, n, low, high}: AGG is share(COND) or "
             "ratio(count(A); count(B)) where every A is a B, n is the base, and low and high are "
             "Wilson's at LEVEL, 0.95 if it is not given.",
     .example = {"ci(share(.x == 1))", R"([{"x":1},{"x":2},{"x":1},{}])",
                 R"({"value":0.5,"n":4,"low":0.150038989152,"high":0.849961010848})"},
     .form = Form::kInterval,
     .parameter = "level",
     .check_parameter = check_level},
    {.name = "first",
     .signature = "first(X; BY)",
     .help = "X of the record where BY is smallest; of several the smallest X.",
     .example = {"first(.x; .t)", kPairs, "\"a\""},
     .form = Form::kPair,
     .functions = &kFirstFunctions},
    {.name = "last",
     .signature = "last(X; BY)",
     .help = "X of the record where BY is largest; of several the smallest X.",
     .example = {"last(.x; .t)", kPairs, "\"e\""},
     .form = Form::kPair,
     .functions = &kLastFunctions},
    {.name = "argmin",
     .signature = "argmin(X; Y)",
     .help = "The same as first(X; Y).",
     .example = {"argmin(.x; .t)", kPairs, "\"a\""},
     .form = Form::kPair,
     .functions = &kFirstFunctions},
    {.name = "argmax",
     .signature = "argmax(X; Y)",
     .help = "The same as last(X; Y).",
     .example = {"argmax(.x; .t)", kPairs, "\"e\""},
     .form = Form::kPair,
     .functions = &kLastFunctions},
    {.name = "mode",
     .signature = "mode(X)",
     .help = "The commonest value; of several the smallest.",
     .example = {"mode(.x)", kNumbers, "1"},
     .functions = &kModeFunctions},
    {.name = "hist",
     .signature = "hist(X; W)",
     .help = "[[low,count],...]: how many numbers lie in [low, low + W), for multiples of W.",
     .example = {"hist(.x; 2)", kNumbers, "[[0,2],[2,2]]"},
     .form = Form::kValueParameter,
     .domain = Domain::kNumbers,
     .parameter = "w",
     .check_parameter = check_width,
     .functions = &kHistogramFunctions},
    {.name = "list",
     .signature = "list(X)",
     .help = "All values in order, with repeats.",
     .example = {"list(.x)", kNumbers, "[1,1,2.5,3]"},
     .functions = &kListFunctions},
    {.name = "set",
     .signature = "set(X)",
     .help = "The different values in order.",
     .example = {"set(.x)", kNumbers, "[1,2.5,3]"},
     .functions = &kSetFunctions},
});

// "quantile(X; 0.95)" for p95, perc95, pct95; empty for any other name.
std::string as_percentile(std::string_view name) {
  if (name == "q1" || name == "q2" || name == "q3")
    return name == "q1" ? "quantile(X; 0.25)" : name == "q2" ? "median(X)" : "quantile(X; 0.75)";
  for (const std::string_view prefix : {"percentile", "perc", "pct", "p"}) {
    if (!name.starts_with(prefix)) continue;
    name.remove_prefix(prefix.size());
    if (name.starts_with('_')) name.remove_prefix(1);
    if (!is_digits(name) || name.size() > 4 || name.starts_with('0') || name == "1000") return {};
    // Two digits are the percentage; what follows are its decimals, as in p999.
    return name == "100"      ? "max(X)"
           : name.size() == 1 ? "quantile(X; 0.0" + std::string(name) + ")"
                              : "quantile(X; 0." + std::string(name) + ")";
  }
  return {};
}

// What other tools call it.
constexpr std::pair<std::string_view, std::string_view> kOtherNames[] = {
    {"avg", "mean"},
    {"average", "mean"},
    {"count_distinct", "distinct"},
    {"nunique", "distinct"},
    {"uniq", "distinct"},
    {"std", "stddev"},
    {"variance", "var"},
    {"percentile", "quantile"},
    {"total", "sum"},
    {"collect", "list"},
    {"array_agg", "list"},
    {"any", "first"},
    {"histogram", "hist"},
    {"stdev", "stddev"},
    {"sd", "stddev"},
    {"countDistinct", "distinct"},
    {"distinct_count", "distinct"},
    {"unique", "distinct"},
    {"n_distinct", "distinct"},
    {"approx_count_distinct", "adistinct"},
    {"max_by", "argmax"},
    {"min_by", "argmin"},
    {"minimum", "min"},
    {"maximum", "max"},
    {"percentile_cont", "quantile"},
    {"group_concat", "list"},
    {"string_agg", "list"},
    {"top", "mode"},
    {"len", "count"},
    {"size", "count"}};

}  // namespace

std::span<const Aggregate> aggregates() {
  return kAggregates;
}

const Aggregate* find_aggregate(std::string_view name) {
  for (const Aggregate& aggregate : kAggregates) {
    if (aggregate.name == name) return &aggregate;
  }
  return nullptr;
}

Error no_such_aggregate(std::string_view name) {
  std::string_view near;
  if (const std::string instead = as_percentile(name); !instead.empty()) {
    return {ErrorKind::kUsage, "no such aggregate " + in_quotes(name) + "; write " + instead,
            Error::kNoOffset};
  }
  for (const auto& [other, ours] : kOtherNames) {
    if (other == name) near = ours;
  }
  if (near.empty()) {
    NearestName nearest(2);
    for (const Aggregate& aggregate : kAggregates) {
      const std::size_t edits = edit_distance(name, aggregate.name);
      if (edits < aggregate.name.size()) nearest.offer(aggregate.name, edits);
    }
    near = nearest.name();
  }
  std::string message = fmt::format("no such aggregate {}", in_quotes(name, 80));
  if (!near.empty()) message += fmt::format("; did you mean {}?", in_quotes(near));
  return {ErrorKind::kUsage, std::move(message), Error::kNoOffset};
}

}  // namespace nd::agg
