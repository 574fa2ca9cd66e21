// ndwindow - add fields made from the records before and after.
//
// Belongs here: ndwindow's options and how they fill compare::WindowRequest.
#include <string>
#include <string_view>
#include <vector>

#include "base/nesting.h"
#include "base/wording.h"
#include "cli/tool.h"
#include "compare/window.h"
#include "compare/window_call.h"
#include "selection_options.h"
#include "stream/run.h"
#include "window_examples.h"

namespace {

namespace cli = nd::cli;
using Options = nd::compare::WindowRequest;

constexpr std::string_view kDescription =
    R"(Adds to each record fields computed from other records of its group: the previous value, the sum of the last seven days, the number of the visit. Records with equal keys form a group; without `-g` all records are one group. They are written in the order of the input, byte for byte as they came apart from the new fields, which come last or replace a field of the same name. "Before" and "after" mean the order of the input, which is checked only where -t is given: sort first (ndsort(1)). A FUNC stands alone; calculate with the new fields in ndmap(1). Every FUNC sees the record as it came, without the other new fields.

A KEY is a field (`city.tier`, or `"id.orig_h"` where the name itself has a dot) or an expression (`(.time_ms|ms|day)`). A field without NAME is named after its text: `lag(.x)` is lag_x, `rolling(sum(.x); 7d)` is rolling_sum_x_7d. A NAME is a path: `x.y=` sets y in the object x, which is made where it is missing or null. X is an expression with one value for each record. AGG is any aggregate of ndgroup(1), and just as exact; it is null where it has no values (0 for counts); `rolling(count; 1h)` needs no value.

With -t each record has a time: RFC 3339 text, epoch seconds (`(.ms|ms)` for milliseconds), or a period, `2024-07-31` or `2024-07`, which counts as its first day; all of one kind. Where the first time is a whole number from 1000 to 9999 all are years, and where its digits are a date of the years 1900 to 2099, such as 20240731 or 202407, it is refused: the error says how to write it. Neither holds where an expression ends with a function that gives seconds, such as ms; `(.t|todate)` makes times of any seconds. A TIME is 90s, 10m (minutes, never months), 36h, 7d or 2w, and no shorter than the periods of -t. `rolling(AGG; 7d)` covers this record and those before it in its group whose time is later than this one's minus 7 days: the seven days that end with it. A record does not see later ones of the same time: of several records of one day the last has the full value. A day without a record adds nothing, and a mean does not count it: where it should count as zero, fill it first (`ndgroup --fill`). Within a group the time may not step back; a record whose time does, or that has none, is a bad record: the run stops and names its line, or it goes to `--rejects` and counts for nothing.

`-w` drops records before anything is computed; they are not written. `--having` is applied last, to records with their new fields: a record that it drops has still counted for those after it. A record for which it fails is a bad record, which ends the run or goes to `--rejects`; so is one whose `ci` is of counts that make no proportion. These too have counted for those after them. Conditions on a new field belong there: `--having .new` where `new=changed(.city)` is added.

With lead a record is held until the one it looks ahead to has been read, and so are all records after it; where its group has no such record, until the end of the input. A run that stops at a bad record has written none of those that were held.

The cost of a record hardly depends on the size of the frame, except for list, set and hist, which write all that they hold, and for rolling adistinct and aquantile. Nothing can be taken out of their sketches, so that a few of them are merged for each record, each as large as what it has seen: over a frame of 50,000 different values a record costs about a hundred times as much as over one of 10. distinct, median and quantile are exact and cost hardly more over a large frame than over a small one: use these wherever a frame fits into memory.)";

std::vector<cli::Option> options_of(Options& options) {
  const auto listed = [](std::vector<std::string>& out) { return cli::list(out); };
  const auto name_of = [](const nd::compare::WindowFunctionInfo& function) {
    return function.name;
  };
  return {
      {.flags = "-g, --group",
       .value = "KEY,…",
       .help = "look at the records of equal KEYs only.",
       .binding = listed(options.spec.keys),
       .names_fields = true},
      {.flags = "-t, --time",
       .value = "FIELD",
       .help =
           "take a record's time from FIELD, and check that it does not step back within a group. "
           "Without -t nothing is known of the order and nothing checked: lag and delta of "
           "unsorted records mean nothing.",
       .binding = cli::value(options.time),
       .names_fields = true},
      {.flags = "-a, --add",
       .value = "[NAME=]FUNC,…",
       .help = "add " + nd::joined(nd::compare::window_functions(), name_of) +
               " as the field NAME; the functions are listed above.",
       .binding = listed(options.spec.aggregates)},
      nd::tools::where_option([&options]() -> std::string& { return options.spec.where; }),
      {.flags = "--having",
       .value = "EXPR",
       .help = "write only records for which EXPR is true once the fields are added.",
       .binding = cli::value(options.having)}};
}

cli::Glossary functions() {
  cli::Glossary glossary{"Functions", "FUNC is one of these.", {}};
  for (const nd::compare::WindowFunctionInfo& function : nd::compare::window_functions()) {
    glossary.items.push_back({std::string(function.signature), std::string(function.help)});
  }
  return glossary;
}

cli::Command describe(Options& options) {
  return {.name = "ndwindow",
          .summary = "add fields computed from the records before and after",
          .description = std::string(kDescription),
          .options = options_of(options),
          .common = cli::Common::kRecords | cli::Common::kExpression | cli::Common::kMemory,
          .glossaries = {functions()},
          .examples = nd::tools::window_examples(),
          .memory =
              "proportional to the number of groups, times what their functions look back over: a "
              "value for each of the N records of lag, an aggregate of running; for rolling what "
              "each record within the frame gives to the aggregates. It does not spill. With lead "
              "also the records that wait for theirs; those that wait only for others before "
              "them go to disk beyond half of `--mem`, and leave at the end",
          .see_also = {"ndsort(1)", "ndgroup(1)", "nduniq(1)", "ndyoy(1)"}};
}

nd::Status run(const Options& options, nd::io::Streams& streams) {
  nd::json::Schema schema;
  const auto window = ND_TRY(nd::compare::Window::make(options, schema, streams));
  return nd::stream::run(streams, schema, *window);
}

}  // namespace

int main(int argc, char** argv) {
  return nd::cli::run_tool(argc, argv, describe, run);
}
