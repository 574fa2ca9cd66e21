// The options of ndgroup that say what is aggregated, and those of ndgroup and ndmerge that say
// which final records are written.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/nesting.h"
#include "cli/command.h"
#include "group/group_writer.h"
#include "group/grouping.h"
#include "group/period_fill.h"
#include "selection_options.h"

namespace nd::tools {

// -g, -a, -w and --grouping: each says something about the last of the groupings.
inline std::vector<cli::Option> grouping_options(std::vector<group::GroupingSpec>& groupings) {
  const auto repeated = [](auto set) {
    return cli::Binding{.values = 1, .repeatable = true, .set = std::move(set)};
  };
  return {{.flags = "-g, --group",
           .value = "KEY,…",
           .help = "group by these keys.",
           .binding = repeated([&groupings](cli::Typed words) -> Status {
             const auto items = ND_TRY(split_list(words[0]));
             auto& keys = groupings.back().keys;
             keys.insert(keys.end(), items.begin(), items.end());
             return {};
           }),
           .names_fields = true},
          {.flags = "-a, --aggregate",
           .value = "[NAME=]AGG,…",
           .help = "calculate AGG for each group; the aggregates are listed above.",
           .binding = repeated([&groupings](cli::Typed words) -> Status {
             const auto items = ND_TRY(split_list(words[0]));
             auto& aggregates = groupings.back().aggregates;
             aggregates.insert(aggregates.end(), items.begin(), items.end());
             return {};
           })},
          where_option([&groupings]() -> std::string& { return groupings.back().where; }),
          {.flags = "--grouping",
           .value = "NAME",
           .help = "start another grouping with its own -w, -g and -a.",
           .binding = repeated([&groupings](cli::Typed words) {
             return group::start_grouping(groupings, words[0]);
           })}};
}

// NOLINTNEXTLINE(readability-function-size): a list
inline std::vector<cli::Option> final_options(group::FinalOptions& final) {
  const auto bound = [](auto& out) {
    return cli::Binding{
        .values = 1, .set = [&out](cli::Typed words) { return group::parse_bound(words[0], out); }};
  };
  return {
      {.flags = "--having",
       .value = "EXPR",
       .help = "write only results for which EXPR is true.",
       .binding = cli::value(final.having)},
      {.flags = "--total",
       .help = "write one more record, `{\"$total\":true,...}`, over everything.",
       .binding = cli::flag(final.total)},
      {.flags = "--min-group",
       .value = "N:NAME",
       .help =
           "hide groups with fewer than N people, as the aggregate NAME counts them. Their results "
           "are null, with "
           "\"suppressed\":true; `N:NAME:drop` leaves them out. With --total further groups are "
           "hidden, the smallest "
           "first, until at least two are hidden that together hold N, else the total is. Where a "
           "key is of several values groups overlap, and the total is always hidden: it would tell "
           "what is in a hidden group, in both of two, or in none. What a group less one that lies "
           "within it tells is the analyst's to judge. The promise is for one output with its "
           "total: "
           "what several outputs tell together is the analyst's too.",
       .binding = {.values = 1,
                   .set =
                       [&final](cli::Typed words) {
                         return parse_into(words[0], final.min_group.emplace());
                       }}},
      {.flags = "--fill",
       .value = "PERIOD[:KEY]",
       .help =
           "add records for the periods without records, between the first and the last, with "
           "what the aggregates give for no values: 0 for counts, null for the rest. ndyoy and "
           "ndtrend take null for a missing value; where it should be 0, "
           "`ndmap --set n=.n//0`. PERIOD is hour, day, week, month, quarter or year; "
           "the key is the one that holds such periods in all groups, or KEY. A year is a text or "
           "a number, the same in all groups. An hour is a number "
           "from 0 to 23, all of which appear, or a text "
           "like 2024-07-31T20 or 2024-07-31T20:00:00Z (or another offset, one for all), by the "
           "clock, "
           "24 a day. strftime writes "
           "UTC: for local hours group by `day` and `hour`, which keep to `--tz`, as the last "
           "example of ndgroup(1) does. Each day that has records gets its 24 hours.",
       .binding = {.values = 1,
                   .set = [&final](cli::Typed words) { return parse_into(words[0], final.fill); }}},
      {.flags = "--from",
       .value = "PERIOD",
       .help = "with --fill, begin at the first day of PERIOD (with hours, its first hour) at the "
               "latest; earlier records stay.",
       .binding = bound(final.fill.from)},
      {.flags = "--to",
       .value = "PERIOD",
       .help = "with --fill, end at the last day of PERIOD (with hours, its last hour) at the "
               "earliest; later records stay.",
       .binding = bound(final.fill.to)},
      {.flags = "--keyed",
       .help = "put the key, a canonical JSON array, and a tab before each record.",
       .binding = cli::flag(final.keyed)}};
}

}  // namespace nd::tools
