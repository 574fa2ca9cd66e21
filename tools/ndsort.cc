// ndsort - sort records by keys.
//
// Belongs here: ndsort's options and how they configure sort::Sort, sort::SortCheck and
// sort::merge_sorted.
#include <string>
#include <string_view>
#include <vector>

#include "cli/tool.h"
#include "columns/key_columns.h"
#include "expr/program.h"
#include "sort/sort.h"
#include "stream/run.h"

namespace {

using nd::cli::Common;

constexpr std::string_view kDescription =
    R"(Writes all records, byte for byte as they came, in the order of their keys. Records with equal keys keep the order in which they came.

The order of values is jq's: null < false < true < numbers < strings (by code point) < arrays < objects, whatever the locale. Numbers compare exactly, however they are written: 1, 1.0 and 1e0 are equal, and 2^53+1 is more than 2^53. A missing field is null.

A KEY is a field (`city.tier`, or `"id.orig_h"` where the name itself has a dot) or an expression with or without a name (`day=(.time_ms|ms|day)`). The records are ordered by the first KEY, those that are equal in it by the second, and so on. `KEY:r` runs from the largest to the smallest. Without -k the whole record is the key.

What is larger than --mem is sorted in parts that go to unlinked files in --tmp, up to twice the size of the input, and are merged from there.)";

struct Options {
  std::vector<std::string> keys;
  bool reverse = false;
  nd::sort::Duplicates duplicates = nd::sort::Duplicates::kKeep;
  bool check = false;
  bool merge = false;
};

nd::cli::Command describe(Options& options) {
  namespace cli = nd::cli;
  return {
      .name = "ndsort",
      .summary = "sort records by keys",
      .description = std::string(kDescription),
      .options = {{.flags = "-k, --key",
                   .value = "KEY[:r],…",
                   .help = "sort by these keys; `KEY:r`: largest first.",
                   .binding = cli::list(options.keys),
                   .preset = "whole record",
                   .names_fields = true},
                  {.flags = "-r, --reverse",
                   .help = "run every key from the largest to the smallest.",
                   .binding = cli::flag(options.reverse)},
                  {.flags = "-u, --unique",
                   .help = "write one record for each key, the first that came.",
                   .binding = cli::flag(options.duplicates, nd::sort::Duplicates::kDropLater)},
                  {.flags = "--check",
                   .help = "tell by the exit status whether the records are sorted. Nothing is "
                           "written; the first record out of order is named. With -u a key that "
                           "stands twice is out of order too.",
                   .binding = cli::flag(options.check),
                   .prints_text = true},
                  {.flags = "-m, --merge",
                   .help = "merge files that are sorted already. Nothing is held or spilled; a "
                           "record that is out "
                           "of order in its file is a data error.",
                   .binding = cli::flag(options.merge)}},
      .common = Common::kRecords | Common::kExpression | Common::kJobs | Common::kMemory,
      .examples = {{.comment = "The longest plays first, those of one length by user.",
                    .files = {{"plays.ndjson",
                               "{\"user\":\"u2\",\"ms\":700}\n{\"user\":\"u1\",\"ms\":1500}\n"
                               "{\"user\":\"u1\",\"ms\":700.0}\n"}},
                    .command = "ndsort -k ms:r,user plays.ndjson",
                    .output = "{\"user\":\"u1\",\"ms\":1500}\n{\"user\":\"u1\",\"ms\":700.0}\n"
                              "{\"user\":\"u2\",\"ms\":700}\n"},
                   {.comment = "The first play of each user.",
                    .command = "ndsort -u -k user plays.ndjson",
                    .output = "{\"user\":\"u1\",\"ms\":1500}\n{\"user\":\"u2\",\"ms\":700}\n"}},
      .exit_one = "--check was given and the records are not sorted.",
      .memory =
          "proportional to the input, spilling to disk beyond --mem; with --check constant, "
          "with -m a block for each file",
      .see_also = {"ndtop(1)", "nduniq(1)", "ndgroup(1)"}};
}

nd::Result<int> run(const Options& options, nd::io::Streams& streams) {
  if (options.check && options.merge)
    return nd::usage_error("--check and --merge are two different things: choose one");
  const std::vector<std::string> whole_record{"."};
  nd::json::Schema schema;
  auto keys = ND_TRY(
      nd::columns::KeyColumns::compile(options.keys.empty() ? whole_record : options.keys,
                                       nd::columns::Marks::kReverse, schema, streams.bindings));
  if (options.reverse) keys.reverse_all();
  if (streams.bindings.strict) keys.watch_kinds();
  if (options.check) {
    nd::sort::SortCheck check(std::move(keys), options.duplicates);
    ND_TRY(nd::stream::run(streams, schema, check));
    streams.outcome.note = check.disorder();
    return streams.outcome.note.empty() ? 0 : 1;
  }
  if (options.merge && streams.input.operands.size() <= nd::sort::kMostMerged) {
    ND_TRY(nd::sort::merge_sorted(streams, schema, keys, options.duplicates));
    return 0;
  }
  nd::sort::Sort sort(std::move(keys), {streams.limits.memory, streams.limits.temporary,
                                        nd::stream::jobs_for(streams, nd::stream::Writes::kAtEnd),
                                        options.duplicates});
  ND_TRY(nd::stream::run(streams, schema, sort));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return nd::cli::run_tool(argc, argv, describe, run);
}
