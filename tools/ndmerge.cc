// ndmerge - merge partial aggregates.
//
// Belongs here: ndmerge's options and how they configure group::MergePartials.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/nesting.h"
#include "cli/tool.h"
#include "group/merge_partials.h"
#include "group_options.h"
#include "stream/run.h"

namespace {

namespace cli = nd::cli;

constexpr std::string_view kDescription =
    R"(Merges the partial records that `ndgroup --partial` writes, of any number of runs in any order, and writes final values as ndgroup would have written them for all records at once, byte for byte. It needs no specification: partials describe themselves, ndpartial(5).

With `--partial` the result stays mergeable. With `-g` the groups are rolled up: to fewer keys, or to keys that are made of them (`month=(.day|month)`); `-g ''` makes one group of all.

A key of several values (ndgroup(1)) must stay one of `-g`, as it is or under another name (`t=topic`): a record would count several times in what its groups are rolled up to. A key of `-g` that is made of it is then one of several values too. Such partials carry the total's own states, which `--total` merges; it is refused where they do not come with the groups, as after `ndfilter '.topic == "a"'`.

Partials that were made with different specifications are refused, and so is a source label that is met twice: a day that is merged two times would count twice. With `--expect` a set in which a part is missing, doubled or cut, or was made of other bytes than it should, is refused by name.

A FILE without a source record is empty or was cut at its end, and is refused. On standard input and with `--keyed` one line on standard error says so. So it does where fewer groups have come than the source records count: they were filtered, or cut.)";

struct Options {
  nd::group::MergeOptions merge;
};

std::vector<cli::Option> options_of(Options& options) {
  nd::group::MergeOptions& merge = options.merge;
  std::vector<cli::Option> all = {
      {.flags = "-g, --regroup",
       .value = "KEY,…",
       .help = "roll up to these keys, made of the partials' own.",
       .binding = {.values = 1,
                   .repeatable = true,
                   .set = [&](cli::Typed words) -> nd::Status {
                     merge.to_one = words[0].empty();
                     if (merge.to_one) return {};
                     const auto items = ND_TRY(nd::split_list(words[0]));
                     merge.regroup.insert(merge.regroup.end(), items.begin(), items.end());
                     return {};
                   }},
       .names_fields = true},
      {.flags = "--partial",
       .help = "write mergeable states instead of values.",
       .binding = cli::flag(merge.partial)},
      {.flags = "--only",
       .value = "GROUPING,…",
       .help = "merge the partials of these groupings alone.",
       .binding = cli::list(merge.only)},
      {.flags = "--allow-repeats",
       .help = "accept a source label that is met twice.",
       .binding = cli::flag(merge.repeats, nd::group::Repeats::kAllow)},
      {.flags = "--expect",
       .value = "MANIFEST",
       .help =
           "refuse a set that is not whole. MANIFEST has one record for each source that must "
           "arrive: {\"label\",\"bytes\"}, "
           "its `--source` and the bytes of (decompressed) input that it stands for; or its label "
           "alone.",
       .binding = cli::value(merge.expect),
       .completion = cli::Completion::kFile},
      {.flags = "--expect-days",
       .value = "FIRST..LAST",
       .help = "the same, where the sources are the days from FIRST to LAST, both included.",
       .binding = cli::value(merge.expect_days)}};
  for (cli::Option& option : nd::tools::final_options(merge.final))
    all.push_back(std::move(option));
  return all;
}

cli::Command describe(Options& options) {
  const std::string monday =
      "{\"day\":\"2024-07-01\",\"ms\":1500}\n{\"day\":\"2024-07-01\",\"ms\":700}\n";
  const std::string tuesday = "{\"day\":\"2024-07-02\",\"ms\":0.5}\n";
  return {
      .name = "ndmerge",
      .summary = "merge partial aggregates",
      .description = std::string(kDescription),
      .options = options_of(options),
      .common = cli::Common::kRecords | cli::Common::kExpression | cli::Common::kMemory,
      .examples = {{.comment = "Two days are aggregated alone, then merged.",
                    .files = {{"mon.ndjson", monday}, {"tue.ndjson", tuesday}},
                    .command = "ndgroup --partial -g day -a 'sum(.ms)' -o mon.part mon.ndjson\n"
                               "ndgroup --partial -g day -a 'sum(.ms)' -o tue.part tue.ndjson\n"
                               "ndmerge mon.part tue.part",
                    .output = "{\"day\":\"2024-07-01\",\"sum_ms\":2200}\n{\"day\":\"2024-07-"
                              "02\",\"sum_ms\":0.5}\n"},
                   {.comment = "The same, rolled up to months.",
                    .command = "ndmerge -g 'month=(.day|month)' mon.part tue.part",
                    .output = "{\"month\":\"2024-07\",\"sum_ms\":2200.5}\n"}},
      .memory =
          "proportional to the number of groups (and of different values where an aggregate "
          "needs them), spilling "
          "to disk beyond `--mem`; `--fill`, `--min-group`, `--having` and `ci` as in ndgroup(1)",
      .see_also = {"ndgroup(1)", "ndyoy(1)", "ndpartial(5)"}};
}

nd::Status run(const Options& options, nd::io::Streams& streams) {
  ND_TRY(nd::group::check(options.merge));
  nd::json::Schema schema;
  const auto merge = ND_TRY(nd::group::MergePartials::compile(options.merge, schema, streams));
  streams.input.lines.keyed = options.merge.final.keyed;
  return nd::stream::run(streams, schema, *merge);
}

}  // namespace

int main(int argc, char** argv) {
  return nd::cli::run_tool(argc, argv, describe, run);
}
