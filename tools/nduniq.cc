// nduniq - keep one record for each key.
//
// Belongs here: nduniq's options and how they fill nd::sort::UniqueRequest.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/tool.h"
#include "selection_options.h"
#include "sort/unique_request.h"

namespace {

namespace cli = nd::cli;

constexpr std::string_view kDescription =
    R"(Writes one record for each key, byte for byte as it came, in the order of the input. Equal keys are equal values: 1, 1.0 and 1e0 are one key, null and a missing field are one key. Without -k the whole record is the key.

A KEY is a field (`user.id`, or `"id.orig_h"` where the name itself has a dot) or an expression (`day=(.time_ms|ms|day)`).

Of the records of one key the first stays, and leaves at once. With `--keep last` it is the last one; with `min:F` or `max:F` the one with the smallest or largest value of F, the first of several; one whose F is null stays only if there is no other.

With `--ordered` the records come in the order of F, smallest first for `min:F`, largest first for `max:F`, null last. Then the first record of a key is the one: it leaves at once, and memory is as with `first`. A record whose F steps back ends the run, also with --rejects: then the records that were kept may be the wrong ones.

With -w only records for which EXPR is true (ndexpr(7)) are looked at, as if ndfilter stood before it: the others are written nowhere, not to --dropped either, and count for nothing. `--tally NAME=COND` tells in --stats how many records COND holds for, as in ndfilter(1): a record counts in the first COND that holds for it, whether -w lets it through or not.

With `--window` a key is forgotten when it has not been met for N records, or for a time: 90s, 10m (minutes), 36h, 7d, 2w. On a stream that is sorted by the key, `--window 1` needs no memory. The time of a record is what `--time` says: RFC 3339 text, epoch seconds (`(.recv_ms|ms)` for milliseconds), or a period such as 2024-07-31, which counts as of its first day; the first record decides which of these. A first time that is a whole number from 1000 to 9999 is a year, and one that may be a date, such as 20240731, is refused, unless an expression ends with a function that gives seconds, such as ms. A record that comes late counts as of the latest time before it.

Keys are told apart by 128-bit hashes: for two different ones to be taken for one is not to be expected before 10^18 keys.)";

constexpr std::string_view kKeyedHelp =
    "write KEY, TAB, RECORD, and read such lines too. This is for engines that bring equal keys "
    "together; KEY is the canonical JSON array [null,KEY…].";

using Options = nd::sort::UniqueRequest;

std::vector<cli::Option> options_of(Options& options) {
  return {{.flags = "-k, --key",
           .value = "KEY,…",
           .help = "keep one record for each KEY.",
           .binding = cli::list(options.keys),
           .preset = "whole record",
           .names_fields = true},
          {"--keep", "first|last|min:F|max:F", "keep this one of several.",
           cli::value(options.keep), "first"},
          {"--ordered", "",
           "with `--keep min:F|max:F`: the records come in the order of F, the one to keep first.",
           cli::flag(options.ordered)},
          {"--window", "N|TIME", "forget keys not met for N records, or for a time.",
           cli::value(options.window)},
          {"-t, --time", "FIELD", "take a record's time from FIELD, for `--window`.",
           cli::value(options.time)},
          {"-c, --count", "NAME", "add how many there were as the field NAME, which may be a path.",
           cli::value(options.count)},
          nd::tools::where_option([&options]() -> std::string& { return options.selection.where; }),
          nd::tools::tally_option(options.selection.tallies),
          {"--dropped", "FILE", "write the other records to FILE, in input order.",
           cli::value(options.dropped), "", cli::Completion::kOutputFile},
          {"--keyed", "", std::string(kKeyedHelp), cli::flag(options.keyed)}};
}

cli::Command describe(Options& options) {
  const std::string events =
      "{\"id\":\"e1\",\"recv\":7}\n{\"id\":\"e2\",\"recv\":5}\n{\"id\":\"e1\",\"recv\":4}\n";
  return {
      .name = "nduniq",
      .summary = "keep one record for each key",
      .description = std::string(kDescription),
      .options = options_of(options),
      .common = cli::Common::kRecords | cli::Common::kExpression | cli::Common::kJobs |
                cli::Common::kMemory,
      .examples =
          {{.comment = "Drop what was sent twice.",
            .files = {{"events.ndjson", events}},
            .command = "nduniq -k id events.ndjson",
            .output = "{\"id\":\"e1\",\"recv\":7}\n{\"id\":\"e2\",\"recv\":5}\n"},
           {.comment = "Keep what was received first, and tell how often it was sent.",
            .command = "nduniq -k id --keep min:recv -c sent events.ndjson",
            .output =
                "{\"id\":\"e2\",\"recv\":5,\"sent\":1}\n{\"id\":\"e1\",\"recv\":4,\"sent\":2}\n"},
           {.comment = "Of those received from 5 on.",
            .command = "nduniq -k id -w '.recv >= 5' events.ndjson",
            .output = "{\"id\":\"e1\",\"recv\":7}\n{\"id\":\"e2\",\"recv\":5}\n"}},
      .memory =
          "proportional to the number of keys, about 24 bytes each; beyond --mem the records of "
          "further keys wait on disk and leave at the end. Each thread that reads plain files "
          "takes "
          "about 5 MiB. With `--window` proportional to what is "
          "within it. With -c and `--keep last|min|max` the records wait for the end: beyond --mem "
          "in a file that is written and read once. Of plain files of 4 MiB and more only the "
          "places of records wait, about 16 bytes each, and the files are read a second time: one "
          "that was changed meanwhile is an error. Keys take about 45 bytes each then, and where F "
          "is a longer text or number, that as well; beyond --mem the records of further keys are "
          "sorted on disk",
      .see_also = {"ndsort(1)", "ndtop(1)", "ndgroup(1)"}};
}

nd::Status run(const Options& options, nd::io::Streams& streams) {
  return nd::sort::run_unique(options, streams);
}

}  // namespace

int main(int argc, char** argv) {
  return nd::cli::run_tool(argc, argv, describe, run);
}
