// ndprint - records as sentences.
//
// Belongs here: ndprint's options and how they become a PrintRequest.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/tool.h"
#include "format/language.h"
#include "ops/expression_source.h"
#include "print_page.h"
#include "show/print.h"
#include "stream/run.h"

namespace {

namespace cli = nd::cli;
using nd::format::Language;
using nd::format::Markup;

constexpr std::string_view kDescription =
    R"(Prints TEMPLATE for each record, with values of the record in it, and a line end. `{plays}` is the value of a field, written as everywhere: `{city.tier}`, `{"odd name"}`, `{.}` for the whole record. `{$NAME}` is a value of --arg, --argjson or --let, which is the place for calculations and conditions: `--let 'who=.name // .id'`, then `{$who}`. `{plays:SPEC}` says how the value is laid out, in the language of format specifications of Python and fmt, with more types and words; see below. `{{` and `}}` are braces.

A number is rounded once, half to even, from its decimal text: 2.675 with two digits is 2.68, where programs that round the binary fraction behind it print 2.67. Integers of any width are exact. Without SPEC a number stands as it came. What shows as 0 has no sign, neither `-` nor `+`.

A text is shown as it is, arrays and objects as JSON. No value does anything on a screen: control characters, escape sequences of terminals and characters that reverse the direction of writing are shown as escapes (`\x1b`, `\u202e`, `\n`), so that a template of one line makes sentences of one line. With --escape no value is markup either. The text of TEMPLATE is the author's and stays as it is.

A sentence with a hole is not printed: a value that is null, missing or suppressed (`"suppressed":true`, as ndgroup(1) writes it) is an error of its record, which stops the run like a bad line or goes to --rejects. Of a suppressed record the fields before its first null are the keys; numbers, arrays and objects in all others are suppressed even if they have a value, in all fields if none is null, and so is a $NAME that is made of them. Errors are also a value that SPEC cannot show, such as a text where a number is asked for, and a claim that is not true. --null TEXT stands for what is not there.)";

struct Options {
  std::string file;
  nd::show::PrintRequest print{.language = nd::format::languages().data()};
};

cli::Binding language(Options& options) {
  std::vector<std::pair<std::string, const Language*>> words;
  for (const Language& language : nd::format::languages())
    words.emplace_back(language.name, &language);
  return cli::choice(options.print.language, std::move(words));
}

std::vector<cli::Option> options_of(Options& options) {
  return {{.flags = "-f, --from-file",
           .value = "FILE",
           .help = "read TEMPLATE from FILE. The line end at its end is not part of it.",
           .binding = cli::value(options.file),
           .completion = cli::Completion::kFile,
           .replaces_argument = true},
          {.flags = "--escape",
           .value = "MARKUP",
           .help = "write values so that they are no markup. The text of TEMPLATE is not touched.",
           .binding = cli::choice(
               options.print.markup,
               {{"none", Markup::kNone}, {"markdown", Markup::kMarkdown}, {"html", Markup::kHtml}}),
           .preset = "none"},
          {.flags = "--lang",
           .value = "LANGUAGE",
           .help = "the language of units, points and claims.",
           .binding = language(options),
           .preset = "en"},
          {.flags = "--null",
           .value = "TEXT",
           .help = "print TEXT for what is null, missing or suppressed. Without it such a record "
                   "is an error.",
           .binding = cli::value(options.print.missing)}};
}

cli::Command describe(Options& options) {
  return {.name = "ndprint",
          .summary = "records as sentences",
          .description = std::string(kDescription),
          .arguments = {{.name = "TEMPLATE",
                         .help = "what to print for a record.",
                         .binding = cli::value(options.print.text)}},
          .prints = cli::Prints::kText,
          .options = options_of(options),
          .common = cli::Common::kRecords | cli::Common::kExpression | cli::Common::kJobs,
          .glossaries = nd::tools::print::glossaries(),
          .examples = nd::tools::print::examples(),
          .memory = "constant",
          .see_also = {"ndtable(1)", "ndmap(1)"}};
}

nd::Status run(const Options& options, nd::io::Streams& streams) {
  nd::show::PrintRequest request = options.print;
  if (!options.file.empty()) {
    request.text = ND_TRY(nd::ops::expression_text(request.text, options.file));
    if (request.text.ends_with('\n')) request.text.pop_back();
    if (request.text.ends_with('\r')) request.text.pop_back();
  }
  nd::json::Schema schema;
  const auto plan = ND_TRY(nd::show::PrintPlan::make(std::move(request), schema, streams.bindings));
  nd::show::Print print(plan);
  return nd::stream::run(streams, schema, print);
}

}  // namespace

int main(int argc, char** argv) {
  return nd::cli::run_tool(argc, argv, describe, run);
}
