// ndyoy - compare each period with the same one a year before.
//
// Belongs here: ndyoy's options and how they configure compare::run_compare.
#include <string>
#include <string_view>
#include <vector>

#include "cli/tool.h"
#include "compare/compare_request.h"
#include "yoy_examples.h"
#include "yoy_lag.h"
#include "yoy_page.h"

namespace {

namespace cli = nd::cli;

using Options = nd::compare::CompareRequest;

constexpr std::string_view kDescription =
    R"(Reads records that hold values of periods, such as plays by day, and writes how each value changed against the same period a year before. A period is text: `2024`, `2024-Q3`, `2024-07`, `2024-W31` or `2024-07-31`; a year may be a number. All are of the same kind. Two records of one group and period, two kinds of period, and partial records among others end the run with status 3, even with --rejects: which of them to use would be a guess. A value that is not a number is a bad record. Null and missing values count as no data. Partial records of ndgroup(1) are read too, see below. There is one record for each group, period and value, sorted by the group's keys, then by period, then in the order of -v. Keys keep their place (`-g repo.name` is {"repo":{"name":…}}), and `metric` is the path of the value. `cur` and `prev` are the value of the period and of the earlier one, `delta` is cur - prev and `pct` the change as a share (0.124 is +12.4 %). All are exact and rounded once. They may be larger than any double (`1e628`), which many programs cannot read. Periods of the data's first year are `new`; --from leaves them out.

A value of -v is a field, an expression with a name (`NAME=EXPR`), or the quotient of two fields, `rate=likes/plays`. The quotient is that of the two sums over the period, so --by needs no --sum for it, and a record in which either is null is no data of it. Parentheses around the whole quotient change nothing; in any other expression a division is made record by record, and its result is a plain number.

Basis `daily` is the sum divided by the days with data, so that months and leap years compare; a record by month stands for all its days. `total` is the sum. Choose it for every plain number that is not an amount per day: distinct users, a mean, a share worked out before; the default divides these by days too. `matched` is `daily` over only those periods of the records that have data on both sides; it has nothing to do with --matched. A quotient, and what partial records hold beside counts and sums, is no amount that days could share: it is that of all days of a side together, whatever the default, and the `basis` of its record is `total` (or `matched`); --basis daily is refused with it. Without --basis one line on standard error names the plain values of records longer than a day that have a fraction somewhere, or are computed by a division, since these are unlikely to be amounts. A group's absent days are missing, not zero: a day on which nothing happened needs a record with 0.

`days_cur` and `days_prev` are the days with data, `expected_cur` and `expected_prev` those of the calendar. `state` is the first of these that is true:

  suppressed  a record has "suppressed":true and null (ndgroup --min-group)
  new, gone   no data in the earlier period, in the later one (or a
              quotient with base 0 there)
  partial     data on less than --min-coverage of a side's days, or no
              data on either side
  small-base  prev is 0 or less (allowed with --points), or below --min-base
  ok          pct is given

A suppressed side is null. `matched` is not checked for coverage unless --min-coverage is given. Periods are looked for, and may be `gone`, up to --to, or without it up to the last period of the data. A period is there if a record of it is, or of the one that it is compared with; so with --moving a day without a record has none in the answer, although the N days that end with it may have some. `ndgroup --fill day` gives it one: of null, it stays a day without data. With --by, values are added up only if named in --sum. For what cannot be added up, such as distinct users, give partial records. Days go into every period, months into quarters and years, weeks into nothing else.

With --points values are shares from 0 to 1: several records are combined by their mean, without --sum, and pct is the same as delta, so that 0.01 is one percentage point; no base is needed, so an earlier 0 is `ok`. Its records have "unit":"points" behind pct. What is not from -1 to 1 is a data error; of the states of partial records only ratio, share, ci and mean can be shares.

--from and --to are periods of any kind, and the later side has their days. Which days the earlier side has depends on how they are written. A period longer than a day is compared with the whole of the earlier one: with --lag 1m, `--from 2024-02 --to 2024-02` compares 29 days with the 31 of January, and with --by year `--to 2025-02` reaches to 29 February 2024. A date cuts both sides at the same date: `--to 2024-02-29` with --lag 1m ends at 29 January. A date that does not exist on the earlier side is moved inwards. Where --from or --to would cut a compared period, such as a week at the end of a month, it counts as a date; within a week its partner is the same day of the week. Records of longer periods are never cut, on either side; an end within one is refused, and so is a date whose partner lies within one (with --lag 1m, 29 February against records by month).

29 February has no partner in most years: by day it is `new`; `matched` leaves it out; all other sums include it. --feb29 `fold` makes it a part of 28 February, which then has two days (not with weeks, nor --lag 1w or 1d); `drop` leaves it out on whichever side it lies, and --moving then goes one day further back, so that all means are of the same number of days. Week 53 is `new` where the year before has 52, and nothing stands against it in the year after. --align `weekday` takes the days 364 days before those of the later side, which are the same days of the week; with --by year one day may be on both sides.)";

std::vector<cli::Option> options_of(Options& to) {
  auto& compare = to.options;
  auto& pairing = compare.pairing;
  std::vector<cli::Option> all = {
      {"-t, --time", "FIELD", "the field with the period.", cli::value(to.time)},
      {"-v, --value", "VALUE,…", "compare these fields.", cli::list(to.values)},
      {"-g, --group", "KEY,…", "compare within each group.", cli::list(to.groups)},
      {"--by", "UNIT", "compare periods of this kind.",
       cli::choice(pairing.by, nd::compare::period_words()), "that of the records"},
      {"--sum", "FIELD,…", "add these values up over periods.", cli::list(compare.sums)},
      {"--from", "PERIOD", "compare from this period on.", cli::value(pairing.from)},
      {"--to", "PERIOD", "compare up to and with this period.", cli::value(pairing.to)},
      {"--basis", "BASIS", "compare means per day, totals, or means per day over matched days.",
       cli::choice(compare.basis, nd::compare::basis_words()), "daily"},
      {"--min-coverage", "SHARE", "call it partial if fewer days have data: 0.8 or 80%.",
       cli::value(compare.least_coverage), "0.9"},
      {"--matched", "", "leave out records that are new or gone (not --basis matched).",
       cli::flag(compare.both_sides_only)},
      {"--min-base", "N", "give no pct where prev, as it is written, is below N.",
       cli::value(compare.least_base)},
      {"--points", "", "take values as shares: pct is cur - prev (0.01 is one point).",
       cli::flag(compare.points)},
      {"--feb29", "RULE", "let 29 February be a day, a part of the 28th, or nothing.",
       cli::choice(pairing.leap_day, nd::compare::leap_day_words()), "own"},
      {"--align", "HOW", "compare the same dates, or days 364 days apart.",
       cli::choice(pairing.align, nd::compare::align_words()), "date"},
      {"--lag", "LAG", "compare with a year, quarter, month, week or day before.",
       nd::tools::yoy::lag_of(pairing.lag), "1y"},
      {"--only", "GROUPING", "use this one of several groupings of partials.",
       cli::value(compare.only)},
      {"--mix", "SEGMENT", "split the change of a ratio by this key of -g.",
       cli::value(compare.mix)},
      {"--by-segment", "", "with --mix, one more record for each segment.",
       cli::flag(compare.by_segment)},
      {.flags = "--breaks",
       .value = "FILE",
       .help = "refuse to compare across the changes of definition in FILE.",
       .binding = cli::value(to.breaks),
       .completion = cli::Completion::kFile},
      {"--across-breaks", "", "compare across them, and name them in the record.",
       cli::flag(compare.across_breaks)},
      {"--moving", "Nd", "for each day compare the N days that end with it, such as 7d.",
       cli::value(pairing.moving)},
      {"-q, --quiet", "", "say nothing on standard error but errors.", cli::flag(to.quiet)}};
  all[0].required = all[1].required = true;
  return all;
}

cli::Command describe(Options& options) {
  cli::Command command{"ndyoy", "compare each period with the one a year before",
                       std::string(kDescription)};
  command.options = options_of(options);
  command.common = cli::Common::kRecords | cli::Common::kExpression;
  command.glossaries = nd::tools::yoy::glossaries();
  command.examples = nd::tools::yoy::examples();
  command.memory =
      "proportional to the records of the input, about 150 bytes each; of partial records, to "
      "their states. What is written waits until all of it is made, beyond 128 MiB on disk";
  command.see_also = {"ndgroup(1)", "ndmerge(1)", "ndpartial(5)"};
  return command;
}

nd::Status run(const Options& options, nd::io::Streams& streams) {
  return nd::compare::run_compare(options, streams);
}

}  // namespace

int main(int argc, char** argv) {
  return nd::cli::run_tool(argc, argv, describe, run);
}
