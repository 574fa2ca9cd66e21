// ndgroup - aggregate records by key fields.
//
// Belongs here: ndgroup's options and how they configure group::Group.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "agg/registry.h"
#include "cli/tool.h"
#include "group/group.h"
#include "group_examples.h"
#include "group_options.h"
#include "stream/run.h"

namespace {

namespace cli = nd::cli;

constexpr std::string_view kDescription =
    R"(Puts the records with equal keys into one group and writes one record for each group: the keys, then the aggregates. Without `-g` all records are one group; without `-a` the aggregate is `n=count`.

A KEY is a field (`city.tier`) or an expression with a name (`day=(.time_ms|ms|day)`). Keys and aggregates stand where their paths say: `-g repo.name` writes {"repo":{"name":…}}, as do the names left of `=`; `"a.b"=…` is one name with a dot. The arguments of an aggregate are expressions separated by `;`. An argument may give any number of values (`.tags[]`), each counts; null counts for nothing. An aggregate without a name is named after its text: `sum(.x)` is sum_x. Groups leave in the order of their keys, whatever the order of the records.

A KEY may give several values: with `topic=.topic_ids[]?` the record belongs to the group of each different one, once, and to none if there is none; it is used all the same. Of several such keys it belongs to all combinations; for pairs let one key give arrays: `(.x[]|[.id,.c])`. Groups then overlap, and their sum is more than there is: `--total` counts each record that passed `-w` once, those of no group too, and share(COND) is of the records of its group, each once. A key of which one value gives an error makes the record a bad one as a whole. Whether a key is of several values is told by the expression alone; what can give none counts as one (`.a?`, `first(.a[])`).

Each `--grouping NAME` starts another grouping with its own `-w`, `-g` and `-a`; all are made in one pass, and their records carry "grouping":NAME first.

With `--partial` each group leaves as a state that ndmerge(1) can merge with others, as ndpartial(5) tells: in parts over files, days or machines, the result is the same, byte for byte.)";

struct Options {
  std::vector<nd::group::GroupingSpec> groupings{1};
  nd::group::GroupOptions group;
};

std::vector<cli::Option> options_of(Options& options) {
  std::vector<cli::Option> all = nd::tools::grouping_options(options.groupings);
  all.push_back({.flags = "--partial",
                 .help = "write mergeable states instead of values.",
                 .binding = cli::flag(options.group.partial)});
  all.push_back(
      {.flags = "--source",
       .value = "LABEL",
       .help = "name what these partials stand for. ndmerge refuses to merge one label twice.",
       .binding = cli::value(options.group.source)});
  for (cli::Option& option : nd::tools::final_options(options.group.final)) {
    all.push_back(std::move(option));
  }
  return all;
}

cli::Glossary aggregates() {
  cli::Glossary glossary{
      "Aggregates", "AGG is one of these. Without values counts are 0 and the others null.", {}};
  for (const nd::agg::Aggregate& aggregate : nd::agg::aggregates()) {
    glossary.items.push_back({std::string(aggregate.signature), std::string(aggregate.help)});
  }
  return glossary;
}

cli::Command describe(Options& options) {
  return {
      .name = "ndgroup",
      .summary = "aggregate records by key fields",
      .description = std::string(kDescription),
      .options = options_of(options),
      .common = cli::Common::kRecords | cli::Common::kExpression | cli::Common::kJobs |
                cli::Common::kMemory,
      .glossaries = {aggregates()},
      .examples = nd::tools::group_examples(),
      .memory =
          "proportional to the number of groups (and of different values where an aggregate needs "
          "them), spilling "
          "to disk beyond `--mem`. With `--fill` and `--min-group` the records that are written "
          "are "
          "held in memory too; with `--having` and `ci` they wait, beyond an eighth of `--mem` on "
          "disk, until all of them are made",
      .see_also = {"ndmerge(1)", "ndtop(1)", "ndyoy(1)", "ndpartial(5)"}};
}

nd::Status run(const Options& options, nd::io::Streams& streams) {
  ND_TRY(nd::group::check(options.group));
  nd::json::Schema schema;
  streams.outcome.for_later = options.group.partial || !options.groupings[0].name.empty();
  auto group = ND_TRY(nd::group::Group::compile(options.groupings, options.group, schema, streams));
  return nd::stream::run(streams, schema, group);
}

}  // namespace

int main(int argc, char** argv) {
  return nd::cli::run_tool(argc, argv, describe, run);
}
