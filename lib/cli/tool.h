// run_tool(): everything about being a program that all tools share. With it a tool is four parts,
// in this order:
//
//   constexpr std::string_view kDescription = R"(...the DESCRIPTION of the manual page...)";
//
//   struct Options { std::string by; std::uint64_t limit = 10; };
//
//   nd::cli::Command describe(Options& options) {
//     return {.name = "ndtop",
//             .summary = "keep the records that rank highest on a field",
//             .description = std::string(kDescription),
//             .options = {{.flags = "-k, --key", .value = "FIELD", .help = "rank by FIELD.",
//                          .binding = cli::value(options.by), .required = true},
//                         {.flags = "-n, --limit", .value = "N", .help = "keep N records.",
//                          .binding = cli::value(options.limit), .preset = "10"}},
//             .common = Common::kRecords | Common::kMemory,
//             .examples = {{.comment = "The two longest plays.",
//                           .files = {{"plays.ndjson", "{\"ms\":5}\n{\"ms\":9}\n{\"ms\":7}\n"}},
//                           .command = "ndtop -k ms -n 2 plays.ndjson",
//                           .output = "{\"ms\":9}\n{\"ms\":7}\n"}},
//             .memory = "proportional to N",
//             .see_also = {"ndsort(1)"}};
//   }
//
//   // Builds the operator; stream::run. Result<int>: the exit status, 0, or 1 where the user asked
//   // for an answer by it (-e, -q, --check) and it is no.
//   nd::Status run(const Options& options, nd::io::Streams& streams);
//
//   int main(int argc, char** argv) { return nd::cli::run_tool(argc, argv, describe, run); }
//
// `describe` is pure. `run` parses what a user typed only through a named parser (expr::compile,
// FieldPath::parse, ...); it returns kUsage before it has read anything, or leaves. It need not
// flush or commit streams.sinks.out and streams.sinks.rejects; outputs that it opens itself
// (--unmatched) it commits itself.
#pragma once

#include <functional>
#include <type_traits>

#include "base/result.h"
#include "cli/command.h"
#include "io/streams.h"

namespace nd::cli {

using Describe = std::function<Command()>;
using Run = std::function<Result<int>(io::Streams&)>;

// Parses the command line, runs, reports, and returns the exit status of command-line.md:
//   0 every byte of the output was accepted, or its reader has gone away   1 see above
//   2 usage or expression error   3 data error   4 I/O error, out of memory
// On a data error what a streaming tool has made so far is written, but no atomic file (-o)
// appears.
[[nodiscard]] int run_tool(int argc, char** argv, const Describe& describe, const Run& run);

// `Answer` is Status or Result<int>.
template <class Options, class Answer>
[[nodiscard]] int run_tool(int argc, char** argv, Command (*describe)(Options&),
                           Answer (*run)(const Options&, io::Streams&)) {
  Options options;
  const auto answer = [&](io::Streams& streams) -> Result<int> {
    if constexpr (std::is_same_v<Answer, Status>) {
      ND_TRY(run(options, streams));
      return 0;
    } else {
      return run(options, streams);
    }
  };
  return run_tool(
      argc, argv, [&] { return describe(options); }, answer);
}

}  // namespace nd::cli
