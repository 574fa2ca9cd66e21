// The options that mean the same in every tool, declared once. A Command names the sets that mean
// something for it.
#pragma once

#include <string>
#include <vector>

#include "cli/screen.h"
#include "io/streams.h"
#include "table/tables.h"

namespace nd::cli {

struct Option;

// Sets of shared options. run_tool() puts what they say into io::Streams; a tool does not see the
// options themselves.
enum class Common : unsigned {
  kNothing = 0,
  kOutput = 1U << 0,        // -o, --output                 Sinks::out
  kRejects = 1U << 1,       // --rejects, --max-errors      Sinks::rejects, Limits::max_errors
  kStrict = 1U << 2,        // --strict                     LineRules, Bindings::strict
  kValidate = 1U << 3,      // --validate                   LineRules::validate
  kArguments = 1U << 4,     // --arg, --argjson             Bindings::arguments, environment
                            // --let, --table               Bindings::lets, tables
  kZone = 1U << 5,          // --tz                         Bindings::zone
  kJobs = 1U << 6,          // -j, --jobs                   Limits::jobs
  kMemory = 1U << 7,        // -S, --mem, -T, --tmp         Limits::memory, temporary
  kLineBuffered = 1U << 8,  // --line-buffered              Sinks::out
  kStats = 1U << 9,         // --stats
  kProgress = 1U << 10,     // --progress                   Input::progress
  kColor = 1U << 11,        // --color                      Screen::color

  // What every tool has that reads records and writes records.
  kRecords = kOutput | kRejects | kStrict | kValidate | kLineBuffered | kStats | kProgress,
  // What a tool has besides that if it takes expressions.
  kExpression = kArguments | kZone,
};

constexpr Common operator|(Common a, Common b) {
  return static_cast<Common>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}
// `set` without `rest`: kRecords - kValidate.
constexpr Common operator-(Common set, Common rest) {
  return static_cast<Common>(static_cast<unsigned>(set) & ~static_cast<unsigned>(rest));
}
// Whether `set` has all of `part`.
constexpr bool has(Common set, Common part) {
  return (static_cast<unsigned>(set) & static_cast<unsigned>(part)) == static_cast<unsigned>(part);
}

enum class Request { kRun, kShortHelp, kHelp, kVersion, kManual, kBash, kZsh, kFish };

// What the shared options were set to. `streams` has those that are settings of a run; its files
// are not open yet.
struct CommonValues {
  Request request = Request::kRun;
  std::string output = "-";
  std::string rejects;
  bool line_buffered = false;
  std::string stats_file;  // empty: standard error
  bool progress = false;
  ColorWhen color = ColorWhen::kAuto;
  table::Tables tables;  // to which Bindings::tables refers
  io::Streams streams;
};

// The options of a set, in the order in which help lists them, bound to `values`, which must
// outlive them.
// --help, --version and --generate are always among them.
[[nodiscard]] std::vector<Option> common_options(Common set, CommonValues& values);

}  // namespace nd::cli
