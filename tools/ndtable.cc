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

namespace {

namespace cli = nd::cli;
namespace show = nd::show;

constexpr std::string_view kDescription =
    R"(Shows each record as a row. The columns are the fields named with `-c`, else all fields of the
records, in the order in which they first occur, those of objects too. A column is called by its path,
`repo.name` (`ndparse --nest` makes objects again). A string is shown as it is, arrays and objects as JSON, null and missing fields as the text of `--null`.

`text` is for a terminal: columns align by display width (two for East-Asian characters), control
characters are shown as escapes. `markdown` is GitHub's, escaped and padded. `html` is a fragment with
the classes `ndtable`, `number`, `text`, `missing` and `bar`. `csv` is RFC 4180 with its CRLF line ends;
an empty string is `""` there and a null nothing. `tsv` has `\t`, `\n`, `\r` and `\\` for tab, newline, carriage
return and backslash. ndparse reads both back, all cells as strings: a null as an empty one, unless both are given one `--null`; a string that `--spreadsheet` guards keeps its `'`. Without any column nothing is written.

Numbers are rounded half to even from their decimal text; integers of any width are exact. Without an
option a number is shown as it came. `--si` and `--cjk` show three digits, unless `--digits` says how
many follow the point. Beyond B comes T (10^12), beyond 亿 comes 万亿 (10^12).

`--pivot` makes a row for each value of ROW and a column for each of COLUMN, in the order in which they
first occur; options that name VALUE format all of them. Two values for one cell are an error. `--total` sums the columns of numbers exactly, whatever the order of the records. Percentages and the
first column, which holds the label, are not summed.)";

constexpr std::string_view kCities = R"({"city":"北京","plays":1234567,"share":0.625}
{"city":"Paris","plays":740741,"share":0.375}
)";
constexpr std::string_view kPlain =
    "city       plays  share\n-----  ---------  -----\n北京   1,234,567  62.5%\n"
    "Paris    740,741  37.5%\n-----  ---------  -----\ntotal  1,975,308\n";
constexpr std::string_view kMarkdown =
    "| 城市  |   播放 |\n| ----- | -----: |\n| 北京  |  123万 |\n| Paris | 74.1万 |\n";

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
       "cut texts with … so that a text table fits N columns. Columns of numbers are never "
       "cut: if they alone are wider, so is the table.",
       cli::value(r.width)},
      {"--spreadsheet", "",
       "put ' before strings that a spreadsheet would run. In csv and tsv, those that start "
       "with = + - @, their full-width forms, a tab or a line end.",
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
          .common = cli::Common::kRecords,
          .examples = {{.comment = "Numbers as people read them.",
                        .files = {{"cities.ndjson", std::string(kCities)}},
                        .command = "ndtable --int plays --pct share --total cities.ndjson",
                        .output = std::string(kPlain)},
                       {.comment = "A table for a Markdown page, with titles of its own.",
                        .command = "ndtable -c 城市=city,播放=plays --cjk plays --format markdown "
                                   "cities.ndjson",
                        .output = std::string(kMarkdown)}},
          .memory =
              "proportional to the input; constant for csv and tsv with `--columns` and "
              "without `--pivot`, `--total` and `--digits`",
          .see_also = {"ndgroup(1)"}};
}

nd::Status run(const Options& options, nd::io::Streams& streams) {
  nd::json::Schema schema;
  show::Tabulate table(ND_TRY(show::TableLayout::make(options)), schema, streams.bindings.strict);
  return nd::stream::run(streams, schema, table);
}

}  // namespace

int main(int argc, char** argv) {
  return nd::cli::run_tool(argc, argv, describe, run);
}
