// ndfilter - keep the records for which an expression is true.
//
// Belongs here: ndfilter's options and how they configure ops::Filter.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/tool.h"
#include "expr/program.h"
#include "ops/expression_source.h"
#include "ops/filter.h"
#include "ops/tallies.h"
#include "selection_options.h"
#include "stream/run.h"

namespace {

namespace cli = nd::cli;
using nd::ops::FilterOptions;

constexpr std::string_view kDescription =
    R"(Writes the records for which EXPR is true, byte for byte as they came and in their order.

EXPR is an expression of jq, less what needs more than one record (ndexpr(7)). As in jq everything but null and false is true, 0 and "" too: write `.is_like == 1`. A missing field is null. Where EXPR has several values, one that is true suffices; where it has none (`empty`, `.tags[]` of an empty array), the record is not kept.

A record for which EXPR fails, such as `.n + 1` where n is text, is treated like a bad line: the run stops with exit 3, or the record goes to --rejects.

`--tally NAME=COND` tells in --stats how many records COND holds for: `"tallies":{"NAME":N,…}`. A record counts in the first COND that holds for it, in the order of the command line. All records that are used count, kept or not, up to where --limit or -q stops. A COND that fails is an error of its record, as EXPR is.)";

struct Options {
  std::string expression;
  std::string file;
  std::vector<std::string> tallies;
  FilterOptions filter;
  bool quiet = false;
  bool exit_status = false;
};

cli::Command describe(Options& options) {
  const std::string plays =
      "{\"type\":\"play\",\"ms\":5000}\n{\"type\":\"like\"}\n{\"type\":\"play\",\"ms\":900}\n";
  return {
      .name = "ndfilter",
      .summary = "keep the records for which an expression is true",
      .description = std::string(kDescription),
      .arguments = {{.name = "EXPR",
                     .help = "what must be true of a record.",
                     .binding = cli::value(options.expression)}},
      .options = {{.flags = "-f, --from-file",
                   .value = "FILE",
                   .help = "read EXPR from FILE, where # starts a comment.",
                   .binding = cli::value(options.file),
                   .completion = cli::Completion::kFile,
                   .replaces_argument = true},
                  nd::tools::tally_option(options.tallies),
                  {.flags = "-v, --invert",
                   .help = "keep the other records.",
                   .binding = cli::flag(options.filter.keep, FilterOptions::Keep::kOthers)},
                  {.flags = "-n, --limit",
                   .value = "N",
                   .help = "stop after N kept records.",
                   .binding = cli::value(options.filter.limit)},
                  {.flags = "-c, --count",
                   .help = "write only how many records are kept.",
                   .binding = cli::flag(options.filter.write, FilterOptions::Write::kCount),
                   .prints_text = true},
                  {.flags = "-q, --quiet",
                   .help = "write nothing and stop at the first kept record; the exit status is 1 "
                           "if there is none.",
                   .binding = cli::flag(options.quiet),
                   .prints_text = true},
                  {.flags = "-e, --exit-status",
                   .help = "make the exit status 1 if no record is kept.",
                   .binding = cli::flag(options.exit_status)}},
      .common = cli::Common::kRecords | cli::Common::kExpression | cli::Common::kJobs,
      .examples = {{.comment = "Plays of a second or more.",
                    .files = {{"events.ndjson", plays}},
                    .command = "ndfilter '.type == \"play\" and .ms >= 1000' events.ndjson",
                    .output = "{\"type\":\"play\",\"ms\":5000}\n"},
                   {.comment = "How many events are no plays?",
                    .command = "ndfilter -v -c '.type == \"play\"' events.ndjson",
                    .output = "1\n"}},
      .exit_one = "-e or -q was given and no record is kept.",
      .memory = "constant",
      .see_also = {"ndmap(1)", "ndgroup(1)"}};
}

nd::Result<int> run(const Options& options, nd::io::Streams& streams) {
  const std::string text = ND_TRY(nd::ops::expression_text(options.expression, options.file));
  nd::json::Schema schema;
  const auto program =
      ND_TRY(nd::expr::Program::compile(text, schema, streams.bindings, nd::expr::Use::kCondition));
  const auto tallied = ND_TRY(nd::ops::compile_tallies(options.tallies, schema, streams));
  FilterOptions filter_options = options.filter;
  if (options.quiet) {
    streams.outcome.quiet = true;
    filter_options.write = FilterOptions::Write::kNothing;
    filter_options.limit = 1;
  }
  nd::ops::Filter filter(program, nd::ops::Tallies(tallied), filter_options);
  ND_TRY(nd::stream::run(streams, schema, filter));
  const bool asked = options.quiet || options.exit_status;
  return asked && filter.kept() == 0 ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  return nd::cli::run_tool(argc, argv, describe, run);
}
