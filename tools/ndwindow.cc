// ndwindow - add fields made from the records before and after.
//
// Belongs here: ndwindow's options and how they fill compare::WindowRequest.
#include <string>
#include <string_view>
#include <vector>

#include "base/nesting.h"
#include "cli/tool.h"
#include "compare/window.h"
#include "compare/window_call.h"
#include "group/grouping.h"
#include "stream/run.h"
#include "window_examples.h"

namespace {

namespace cli = nd::cli;
using Options = nd::compare::WindowRequest;

constexpr std::string_view kDescription =
    R"(Adds fields to each record that are made from other records of its group: the value before, a sum of the last seven days, the number of the visit. The records with equal keys are a group; without `-g` all are one. They leave in the order of the input, byte for byte but for the fields, which are added last, or stand in the place of a field of that name. What comes before what is the order of the input: sort first where it is not given (ndsort(1)).

A field without NAME is named after its text: `lag(.x)` is lag_x, `rolling(sum(.x); 7d)` is rolling_sum_x_7d. A NAME is a path: `x.y=` sets y in the object x, which is made where it is missing or null. X is an expression with one value for each record. AGG is any aggregate of ndgroup(1), as exact as there, and null where it has no values (0 for counts); `rolling(count; 1h)` needs no value.

With -t each record has a time: RFC 3339 text, epoch seconds (`(.ms|ms)` for milliseconds), or a period, `2024-07-31` or `2024-07`, which counts as its first day; all of one kind. A TIME is 90s, 10m (minutes), 36h, 7d, 2w. `rolling(AGG; 7d)` is over those records of the group, up to and with this one, whose time is later than this one's less 7 days: the seven days that end with it. Of records with the same time each sees itself and those before it. A day without a record is no part of it: fill such days first where they count (`ndgroup --fill`). Within a group the time may not step back; a record whose time does, or that has none, is a bad record: the run stops and names its line, or it goes to `--rejects` and counts for nothing.

`-w` leaves records out before anything is looked at; they are not written. `--having` is asked of the records as they leave, with the new fields: what it leaves out was there for those behind it all the same. Conditions on a new field belong there: `--having .changed`.

A record with lead waits until the record that it looks ahead to has come, and so do all records behind it. Where the group has no further one, that is the end of the input.

The work for a record hardly grows with the frame, whatever AGG is, but for list, set and hist, which write all that they hold. Over a frame that moves, distinct, median and quantile are quicker than adistinct and aquantile.)";

std::vector<cli::Option> options_of(Options& options) {
  const auto listed = [](std::vector<std::string>& out) { return cli::list(out); };
  return {{.flags = "-g, --group",
           .value = "KEY,…",
           .help = "look at the records of equal KEYs only.",
           .binding = listed(options.spec.keys),
           .names_fields = true},
          {.flags = "-t, --time",
           .value = "FIELD",
           .help = "take a record's time from FIELD.",
           .binding = cli::value(options.time),
           .names_fields = true},
          {.flags = "-a, --add",
           .value = "[NAME=]FUNC,…",
           .help = "add the field NAME; the list of functions is below.",
           .binding = listed(options.spec.aggregates)},
          {.flags = "-w, --where",
           .value = "EXPR",
           .help = "use only records for which EXPR is true. Given several times, all must be.",
           .binding = {.values = 1,
                       .repeatable = true,
                       .set =
                           [&options](cli::Typed words) {
                             return nd::group::add_condition(options.spec, words[0]);
                           }}},
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
          .summary = "add fields made from the records before and after",
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
