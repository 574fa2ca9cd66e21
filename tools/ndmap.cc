// ndmap - reshape records.
//
// Belongs here: ndmap's options and how they configure ops::Map and ops::Edit.
#include <string>
#include <string_view>
#include <vector>

#include "cli/tool.h"
#include "expr/program.h"
#include "ops/edit_plan.h"
#include "ops/expression_source.h"
#include "ops/map.h"
#include "stream/run.h"

namespace {

namespace cli = nd::cli;
using nd::ops::EditRequest;
using nd::ops::TextForm;

constexpr std::string_view kDescription =
    R"(Writes every output of EXPR as a record: none, one or several for each record read. EXPR is an expression of jq, less what needs more than one record (ndexpr(7)).

Instead of EXPR, `--set`, `--rename`, `--drop` and `--keep` change fields and leave every other byte of a record as it came. They may be mixed and repeated; each works on what those before it made, but the lists of all `--keep` are one list, which stands where the first of them does, and the renames of one list are made at once (`--rename a=b,b=a` swaps). A field is a name or a path (`city.tier`); the name of what is made stands on the left of '='.

A field that is set stands where it stood, or comes last; objects around it are made where they are missing or null. What is to be renamed, dropped or kept and is missing is passed over; where no record had it, that is said at the end. With `--strict` it is an error. A record in which a path leads through a value that is no object is a bad record, as in jq.)";

struct Options {
  std::string expression;
  std::string file;
  std::vector<EditRequest> edits;
  TextForm form = TextForm::kJson;
};

cli::Option edit_option(Options& options, EditRequest::Kind kind, std::string flags,
                        std::string value, std::string help) {
  return {.flags = std::move(flags),
          .value = std::move(value),
          .help = std::move(help),
          .binding = cli::call(1,
                               [&options, kind](cli::Typed words) -> nd::Status {
                                 options.edits.push_back({kind, std::string(words[0])});
                                 return {};
                               }),
          .replaces_argument = true};
}

cli::Command describe(Options& options) {
  using Kind = EditRequest::Kind;
  const std::string plays =
      "{\"user\":\"u1\", \"ms\":1500, \"tags\":[\"a\",\"b\"]}\n"
      "{\"user\":\"u2\", \"ms\":700, \"tags\":[]}\n";
  return {
      .name = "ndmap",
      .summary = "reshape records",
      .description = std::string(kDescription),
      .arguments = {{.name = "EXPR",
                     .help = "what to write for a record.",
                     .binding = cli::value(options.expression)}},
      .options = {{.flags = "-f, --from-file",
                   .value = "FILE",
                   .help = "read EXPR from FILE, where # starts a comment.",
                   .binding = cli::value(options.file),
                   .completion = cli::Completion::kFile,
                   .replaces_argument = true},
                  edit_option(options, Kind::kSet, "--set", "NAME=EXPR",
                              "set the field NAME to EXPR, which must give exactly one value."),
                  edit_option(options, Kind::kKeep, "--keep", "F,…",
                              "keep these fields only, in the order in which they stand."),
                  edit_option(options, Kind::kDrop, "--drop", "F,…", "drop these fields."),
                  edit_option(options, Kind::kRename, "--rename", "NEW=OLD,…",
                              "rename fields where they stand; a field NEW that was there goes."),
                  {.flags = "-r, --raw",
                   .help = "write outputs of EXPR that are strings without quotes.",
                   .binding = cli::flag(options.form, TextForm::kRaw),
                   .prints_text = true}},
      .common = cli::Common::kRecords | cli::Common::kExpression | cli::Common::kJobs,
      .examples = {{.comment = "Only what is wanted, a record for each tag.",
                    .files = {{"plays.ndjson", plays}},
                    .command = "ndmap '{user, tag: .tags[]}' plays.ndjson",
                    .output = "{\"user\":\"u1\",\"tag\":\"a\"}\n{\"user\":\"u1\",\"tag\":\"b\"}\n"},
                   {.comment = "One field more, one less, the rest untouched.",
                    .command = "ndmap --set 's=.ms / 1000' --drop tags plays.ndjson",
                    .output = "{\"user\":\"u1\", \"ms\":1500,\"s\":1.5}\n"
                              "{\"user\":\"u2\", \"ms\":700,\"s\":0.7}\n"}},
      .memory = "constant",
      .see_also = {"ndfilter(1)", "ndjoin(1)"}};
}

nd::Status run(const Options& options, nd::io::Streams& streams) {
  const nd::Bindings& bindings = streams.bindings;
  nd::json::Schema schema;
  if (!options.edits.empty()) {
    if (options.form == TextForm::kRaw) return nd::usage_error("--raw is for the outputs of EXPR");
    if (!options.file.empty()) return nd::usage_error("--from-file and edits exclude each other");
    const auto plan = ND_TRY(nd::ops::EditPlan::make(options.edits, schema, bindings));
    if (streams.bindings.strict) {
      for (const nd::json::FieldPath& field : plan.named())
        schema.add(field);
    }
    nd::ops::Edit edit(plan);
    return nd::stream::run(streams, schema, edit);
  }
  const std::string text = ND_TRY(nd::ops::expression_text(options.expression, options.file));
  const auto program = ND_TRY(nd::expr::Program::compile(text, schema, bindings));
  nd::ops::Map map(program, options.form);
  return nd::stream::run(streams, schema, map);
}

}  // namespace

int main(int argc, char** argv) {
  return nd::cli::run_tool(argc, argv, describe, run);
}
