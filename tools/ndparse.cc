// ndparse - anything into clean NDJSON, the validating gate.
//
// Belongs here: ndparse's options and what the manual page says. The work is done by ops/parse.h.
#include "cli/tool.h"
#include "ops/parse.h"

namespace {

using nd::cli::Common;

constexpr std::string_view kDescription =
    R"(ndparse reads NDJSON, JSON, CSV, TSV, logfmt or other text and writes one JSON record a
line. It validates every byte: the grammar of JSON, UTF-8, that no object has a key twice,
nesting to 1,024 levels. An NDJSON line that no option changes leaves byte for byte as it
came.

Without --from a file's name says the format: .json .csv .tsv .logfmt, also with .gz or .zst after
it; all else, and standard input, is NDJSON. `json` is arrays of any size, whose elements are the
records, and values one after another; they leave without blanks between tokens.

`csv` follows RFC 4180, with commas unless -d says otherwise: a cell may be in quotes, and then
hold delimiters, line ends and doubled quotes. Each file has a header, whose names are neither
empty nor the same. A row with more or fewer cells is a bad record; so is one with a quote inside a
cell that does not start with one. A quote that is never closed costs the line it stands in. CR LF
ends a row, a CR alone is data, empty lines are skipped; a row may have 64 MiB. Every cell is a
string, also an empty one, unless an option says otherwise. `tsv` is the same with tabs, but a
quote inside a cell that does not start with one is data.

`logfmt` is key=value pairs; a value may be in quotes with the escapes of JSON; a key alone is
true. `regex` is lines in which --regex is found. `rejects` is what --rejects of any tool has
written: each refused JSON line is read again, as it is there or was mended.

Fields are called as they are after --rename. In JSON records they may be nested (`user.age`);
--infer and --null are for strings at the top of a record. Of one cell, --null comes first, then
--types or --time, then --infer.)";

nd::cli::Command describe(nd::ops::ParseOptions& options) {
  return {
      .name = "ndparse",
      .summary = "read any format into clean NDJSON",
      .description = std::string(kDescription),
      .options = {{.flags = "--from",
                   .value = "FORMAT",
                   .help = "the format of the input.",
                   .binding = nd::cli::choice(options.format, nd::ops::format_names()),
                   .preset = "auto"},
                  {.flags = "-d, --delimiter",
                   .value = "CHR",
                   .help = "what separates cells, one ASCII character or `\\t`.",
                   .binding = nd::cli::value(options.delimiter)},
                  {.flags = "--no-header",
                   .help = "the first row is a record; columns are c1, c2, … or as --columns says.",
                   .binding = nd::cli::flag(options.no_header)},
                  {.flags = "--columns",
                   .value = "NAME,…",
                   .help = "names of the columns, instead of the header's.",
                   .binding = nd::cli::list(options.columns)},
                  {.flags = "--regex",
                   .value = "RE",
                   .help = "an RE2 pattern; its named groups, `(?P<name>…)`, are the fields.",
                   .binding = nd::cli::value(options.regex)},
                  {.flags = "--infer",
                   .help = "a cell that is exactly a JSON number, true or false becomes one.",
                   .binding = nd::cli::flag(options.infer)},
                  {.flags = "--types",
                   .value = "FIELD=TYPE,…",
                   .help = "fields that must be int (007 and 7.0 too), float, string, bool (also "
                           "yes, y, t, 1 and their opposites) or json (JSON in a cell).",
                   .binding = nd::cli::list(options.types)},
                  {.flags = "--time",
                   .value = "FIELD=FORMAT",
                   .help = "a time becomes RFC 3339 in UTC. FORMAT is s, ms, us or ns since 1970, "
                           "rfc3339, or a pattern of strptime(3) such as `%d/%m/%Y %H:%M`; without "
                           "an offset it is in the zone of --tz.",
                   .binding = nd::cli::each(options.times)},
                  {.flags = "--null",
                   .value = "TEXT",
                   .help = "a cell that is TEXT becomes null; '' is the empty cell.",
                   .binding = nd::cli::value(options.null_text)},
                  {.flags = "--rename",
                   .value = "NEW=OLD,…",
                   .help = "other names for fields.",
                   .binding = nd::cli::list(options.renames)},
                  {.flags = "--require",
                   .value = "FIELD,…",
                   .help = "a record without the field, or with null, is bad.",
                   .binding = nd::cli::list(options.required)},
                  {.flags = "--add-source",
                   .help = "add the fields `_file` and `_line`: where the record starts.",
                   .binding = nd::cli::flag(options.add_source)}},
      .common = (Common::kRecords - Common::kValidate - Common::kStrict) | Common::kZone,
      .examples =
          {{.comment = "A CSV file with numbers as numbers.",
            .files = {{"videos.csv", "id,title,plays\n7,\"Dumplings, fast\",120\n8,\"\",90\n"}},
            .command = "ndparse --infer videos.csv",
            .output = R"({"id":7,"title":"Dumplings, fast","plays":120}
{"id":8,"title":"","plays":90}
)"},
           {.comment = "Bad lines go to a file, the others go on.",
            .files = {{"plays.ndjson", "{\"ms\":5}\n{\"ms\":\n{\"ms\":7}\n"}},
            .command = "ndparse --rejects bad.ndjson plays.ndjson",
            .output = "{\"ms\":5}\n{\"ms\":7}\n"},
           {.comment = "Local times of a web server's log.",
            .files = {{"access.log", "10.0.0.1 [31/Jul/2024:23:59:59 +0800] 200\n"}},
            .command =
                R"(ndparse --from regex --regex '^(?P<ip>\S+) \[(?P<at>.*?)\] (?P<code>\d+)' \
  --types code=int --time 'at=%d/%b/%Y:%H:%M:%S %z' access.log)",
            .output = "{\"ip\":\"10.0.0.1\",\"at\":\"2024-07-31T15:59:59Z\",\"code\":200}\n"}},
      .memory = "constant: one record at a time",
      .see_also = {"ndtable(1)", "ndrecord(5)"}};
}

}  // namespace

int main(int argc, char** argv) {
  nd::ops::ParseOptions options;
  return nd::cli::run_tool(argc, argv, describe(options), [&](nd::io::Streams& streams) {
    return nd::ops::parse(options, streams);
  });
}
