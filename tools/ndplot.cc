// ndplot - records as a chart.
//
// Belongs here: ndplot's options and how they become a PlotRequest.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/tool.h"
#include "plot_options.h"
#include "plot_page.h"
#include "show/gather_chart.h"
#include "show/plot_request.h"
#include "stream/run.h"

namespace {

namespace cli = nd::cli;
namespace show = nd::show;
using Options = show::PlotRequest;

constexpr std::string_view kDescription =
    R"(Draws records as one chart. -x is the place of a record: a period (`2024`, `2024-Q3`, `2024-07`, `2024-W31` or `2024-07-31`), a number, or any other value as a name. If all are periods of one kind or all are numbers, they stand in their order on an axis; else they are names in the order of the input, which bars, dumbbells and slopes rank by their values (--order). Where most are periods of one kind, or numbers, and one is not, that is an error unless --kind says that they are names. Each field of -y is a series, and with -g each group is. Two values for one place of a series are a data error: aggregate first, as with ndgroup(1). So is the total that `ndgroup --total` adds. Without -x there is one record, and the fields of -y are the places.

Without --kind, periods and numbers make lines and names make bars. `NAME=FIELD` gives a series or a mark another name: `-y 2024=cur --ghost 2023=prev`. A title says best what is to be seen.

A period that is absent is a gap: lines break there, and it keeps its place on the axis. A null is a gap too. What else is to be said of a value is read from the record: a field `suppressed`, `provisional`, `incomplete`, `break` or `low_base` that is true, `state` and `breaks` of ndyoy(1), and the field of --flag, one of these words or an array of them. A suppressed value is never drawn, even if the record has one; a histogram says how many it does not count. Provisional and incomplete values are hollow, a line to them is dashed; a line is dotted across suppressed ones and stops at a break, which is an upright double line; below the chart stands what the signs mean. Rows have the words beside their numbers.

No more than 30 names, 8 lines or 30 rows are drawn (bars: 4 series), or N with --top: the largest ones, and a note says how many are left out.

Numbers are rounded half to even from their decimal text. Large ones get K, M, B and T, with --lang zh 万 and 亿, unless an option says how. Axes have round steps. Those of bars begin at 0; lines begin at 0 unless all values are far from it, and then a note says so. --log is refused for bars, whose length would say nothing, and where a value is not above 0.

Formats. `text` is for a terminal. `svg` is one element with a title and a description for those who cannot see it (--description, else a summary is made), which a page may contain or link. It has a class `ndplot`, a style sheet for light and dark screens and for paper, and ids that are a hash of the chart. It is 720 pixels wide unless --size says otherwise, and letters have the same size at any width: draw it at 1200 or at 375 rather than scale it. `html` is a figure for a page: the drawing for wide screens, another one for narrow screens, the description, and the data as a table. `gnuplot` is a script for gnuplot 5.4 that holds the data, for line, bar, hist and spark; it prints SVG. gnuplot's own drawings have no title, description or role, and no colours for dark pages, so that `svg` does not use it. The same records give the same bytes on every machine. Nothing in the data is markup or a command in any format; control characters and those that reorder text are shown by their codes.)";

cli::Command describe(Options& options) {
  return {.name = "ndplot",
          .summary = "records as a chart",
          .description = std::string(kDescription),
          .prints = cli::Prints::kText,
          .options = nd::tools::plot::options_of(options),
          .common = cli::Common::kRecords | cli::Common::kExpression | cli::Common::kColor,
          .glossaries = nd::tools::plot::glossaries(),
          .examples = nd::tools::plot::examples(),
          .memory = "proportional to the input; of a histogram, to the different values",
          .see_also = {"ndgroup(1)", "ndyoy(1)", "ndtrend(1)", "ndtable(1)"}};
}

// What is not asked for is as the screen is, of at least 20 columns.
void fit(Options& request, const nd::io::Screen& screen) {
  if (request.format != "text") return;
  constexpr unsigned kLeast = 20;
  constexpr unsigned kMost = 1000;
  if (request.size.width == 0 && screen.columns > 0)
    request.size.width = static_cast<int>(std::clamp(screen.columns, kLeast, kMost));
  request.ascii = request.ascii || screen.ascii;
  request.color = screen.color;
}

nd::Status run(const Options& options, nd::io::Streams& streams) {
  nd::json::Schema schema;
  Options request = options;
  fit(request, streams.screen);
  show::GatherChart chart(ND_TRY(show::PlotPlan::make(request, schema, streams.bindings)));
  return nd::stream::run(streams, schema, chart);
}

}  // namespace

int main(int argc, char** argv) {
  return nd::cli::run_tool(argc, argv, describe, run);
}
