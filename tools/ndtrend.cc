// ndtrend - find bursts: what rose above its usual level, when and how far.
//
// Belongs here: ndtrend's options and how they configure compare::Trend.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/tool.h"
#include "columns/key_columns.h"
#include "compare/trend.h"
#include "stream/run.h"
#include "trend_command.h"

namespace {

namespace cli = nd::cli;
using Options = nd::tools::TrendArguments;

constexpr std::string_view kDescription =
    R"(Reads counts of groups by period, such as posts on each topic by day, and writes the bursts: stretches of periods in which a group had far more than is expected of it. A period is text, `2024`, `2024-Q3`, `2024-07`, `2024-W31` or `2024-07-31`, the same kind in all records; a year may be a number; hours and minutes are not supported. There is one record for each burst, sorted by the group's keys, then by time: the keys, `start` and `end` (its first and last period), `peak` and `peak_value` (the largest count, the first of several), `total` (the sum of its counts), `expected` (what the sum would have been) and `score`. With --series there is one for each group and period instead: `period`, `value`, `expected`, `score`, and whether it lies in a `burst`.

The score is -log10 of the probability of a total this large or larger where the mean is `expected`: 6 is one in a million. The distribution is Poisson's, which assumes that records are independent of each other. Records of people are not: use a score to rank and as a threshold, and do not publish it as a probability. It is rounded to hundredths, `expected` to six digits.

What is a burst. `kleinberg` compares the group's share of a period's total with its share of everything (--baseline: of the time before). Each period is in one of two states, in a burst if the share is better explained by twice the usual one (--rise). A change of state upwards has a price that grows with the number of periods (--gamma times its natural logarithm), so that single odd periods are no bursts, and quiet ones within a burst do not end it; of all ways to divide the time the cheapest is taken (Kleinberg 2002, the batched form with two states). As shares are compared, the growth of a platform is no burst, nor are its weekends. It suits looking back, over a year say, since it uses what came later. `poisson` compares each period's count with the mean of the time before, by default 28 days (8 weeks, 12 months, 8 quarters, 5 years); a burst is a run of periods that each score 6 or more (--score) and are at least 1.5 times what is expected (--rise). It expects at least half a record, so that a topic that starts from nothing can be found, but its first single record is no burst; with --baseline SPAN, kleinberg expects as much. poisson knows nothing of what comes later, needs no total, and a level that stays is normal after a while.

Totals. The total of a period is the sum over the groups that are read. Where these are only some of all groups, name the field that holds the total of all with --total; records of one period must agree on it. `poisson` uses counts alone, unless --total is given: then what is expected follows the total.

Gaps. A period in which no group has a record (with --total: no record at all) is missing, not zero: nothing is expected in it, no baseline counts it, and it ends a burst. A group without a record is zero in a period that others have. So if only a few groups are read, periods in which they merely had no records are taken for gaps. Write their zeros with `ndgroup -a n=count --fill day` or, with -g, read the totals of all periods as a further file without counts. A count that is null is missing for its group alone. With --series the periods between the first and the last that are missing have a record of nulls, so that a line drawn through the values breaks there.

A period with less than half of a baseline before it has no expectation and is never a burst: a log shorter than 14 days needs a shorter --baseline than 28d. A baseline of 28d is the last 28 days with data.

--season week finds how the days of the week differ for each group, from all its days but those with the highest and lowest tenth of rates, and expects that. --fdr SHARE is for many groups: it leaves out bursts until at most that share of the reported groups is expected to be there by chance (Benjamini and Hochberg). Each group with a count (with --min-count: with at least that many) is tested once, by its best score, corrected for the n (n + 1) / 2 stretches of its n periods that it was chosen from. Of 20,000 groups over 400 days of nothing but chance, 27 had a burst by score 6, and none by --score 0 --fdr 0.05.

What is found. The table is for daily Poisson counts over a year in which the platform doubles, with the default options. A topic has the count of the first column on a usual day. If it has at least this many times that count on each day of a burst, 95 % of bursts are found, and 95 % of those reported are true:

  a day    1 day   7 days  14 days    by poisson:  1 day  7 days  14 days
  0.1       256x      48x      24x                  192x     96x      96x
  1          32x       8x       6x                   24x     16x      16x
  10          8x       3x     2.5x                    6x      4x       4x
  100       2.5x       2x       2x                  2.5x    2.5x       2x

Below that bursts are missed, but false ones are still rare. Not promised: a rise of less than 1.5 times, which is never a burst for poisson and rarely for kleinberg; a group with half of the total or more, whose share cannot double; exact first and last days; with a baseline of the time before, a burst longer than it. What recurs on a scale that the data does not show (a yearly festival) is still reported.

Values are counts: whole numbers from 0 to 2^53. A fraction is a data error, since chance is not the same for 12 hours and 0.5 days. Two records of one group and period (put them together with ndgroup; partial states with ndmerge), two kinds of period and two totals of one period end the run with status 3, even with --rejects: which of them to use would be a guess.)";

cli::Command describe(Options& options) {
  cli::Command command{"ndtrend", "find bursts: what rose above its usual level, when and how far",
                       std::string(kDescription)};
  command.options = nd::tools::trend_options(options);
  command.common = cli::Common::kRecords | cli::Common::kExpression | cli::Common::kJobs;
  command.examples = nd::tools::trend_examples();
  command.memory = "proportional to the records of the input, 5 to 30 bytes each, and to groups";
  command.see_also = {"ndgroup(1)", "ndjoin(1)", "ndtop(1)"};
  return command;
}

nd::Status run(const Options& options, nd::io::Streams& streams) {
  nd::json::Schema schema;
  const auto columns = [&](const std::vector<std::string>& items) {
    return nd::columns::KeyColumns::compile(items, nd::columns::Marks::kNone, schema,
                                            streams.bindings);
  };
  nd::compare::TrendColumns read{ND_TRY(columns(options.time)), ND_TRY(columns(options.value)),
                                 ND_TRY(columns(options.groups)), ND_TRY(columns(options.total))};
  if (streams.bindings.strict) read.groups.watch_kinds();
  auto trend = ND_TRY(nd::compare::Trend::make(options.trend, std::move(read)));
  ND_TRY(nd::stream::run(streams, schema, trend));
  if (!options.quiet && streams.outcome.unmet.empty()) streams.outcome.note = trend.notes();
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  return nd::cli::run_tool(argc, argv, describe, run);
}
