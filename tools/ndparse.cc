// ndparse - anything into clean NDJSON, the validating gate.
//
// Belongs here: ndparse's options and what the manual page says. The work is done by parse/parse.h.
#include "cli/tool.h"
#include "parse/parse.h"
#include "parse_options.h"

namespace {

using nd::cli::Common;

constexpr std::string_view kDescription =
    R"(ndparse reads NDJSON, JSON, CSV, TSV, logfmt or other text and writes one JSON record a
line. It validates every byte: the grammar of JSON, UTF-8, that no object has a key twice,
nesting to 1,024 levels. An NDJSON line that no option changes leaves byte for byte as it
came. With `--duplicate-keys first` (or last) a record with a key twice is written anew with the
first (last) of them, without blanks between tokens.

Without --from a file's name says the format: .json .csv .tsv .logfmt, also with .gz or .zst after
it; all else, and standard input, is NDJSON. `json` is arrays of any size, whose elements are the
records, and values one after another; they leave without blanks between tokens.

`csv` follows RFC 4180, with commas unless -d says otherwise: a cell may be in quotes, and then
hold delimiters, line ends and doubled quotes. Each file has a header, whose names are neither
empty nor the same. A row with more or fewer cells is a bad record; so is one with a quote inside a
cell that does not start with one. A quote that is never closed costs the line it stands in. CR LF
ends a row, empty lines are skipped; a row may have 64 MiB. A CR alone ends no line and is data, but
one outside quotes in the header, or in a file without any LF, is an error: such lines are turned by
`tr '\r' '\n'`. Every cell is a string, also an empty one, unless an option says otherwise: with --infer the field of
an empty cell is absent, unless --types says that it is a string, and --null '' makes it null.

Of tables as they are met: `--skip-lines 3` passes over what stands before the header, `--comment '#'`
over lines that begin so, wherever a row may begin; `--pad` takes rows that are short. `--decimal ,`
and `--thousands .` are how the file writes numbers: 1.234,5 is 1234.5 then, 1.5 and 12.34 are texts.

`tsv` has a row on each line and tabs between cells. In a cell `\t`, `\n`, `\r` and `\\` stand for
tab, newline, carriage return and backslash; nothing else is special: quotes are data. What
`ndtable --format tsv` writes is read back so. In a table of one column an empty line is an empty
cell. A file with tabs and with cells in quotes is read by `--from csv -d '\t'`.

`logfmt` is key=value pairs; a value may be in quotes with the escapes of JSON; a key alone is
true. `regex` is lines in which --regex is found. `combined` is the log of a web server, combined or common:
host, ident, user, time (RFC 3339 in UTC), method, path, protocol (or request, where that is none),
status, bytes, referer, agent. `syslog` is lines by RFC 5424, and those of /var/log and RFC 3164:
priority, time (as it stands there), host, app, pid, msgid, data, message. In both a lone `-` is null,
unless --null says otherwise. `rejects` is what --rejects of any tool has
written: each refused JSON line is read again, as it is there or was mended.

Fields are called as they are after --rename, whose new names are paths: `user.id=uid` puts uid into
the object user, `"user.id"=uid` does not. So are those of --columns. A name with dots in a header is
one name, unless --nest makes objects of it, as ndtable(1) writes them. In JSON records they may be nested (`user.age`);
--infer and --null are for strings at the top of a record. Of one cell, --null comes first (in quotes
or not), then --types or --time, then --infer.

A pattern of --time is that of strptime(3) in the C locale, with `%f` for the digits of a fraction.
Every part of it counts; one that could not is a usage error. A date needs its year, %Y or %y (1969
to 2068), or --year; without a day it is the first one of its month, its year or, by `%G-W%V`, its
ISO week. A time needs its date, `%I` its `%p`, `%G` its `%V`. Parts that say the same twice must
agree in the data, such as a weekday with its date. `%Z` reads UTC and GMT, no other abbreviation;
`%z` reads offsets and Z. `%s` stands alone, or with `%f`.)";

using Options = nd::parse::ParseOptions;

nd::cli::Command describe(Options& options) {
  return {.name = "ndparse",
          .summary = "read any format into clean NDJSON",
          .description = std::string(kDescription),
          .options = nd::tools::parse_options(options),
          .common = (Common::kRecords - Common::kValidate - Common::kStrict) | Common::kZone |
                    Common::kJobs,
          .examples =
              {{.comment = "A CSV file with numbers as numbers.",
                .files = {{"videos.csv", "id,title,plays\n7,\"Dumplings, fast\",120\n8,\"\",90\n"}},
                .command = "ndparse --infer videos.csv",
                .output = R"({"id":7,"title":"Dumplings, fast","plays":120}
{"id":8,"plays":90}
)"},
               {.comment = "Bad lines go to a file, the others go on.",
                .files = {{"plays.ndjson", "{\"ms\":5}\n{\"ms\":\n{\"ms\":7}\n"}},
                .command = "ndparse --rejects bad.ndjson plays.ndjson",
                .output = "{\"ms\":5}\n{\"ms\":7}\nndparse: 1 of 3 records was refused; it is in "
                          "'bad.ndjson'\n"},
               {.comment = "Local times of a web server's log.",
                .files = {{"access.log", "10.0.0.1 [31/Jul/2024:23:59:59 +0800] 200\n"}},
                .command =
                    R"(ndparse --from regex --regex '^(?P<ip>\S+) \[(?P<at>.*?)\] (?P<code>\d+)' \
  --types code=int --time 'at=%d/%b/%Y:%H:%M:%S %z' access.log)",
                .output = "{\"ip\":\"10.0.0.1\",\"at\":\"2024-07-31T15:59:59Z\",\"code\":200}\n"}},
          .memory = "constant: one record at a time; with several threads about 10 MiB for each",
          .see_also = {"ndtable(1)", "ndrecord(5)"}};
}

nd::Status run(const Options& options, nd::io::Streams& streams) {
  return nd::parse::parse(options, streams);
}

}  // namespace

int main(int argc, char** argv) {
  return nd::cli::run_tool(argc, argv, describe, run);
}
