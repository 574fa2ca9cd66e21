// ndyoy - compare each period with the same one a year before.
//
// Belongs here: ndyoy's options and how they configure compare::run_compare.
#include <string>
#include <string_view>
#include <vector>

#include "cli/tool.h"
#include "compare/compare_request.h"
#include "yoy_page.h"

namespace {

namespace cli = nd::cli;

using Options = nd::compare::CompareRequest;

constexpr std::string_view kDescription =
    R"(Reads records that hold values of periods, such as plays by day, and writes how each value changed against the same period a year before. A period is text: `2024`, `2024-Q3`, `2024-07`, `2024-W31` or `2024-07-31`, the same kind in all records. Two records of one group and period are a data error, and so is a value that is no number. Null and missing are no data. Partial records of ndgroup(1) are read too, see below. There is one record for each group, period and value, sorted by the group's keys, then by period, then in the order of -v. Keys keep their place (`-g repo.name` is {"repo":{"name":…}}), and `metric` is the path of the value. `cur` and `prev` are the value of the period and of the earlier one, `delta` is their difference and `pct` the change as a share (0.124 is +12.4 %). All are exact and rounded once. Periods of the data's first year are `new`; --from leaves them out.

A value of -v is a field, an expression with a name (`NAME=EXPR`), or the quotient of two fields, `rate=likes/plays`. The quotient is that of the two sums over the period, so --by needs no --sum for it, and a record in which either is null is no data of it.

Basis `daily` is the sum divided by the days with data, so that months and leap years compare; a record by month stands for all its days. `total` is the sum: choose it for what is no amount by day, such as a number of creators, or a mean, given as a plain number. `matched` is daily over those of the records' periods that have data on both sides. A quotient, and what partial records hold beside counts and sums, is no amount that days could share: it is that of all days of a side together, whatever the default, and the `basis` of its record is `total` (or `matched`); --basis daily is refused with it. A group's absent days are missing, not zero: a day on which nothing happened needs a record with 0.

`days_cur` and `days_prev` are the days with data, `expected_cur` and `expected_prev` those of the calendar. `state` is the first of these that is true:

  suppressed  a record has "suppressed":true and null (ndgroup --min-group)
  new, gone   no data in the earlier, in the later period, or a quotient over 0
  partial     data on less than --min-coverage of a side's days, or on none of both
  small-base  prev is not above 0 (shares of --points may be), or below --min-base
  ok          pct is given

A suppressed side is null. Coverage is not asked of `matched` unless --min-coverage is given. A period can be `gone` up to --to, without it up to the last one of the data. With --by, values are added up only if named in --sum. For what cannot be added up, such as distinct users, give partial records. With --points values are shares: they are put together by the mean of the records, and pct is delta; a difference in points needs no base, so an earlier 0 is `ok`. Days go into every period, months into quarters and years, weeks into nothing else.

--from and --to are periods of any kind, and the later side has their days. What the earlier side has depends on how they are given. Against a longer period stands the whole of the one before: with --lag 1m, `--from 2024-02 --to 2024-02` compares 29 days with the 31 of January, and with --by year `--to 2025-02` reaches to 29 February 2024. A date cuts both sides at the same date: `--to 2024-02-29` with --lag 1m ends at 29 January. A date that has no partner gives way inwards. Where periods would be cut that are compared, such as weeks by a month, the end counts as a date; within a week the date is the same day of the week. Records of longer periods are never cut, on either side; an end within one is refused, and so is a date whose partner lies within one (with --lag 1m, 29 February against records by month).

29 February has no partner in most years: by day it is `new`, `matched` leaves it out, other sums have it. --feb29 `fold` makes it a part of 28 February, which then has two days (not with weeks, nor --lag 1w or 1d); `drop` leaves it out on whichever side it lies. Week 53 is `new` where the year before has 52, and nothing stands against it in the year after. --align `weekday` takes the days 364 days before those of the later side, which are the same days of the week.)";

std::vector<cli::Option> options_of(Options& to) {
  auto& compare = to.options;
  auto& pairing = compare.pairing;
  std::vector<cli::Option> all = {
      {"-t, --time", "PERIOD", "the field with the period.", cli::value(to.time)},
      {"-v, --values", "VALUE,…", "compare these fields.", cli::list(to.values)},
      {"-g, --group", "KEY,…", "compare within each group.", cli::list(to.groups)},
      {"--by", "PERIOD", "compare periods of this kind.",
       cli::choice(pairing.by, nd::compare::period_words()), "that of the records"},
      {"--sum", "FIELD,…", "add these values up over periods.", cli::list(compare.sums)},
      {"--from", "PERIOD", "compare from this period on.", cli::value(pairing.from)},
      {"--to", "PERIOD", "compare up to and with this period.", cli::value(pairing.to)},
      {"--basis", "BASIS", "compare means of a day, totals, or matched days.",
       cli::choice(compare.basis, nd::compare::basis_words()), "daily"},
      {"--min-coverage", "SHARE", "call it partial if fewer days have data.",
       cli::value(compare.least_coverage), "0.9"},
      {"--matched", "", "leave out what is new or gone.", cli::flag(compare.both_sides_only)},
      {"--min-base", "N", "give no pct of a prev below N.", cli::value(compare.least_base)},
      {"--points", "", "take values as shares: pct in points.", cli::flag(compare.points)},
      {"--feb29", "RULE", "let 29 February be a day, a part of the 28th, or nothing.",
       cli::choice(pairing.leap_day, nd::compare::leap_day_words()), "own"},
      {"--align", "HOW", "compare the same dates, or days 364 days apart.",
       cli::choice(pairing.align, nd::compare::align_words()), "date"},
      {"--lag", "LAG", "compare with a year, quarter, month, week or day before.",
       cli::choice(pairing.lag, nd::compare::lag_words()), "1y"},
      {"--only", "GROUPING", "of partials take this grouping.", cli::value(compare.only)},
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
      {"--moving", "Nd", "let a day stand for the N days up to it.", cli::value(pairing.moving)}};
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
      "their states";
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
