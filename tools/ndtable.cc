// ndtable - records as a table.
//
// Belongs here: ndtable's options and how they become a TableRequest.
#include <string>
#include <vector>

#include "cli/tool.h"
#include "format/table_format.h"
#include "show/table_request.h"
#include "show/tabulate.h"
#include "stream/run.h"
#include "table_page.h"

namespace {

namespace cli = nd::cli;
namespace page = nd::tools::table;
namespace show = nd::show;

constexpr std::string_view kDescription =
    R"(Shows each record as a row. The columns are the fields named with `-c`, else all fields of the
records, in the order in which they first occur, those of objects too. A column is called by its path,
`repo.name` (`ndparse --nest` makes objects again). A string is shown as it is, arrays and objects as JSON, null and missing fields as the text of `--null`. Without any column nothing is written.

Numbers are rounded half to even from their decimal text; integers of any width are exact. Without an
option a number is shown as it came. `--si` and `--cjk` show three digits, unless `--digits` says how
many follow the point. Beyond B comes T (10^12), beyond 亿 comes 万亿 (10^12).

`--total` sums the columns of numbers exactly, whatever the order of the records. Percentages and the
first column, which holds the label, are not summed, and a column in which a value is withheld has no sum. A record with `"$total":true`, as `ndgroup --total` adds it, is shown as such a row in text, markdown and html; with --total it is an error, since it would count twice.)";

using Options = show::TableRequest;

cli::Binding formats(Options& options) {
  cli::Binding binding = cli::value(options.format);
  for (const auto& format : nd::format::table_formats())
    binding.choices.emplace_back(format.name);
  return binding;
}

std::vector<cli::Option> options_of(Options& r) {
  std::vector<cli::Option> all = {
      {"-c, --columns", "[TITLE=]FIELD,…",
       "show these fields, in this order. An odd title is quoted: `\"% of all\"=share`.",
       cli::list(r.columns)},
      {"--format", "FORMAT", "write in this format; without it, text.", formats(r)},
      {"--int", "FIELD,…", "round to whole numbers with separators.", cli::list(r.grouped)},
      {"--pct", "FIELD,…", "show as percentages: 0.123 is 12.3%.", cli::list(r.percent)},
      {"--si", "FIELD,…", "show with K, M, B and T.", cli::list(r.si)},
      {"--cjk", "FIELD,…", "show with 万, 亿 and 万亿.", cli::list(r.cjk)},
      {"--digits", "N",
       "show N digits after the point. Columns of `--int`, and columns of whole numbers that "
       "no other option formats, stay as they are; percentages have 1 digit unless told.",
       cli::value(r.digits)},
      {"--bars", "FIELD,…", "draw a bar after these fields' numbers.", cli::list(r.bars)},
      {"--pivot", "ROW,COLUMN,VALUE", "spread over rows and columns.", cli::value(r.pivot)},
      {"--total", "", "add a row with the sums.", cli::flag(r.total)},
      {"--null", "TEXT", "show null and missing fields as TEXT.", cli::value(r.missing)},
      {"--width", "N",
       "make a text table fit N columns. Without it: those of the terminal; 0 is no limit. "
       "Texts are cut first, then the table is parted.",
       cli::value(r.width)},
      {"--caption", "TEXT", "call the table TEXT, in text, markdown and html.",
       cli::value(r.caption)},
      {"--bom", "", "begin with a byte order mark. Excel takes csv and tsv for UTF-8 only with it.",
       cli::flag(r.byte_order_mark)},
      {"--spreadsheet", "",
       "put ' before strings that a spreadsheet would run. In csv and tsv, those that start "
       "with = + - @, their full-width forms, a tab or a line end, perhaps behind blanks; also "
       "where that follows a semicolon, tab or line end within the string.",
       cli::flag(r.spreadsheet)}};
  all[0].names_fields = true;
  return all;
}

cli::Command describe(Options& options) {
  return {.name = "ndtable",
          .summary = "records as a table",
          .description = std::string(kDescription),
          .prints = cli::Prints::kText,
          .options = options_of(options),
          .common = cli::Common::kRecords | cli::Common::kColor,
          .glossaries = page::glossaries(),
          .examples = page::examples(),
          .memory =
              "proportional to the input, about 80 bytes a cell; constant for csv and tsv with "
              "`--columns` and "
              "without `--pivot`, `--total` and `--digits`",
          .see_also = {"ndgroup(1)"}};
}

nd::Status run(const Options& options, nd::io::Streams& streams) {
  nd::json::Schema schema;
  show::Tabulate table(ND_TRY(show::TableLayout::make(options, streams.screen)), schema,
                       streams.bindings.strict);
  return nd::stream::run(streams, schema, table);
}

}  // namespace

int main(int argc, char** argv) {
  return nd::cli::run_tool(argc, argv, describe, run);
}
