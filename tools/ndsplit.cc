// ndsplit - write each record to the file that its fields name.
//
// Belongs here: ndsplit's options and how they fill nd::split::SplitRequest.
#include <string>
#include <string_view>
#include <vector>

#include "cli/tool.h"
#include "split/split_request.h"

namespace {

namespace cli = nd::cli;

constexpr std::string_view kDescription =
    R"(Writes every record, byte for byte, to the file that its fields name, and at the end a list of the files, one JSON object each, in the order of their paths: {"file","records","bytes"}, where "bytes" is what the records come to before compression. Within a file the records stand in the order of the input.

TEMPLATE is the path of a file with placeholders: {NAME} stands for the value of `-k NAME=EXPR`, or, where there is no such -k, for the field of that name (`user.id`, or `"id.orig_h"` where the name itself has a dot). {{ and }} are braces. A text stands as it is, a number in its shortest form (1.0 is `1`), true and false as such words; a record for which it is null, missing, an array or an object is a bad record.

Data never chooses a folder: a value that is empty, starts with a dot, holds a `/` or a control character, or is no UTF-8 makes a bad record. So does a name of more than 255 bytes. A placeholder may stand in the last part of the path only, and its folder must be there. With `--nest` placeholders may name folders as well (`{year}/{month}.ndjson`), by the same rules, and folders that are not there are made.

A file whose name ends in .gz or .zst is written compressed, in members of up to 512 KiB of text, which every reader of these formats takes for one text.

No file appears before all of them are written and on disk; then they are renamed to their places one by one. A run that fails or is killed on the way leaves whole files or none, never a part of one. Where there are more files than may be open, some are called .NAME.RANDOM.tmp meanwhile; a kill -9 leaves these behind, and they may be deleted. A file that is there already is an error, unless `--force` replaces it; one that is an input is never replaced.)";

using Options = nd::split::SplitRequest;

std::vector<cli::Option> options_of(Options& options) {
  return {{.flags = "-k, --key",
           .value = "NAME=EXPR,…",
           .help = "{NAME} stands for the value of EXPR.",
           .binding = cli::list(options.keys),
           .names_fields = true},
          {.flags = "--drop",
           .value = "F,…",
           .help = "leave these fields out of the records that are written.",
           .binding = cli::each(options.drop)},
          {.flags = "--nest",
           .help = "let placeholders name folders, and make those that are not there.",
           .binding = cli::flag(options.nest)},
          {.flags = "--force",
           .help = "replace files that exist.",
           .binding = cli::flag(options.force)},
          {.flags = "--open",
           .value = "N",
           .help = "have at most N files open at the same time.",
           .binding = cli::value(options.open),
           .preset = "256"}};
}

cli::Command describe(Options& options) {
  const std::string plays =
      "{\"id\":1,\"ms\":1719792000000}\n{\"id\":2,\"ms\":1719878400000}\n"
      "{\"id\":3,\"ms\":1719792001000}\n";
  return {.name = "ndsplit",
          .summary = "write each record to the file that its fields name",
          .description = std::string(kDescription),
          .arguments = {{.name = "TEMPLATE",
                         .help = "the files' path, with {NAME} where a value is to stand.",
                         .binding = cli::value(options.name)}},
          .options = options_of(options),
          .common = cli::Common::kRecords | cli::Common::kExpression,
          .examples = {{.comment = "A file for each day.",
                        .files = {{"plays.ndjson", plays}},
                        .command = "ndsplit '{day}.ndjson' -k 'day=(.ms|ms|day)' plays.ndjson",
                        .output = "{\"file\":\"2024-07-01.ndjson\",\"records\":2,\"bytes\":56}\n"
                                  "{\"file\":\"2024-07-02.ndjson\",\"records\":1,\"bytes\":28}\n"},
                       {.comment = "The same in folders, compressed, without the time.",
                        .command = "ndsplit --nest 'out/{month}/{day}.ndjson.gz' --drop ms \\\n"
                                   "  -k 'month=(.ms|ms|month),day=(.ms|ms|day)' plays.ndjson |\n"
                                   "  ndtable --int records",
                        .output = "file                              records  bytes\n"
                                  "--------------------------------  -------  -----\n"
                                  "out/2024-07/2024-07-01.ndjson.gz        2     18\n"
                                  "out/2024-07/2024-07-02.ndjson.gz        1      9\n"}},
          .memory =
              "at most 256 MiB of records that wait to be written, and about 300 bytes for each "
              "file",
          .see_also = {"ndgroup(1)", "ndsort(1)"}};
}

nd::Status run(const Options& options, nd::io::Streams& streams) {
  return nd::split::run_split(options, streams);
}

}  // namespace

int main(int argc, char** argv) {
  return nd::cli::run_tool(argc, argv, describe, run);
}
