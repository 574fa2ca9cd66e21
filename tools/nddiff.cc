// nddiff - tell what differs between two files of records.
//
// Belongs here: nddiff's options and how they fill compare::DiffRequest.
#include <string>
#include <string_view>
#include <vector>

#include "cli/tool.h"
#include "compare/diff_request.h"

namespace {

namespace cli = nd::cli;

constexpr std::string_view kDescription =
    R"(Compares the records of OLD and NEW by key. Each key that differs gives one record, in the order of the keys: the keys at their paths, `change`, and what changed. `change` is one of

  added    only NEW has the key; "record" is its record
  removed  only OLD has the key; "record" is its record
  changed  both have it; "fields" holds the fields that differ
  same     with --same: both have it, and nothing differs; "record" is that of NEW

`fields` has the shape of the records: a field that differs stands in its place as [OLD,NEW], so that `.fields.claim.value` is the pair of `.claim.value`. Where both sides have an object, it is compared field by field; anything else, arrays too, is compared as a whole. Fields that only NEW has come last.

Values are compared, not their texts: 1, 1.0 and 1e0 are the same, numbers of any length are compared to the last digit, 1 and "1" differ, and the order of the fields in an object does not matter. A field that is null and one that is missing are the same, and both are shown as null; but within an array {"a":null} and {} are two values. Of two fields of one name in an object the first counts.

A KEY is a field (`repo.name`) or an expression with a name (`day=(.time_ms|ms|day)`). It may not be called change, fields or record. Null and missing are one key like any other. A key that stands twice in one file is a data error that names both lines, also with --rejects: to choose one of the records would be a guess. Make keys unique with nduniq first, which can be told how to choose.

--only and --ignore take in everything within a field, and the longer path decides: `--only claim --ignore claim.step`. They do not change which keys are added or removed, nor what stands in `record`. `--tolerance F=0.1%` lets a number differ by that share of its old value (so that no change from 0 is small enough), `F=5` by that much. A difference of exactly that is still none; it is decided without rounding. A tolerance holds for all numbers within F, also for those of an array; `.=1%` holds for the whole record.

The records may come in any order. The tallies of --stats are how many keys were added, removed and changed, and how many are the same. With -q both files are still read to their ends, so that a bad record is found wherever it is.)";

constexpr std::string_view kOld =
    R"({"figure":"F12","value":0.124,"claim":{"word":"+","value":0.124},"status":"ok"}
{"figure":"F13","value":0.75,"claim":{"word":"over","value":0.75},"status":"ok"}
{"figure":"F14","value":95000000,"status":"ok"}
)";
constexpr std::string_view kNew = R"({"figure":"F14","value":95030000,"status":"ok"}
{"figure":"F12","value":0.116,"claim":{"word":"+","value":0.116},"status":"ok"}
{"figure":"F16","value":8000000,"status":"ok"}
)";

using Options = nd::compare::DiffRequest;

std::vector<cli::Option> options_of(Options& options) {
  std::vector<cli::Option> all = {
      {"-k, --key", "KEY,…", "match records by these keys.", cli::list(options.keys)},
      {"--only", "F,…", "compare these fields alone.", cli::list(options.only)},
      {"--ignore", "F,…", "do not compare these fields.", cli::list(options.ignore)},
      {"--tolerance", "F=N|P%,…", "let numbers in F differ by N, or by P% of the old one.",
       cli::list(options.tolerances)},
      {"--same", "", "write the keys that do not differ too.", cli::flag(options.same)},
      {"-q, --quiet", "", "exit 1 if anything differs; write nothing.", cli::flag(options.quiet)}};
  all.front().required = all.back().prints_text = true;
  return all;
}

std::vector<cli::Example> examples() {
  return {
      {"What is new in this edition of the figures?",
       {{"old.ndjson", std::string(kOld)}, {"new.ndjson", std::string(kNew)}},
       "nddiff -k figure old.ndjson new.ndjson",
       R"({"figure":"F12","change":"changed","fields":{"value":[0.124,0.116],"claim":{"value":[0.124,0.116]}}}
{"figure":"F13","change":"removed","record":{"figure":"F13","value":0.75,"claim":{"word":"over","value":0.75},"status":"ok"}}
{"figure":"F14","change":"changed","fields":{"value":[95000000,95030000]}}
{"figure":"F16","change":"added","record":{"figure":"F16","value":8000000,"status":"ok"}}
)"},
      {"Only values that moved by more than 1 %.",
       {},
       "nddiff -k figure --only value --tolerance value=1% old.ndjson new.ndjson |\n"
       "  ndfilter '.change == \"changed\"'",
       R"({"figure":"F12","change":"changed","fields":{"value":[0.124,0.116]}}
)"},
      {"How many of each?",
       {},
       "nddiff -k figure old.ndjson new.ndjson | ndgroup -g change",
       R"({"change":"added","n":1}
{"change":"changed","n":2}
{"change":"removed","n":1}
)"},
      {"Two exports of a database, of which the second comes by a pipe.",
       {{"monday.csv", "id,city,fans\n1,Harbin,120\n2,Guiyang,95\n"},
        {"tuesday.csv", "id,city,fans\n2,Guiyang,97\n1,Harbin,120\n"}},
       "ndparse --infer monday.csv -o monday.ndjson &&\n"
       "  ndparse --infer tuesday.csv | nddiff -k id monday.ndjson",
       R"({"id":2,"change":"changed","fields":{"fans":[95,97]}}
)"},
      {"A script that goes on only if the totals are as they were.",
       {},
       "nddiff -q -k figure --ignore status old.ndjson new.ndjson || echo 'they differ'",
       "they differ\n"}};
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
  command.examples = examples();
  command.exit_one = "-q was given and something differs.";
  command.memory =
      "proportional to OLD: its text and about 90 bytes for each record; beyond --mem what found "
      "no room is sorted on disk, with the records of NEW that may stand against it";
  command.see_also = {"ndjoin(1)", "nduniq(1)", "ndsort(1)"};
  return command;
}

nd::Result<int> run(const Options& options, nd::io::Streams& streams) {
  return ND_TRY(nd::compare::run_diff(options, streams)) && options.quiet ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  return nd::cli::run_tool(argc, argv, describe, run);
}
