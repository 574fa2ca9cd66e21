// The options of ndgroup and ndmerge that say which final records are written.
#pragma once

#include <vector>

#include "cli/command.h"
#include "ops/group_writer.h"

namespace nd::tools {

inline std::vector<cli::Option> final_options(ops::FinalOptions& final) {
  return {{.flags = "--having", .value = "EXPR", .help = "write only results for which EXPR is true.",
           .binding = cli::value(final.having)},
          {.flags = "--total", .help = "write one more record, `{\"$total\":true,...}`, over everything.",
           .binding = cli::flag(final.total)},
          {.flags = "--min-group", .value = "N:NAME",
           .help = "hide groups with fewer than N people, as the aggregate NAME counts them. Their results are null, with "
                   "\"suppressed\":true; `N:NAME:drop` leaves them out. With --total further groups are hidden, the smallest "
                   "first, until at least two are hidden that together hold N, else the total is. The promise is for one "
                   "output with its total: what several outputs tell together is the analyst's to judge.",
           .binding = cli::call(1, [&final](cli::Words words) { return parse_into(words[0], final.min_group.emplace()); })},
          {.flags = "--fill", .value = "day|month",
           .help = "add records with nulls for the periods without records, between the first and the last. The period is the "
                   "first key that holds days (or months) in all groups.",
           .binding = cli::choice(final.fill, {{"day", ops::Fill::kDay}, {"month", ops::Fill::kMonth}})},
          {.flags = "--keyed", .help = "put the key, a canonical JSON array, and a tab before each record.",
           .binding = cli::flag(final.keyed)}};
}

}  // namespace nd::tools
