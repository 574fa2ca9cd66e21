// nddiff - tell what differs between two files of records.
//
// Belongs here: nddiff's options and how they fill compare::DiffRequest.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/tool.h"
#include "cli/unmet.h"
#include "compare/diff_request.h"
#include "diff_examples.h"

namespace {

namespace cli = nd::cli;

constexpr std::string_view kDescription =
    R"(Compares the records of OLD and NEW by key. Each key that differs gives one record, in the order of the keys: the keys at their paths, `change`, and what changed. `change` is one of

  added    only NEW has the key; "record" is its record
  removed  only OLD has the key; "record" is its record
  changed  both have it; "fields" holds the fields that differ
  same     with --same: both have it, and nothing differs; "record" is that of NEW

`fields` has the shape of the records: a field that differs stands in its place as [OLD,NEW], so that `.fields.claim.value` is the pair of `.claim.value`. Where both sides have an object, it is compared field by field; anything else, arrays too, is compared as a whole. Fields that only NEW has come last.

Values are compared, not their texts: 1, 1.0 and 1e0 are the same, numbers of any length are compared to the last digit, 1 and "1" differ, and the order of the fields in an object does not matter. A field that is null and one that is missing are the same, and both are shown as null; but within an array {"a":null} and {} are two values. Where an object has two fields of the same name, the first counts.

A KEY is a field (`repo.name`) or an expression with a name (`day=(.time_ms|ms|day)`). It may not be called change, fields or record. Null and missing are one key like any other. A key that stands twice in one file is a data error that names both lines, even with --rejects: choosing one of the records would be a guess. Make keys unique with nduniq first, which can be told how to choose.

--only and --ignore apply to everything within a field, and the longer path wins: `--only claim --ignore claim.step`. They do not change which keys are added or removed, nor what stands in `record`. `--tolerance F=0.1%` lets a number differ by up to that share of its old value (so that any change from 0 counts), `F=5` by up to 5. A difference of exactly the tolerance does not count; nothing is rounded in deciding. A tolerance holds for all numbers within F, also for those of an array; `.=1%` holds for the whole record.

The records may come in any order. --stats tells how many keys were added, removed, changed and the same; after a failure it counts what was compared before it. With -q both files are still read to their ends, so that a bad record is found wherever it is, and standard error still tells what was probably not meant: a field that no record had, a tolerance that met no number, and keys of which one file has strings and the other numbers, so that none is in both. With --strict a field that no record had is a data error.)";

using Options = nd::compare::DiffRequest;

std::vector<cli::Option> options_of(Options& options) {
  std::vector<cli::Option> all = {
      {"-k, --key", "KEY,…", "match records by these keys.", cli::list(options.keys)},
      {"--only", "F,…", "compare only these fields.", cli::list(options.only)},
      {"--ignore", "F,…", "do not compare these fields.", cli::list(options.ignore)},
      {"--tolerance", "F=N|P%,…", "let numbers in F differ by N, or by P% of the old one.",
       cli::list(options.tolerances)},
      {"--same", "", "also write the keys that do not differ.", cli::flag(options.same)},
      {"-q, --quiet", "", "exit 1 if anything differs; write nothing.", cli::flag(options.quiet)}};
  all.front().required = all.back().prints_text = true;
  return all;
}

cli::Command describe(Options& options) {
  using cli::Common;
  cli::Command command{"nddiff", "tell what differs between two files of records",
                       std::string(kDescription)};
  command.arguments = {{"OLD", "is the older file, or `-` for standard input; it is read first.",
                        cli::value(options.old_file), cli::Completion::kFile}};
  command.operand = "NEW";
  command.options = options_of(options);
  command.common = Common::kRecords | Common::kExpression | Common::kJobs | Common::kMemory;
  command.examples = nd::tools::diff_examples();
  command.exit_one = "-q was given and something differs.";
  command.memory =
      "proportional to OLD: its text and about 90 bytes for each record; beyond --mem what found "
      "no room is sorted on disk, with the records of NEW that may stand against it";
  command.see_also = {"ndjoin(1)", "nduniq(1)", "ndsort(1)"};
  return command;
}

nd::Result<int> run(const Options& options, nd::io::Streams& streams) {
  nd::Result<bool> differ = nd::compare::run_diff(options, streams);
  // What was met instead of a misspelt field says more than what came of it.
  if (!differ && !streams.outcome.unmet.empty()) {
    std::string& message = differ.error().message;
    message.clear();
    for (const nd::io::UnmetField& field : streams.outcome.unmet)
      message += (message.empty() ? "" : "\n") + cli::unmet_text(field, streams.bindings);
  }
  return ND_TRY(std::move(differ)) && options.quiet ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  return nd::cli::run_tool(argc, argv, describe, run);
}
