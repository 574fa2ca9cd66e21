// ndyoy - compare each period with the same one a year before.
//
// Belongs here: ndyoy's options and how they configure compare::ComparePeriods.
#include <string>
#include <string_view>
#include <vector>

#include "cli/tool.h"
#include "columns/key_columns.h"
#include "compare/compare_periods.h"
#include "expr/program.h"
#include "stream/run.h"

namespace {

namespace cli = nd::cli;

constexpr std::string_view kDescription =
    R"(Reads records that hold values of periods, such as plays by day, and writes how each value changed against the same period a year before. A period is text: `2024`, `2024-Q3`, `2024-07`, `2024-W31` or `2024-07-31`, the same kind in all records. Two records of one group and period are a data error, and so is a value that is no number. Null and missing are no data. There is one record for each group, period and value, sorted by the group's keys, then by period, then in the order of -v. Keys keep their place (`-g repo.name` is {"repo":{"name":…}}), and `metric` is the path of the value. `cur` and `prev` are the value of the period and of the earlier one, `delta` is their difference and `pct` the change as a share (0.124 is +12.4 %). All are exact and rounded once. Periods of the data's first year are `new`; --from leaves them out.

Basis `daily` is the sum divided by the days with data, so that months and leap years compare; a record by month stands for all its days. `total` is the sum: choose it for what is no amount by day, such as a number of creators, or a mean. `matched` is daily over those of the records' periods that have data on both sides. A group's absent days are missing, not zero: a day on which nothing happened needs a record with 0.

`days_cur` and `days_prev` are the days with data, `expected_cur` and `expected_prev` those of the calendar. `state` is the first of these that is true:

  suppressed  a record has "suppressed":true and null (ndgroup --min-group)
  new, gone   no data in the earlier, in the later period
  partial     data on less than --min-coverage of a side's days, or on none of both
  small-base  prev is not above 0 (shares of --points may be), or below --min-base
  ok          pct is given

A suppressed side is null. Coverage is not asked of `matched` unless --min-coverage is given. A period can be `gone` up to --to, without it up to the last one of the data. With --by, values are added up only if named in --sum. For what cannot be added up, such as distinct users, keep partial states and merge them with ndmerge first. With --points values are shares: they are put together by the mean of the records, and pct is delta; a difference in points needs no base, so an earlier 0 is `ok`. Days go into every period, months into quarters and years, weeks into nothing else.

--from and --to are periods of any kind, and the later side has their days. What the earlier side has depends on how they are given. Against a longer period stands the whole of the one before: with --lag 1m, `--from 2024-02 --to 2024-02` compares 29 days with the 31 of January, and with --by year `--to 2025-02` reaches to 29 February 2024. A date cuts both sides at the same date: `--to 2024-02-29` with --lag 1m ends at 29 January. A date that has no partner gives way inwards. Where periods would be cut that are compared, such as weeks by a month, the end counts as a date; within a week the date is the same day of the week. Records of longer periods are never cut, on either side; an end within one is refused, and so is a date whose partner lies within one (with --lag 1m, 29 February against records by month).

29 February has no partner in most years: by day it is `new`, `matched` leaves it out, other sums have it. --feb29 `fold` makes it a part of 28 February, which then has two days (not with weeks, nor --lag 1w or 1d); `drop` leaves it out on whichever side it lies. Week 53 is `new` where the year before has 52, and nothing stands against it in the year after. --align `weekday` takes the days 364 days before those of the later side, which are the same days of the week.)";

constexpr std::string_view kMonths =
    "{\"month\":\"2023-07\",\"plays\":7750}\n{\"month\":\"2024-07\",\"plays\":8711}\n";

struct Options {
  std::string time;
  std::vector<std::string> values;
  std::vector<std::string> groups;
  nd::compare::CompareOptions compare;
};

std::vector<cli::Option> options_of(Options& to) {
  auto& compare = to.compare;
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
      {"--moving", "Nd", "let a day stand for the N days up to it.", cli::value(pairing.moving)}};
  all[0].required = all[1].required = true;
  return all;
}

cli::Command describe(Options& options) {
  cli::Command command{"ndyoy", "compare each period with the one a year before",
                       std::string(kDescription)};
  command.options = options_of(options);
  command.common = cli::Common::kRecords | cli::Common::kExpression;
  command.examples = {
      {"Daily plays in July, against July of last year.",
       {{"months.ndjson", std::string(kMonths)}},
       "ndyoy -t month -v plays --from 2024-07 months.ndjson",
       R"({"period":"2024-07","metric":"plays","cur":281,"prev":250,"delta":31,"pct":0.124,"basis":"daily","days_cur":31,"days_prev":31,"expected_cur":31,"expected_prev":31,"state":"ok"}
)"},
      {"By year: one month is too little for a percentage.",
       {},
       "ndyoy -t month -v plays --by year --sum plays --matched months.ndjson",
       R"({"period":"2024","metric":"plays","cur":281,"prev":250,"delta":31,"pct":null,"basis":"daily","days_cur":31,"days_prev":31,"expected_cur":366,"expected_prev":365,"state":"partial"}
)"}};
  command.memory = "proportional to the records of the input, about 150 bytes each";
  command.see_also = {"ndmerge(1)", "ndgroup(1)"};
  return command;
}

nd::Status run(const Options& options, nd::io::Streams& streams) {
  nd::json::Schema schema;
  const auto columns = [&](const std::vector<std::string>& items) {
    return nd::columns::KeyColumns::compile(items, nd::columns::Marks::kNone, schema,
                                            streams.bindings);
  };
  auto time = ND_TRY(columns({options.time}));
  auto values = ND_TRY(columns(options.values));
  auto groups = ND_TRY(columns(options.groups));
  if (streams.bindings.strict) groups.watch_kinds();
  auto compare = ND_TRY(nd::compare::ComparePeriods::make(options.compare, std::move(time),
                                                          std::move(values), std::move(groups)));
  return nd::stream::run(streams, schema, compare);
}

}  // namespace

int main(int argc, char** argv) {
  return nd::cli::run_tool(argc, argv, describe, run);
}
