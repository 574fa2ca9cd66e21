#include "cli/tool.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <exception>
#include <iterator>
#include <memory>
#include <new>
#include <optional>

#include "base/check.h"
#include "base/number.h"
#include "base/wording.h"
#include "cli/completion.h"
#include "cli/help.h"
#include "cli/inputs.h"
#include "cli/man.h"
#include "cli/message.h"
#include "cli/parse.h"
#include "cli/process.h"
#include "cli/progress.h"
#include "cli/screen.h"
#include "cli/unmet.h"
#include "io/cut.h"
#include "time/zone.h"

namespace nd::cli {

namespace {

constexpr int kExitDone = 0;
constexpr int kExitUsage = 2;
constexpr int kExitInput = 3;
constexpr int kExitSystem = 4;

int exit_status(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kUsage:
      return kExitUsage;
    case ErrorKind::kInput:
    case ErrorKind::kBroken:
      return kExitInput;
    case ErrorKind::kSystem:
      return kExitSystem;
    case ErrorKind::kClosed:
      return kExitDone;
  }
  return kExitSystem;
}

// Says what went wrong; the reader that has gone is nobody's fault.
int report(const std::string& tool, const Error& error) {
  if (error.kind == ErrorKind::kClosed) return kExitDone;
  std::string text = message_lines(tool, error.message);
  if (error.kind == ErrorKind::kUsage)
    text += message_lines(tool, fmt::format("see '{} --help'", tool));
  write_to_stderr(text);
  return exit_status(error.kind);
}

std::string_view kind_word(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kUsage:
      return "usage";
    case ErrorKind::kInput:
    case ErrorKind::kBroken:
      return "data";
    case ErrorKind::kSystem:
    case ErrorKind::kClosed:
      return "io";
  }
  return "io";
}

// Tells the next program of a pipe, where there is one, that what it was given is not whole.
void pass_on(const std::string& tool, const Error& error, io::Streams& streams) {
  if (error.kind == ErrorKind::kClosed || !streams.sinks.out.is_piped()) return;
  const io::Failure& failure = streams.outcome.failure;
  const std::string_view kind = failure.kind.empty() ? kind_word(error.kind) : failure.kind;
  streams.sinks.out.cut(
      io::cut_line(failure.cut.empty() ? io::cut_text(tool, failure.place, kind) : failure.cut));
}

// Whether standard output is to hold records.
bool prints_records_with(const Command& command, const Parsed& parsed) {
  return command.prints == Prints::kRecords &&
         std::none_of(parsed.given.begin(), parsed.given.end(),
                      [](const Option* option) { return option->prints_text; });
}

std::string requested_text(const Command& command, Request request) {
  switch (request) {
    case Request::kShortHelp:
      return short_help(command);
    case Request::kHelp:
      return full_help(command);
    case Request::kVersion:
      return command.name + " (annals) " ND_VERSION "\n";
    case Request::kManual:
      return man_page(command, ND_VERSION);
    case Request::kBash:
      return bash_completion(command);
    case Request::kZsh:
      return zsh_completion(command);
    case Request::kFish:
      return fish_completion(command);
    case Request::kRun:
      break;
  }
  return {};
}

Status print(std::string_view text, const std::string& file) {
  io::Output out = ND_TRY(io::Output::file(file));
  out.let_reader_leave();
  ND_TRY(out.text(text));
  return out.commit();
}

// What the environment says where the command line may say otherwise.
void set_defaults(io::Streams& streams) {
  if (std::string zone = environment_value("ND_TZ"); !zone.empty())
    streams.bindings.zone = std::move(zone);
  if (std::string directory = environment_value("TMPDIR"); !directory.empty())
    streams.limits.temporary = std::move(directory);
}

Status open_files(const Command& command, CommonValues& values, const Parsed& parsed) {
  io::Streams& streams = values.streams;
  // Also where no function asks for it: a name that is wrong would be found only where one does.
  if (has(command.common, Common::kZone)) ND_TRY(time::Zone::find(streams.bindings.zone));
  const io::Flush flush = values.line_buffered ? io::Flush::kEveryRecord : io::Flush::kWhenFull;
  io::Output out = ND_TRY(io::Output::file(values.output, flush));
  out.let_reader_leave();
  ND_TRY(check_not_read(out, inputs_of(command, parsed)));
  if (!values.rejects.empty()) {
    streams.sinks.rejects = ND_TRY(io::Output::file(values.rejects));
  } else if (streams.limits.max_errors.kind != io::ErrorLimit::Kind::kNone) {
    return usage_error("--max-errors means something only with --rejects");
  }
  streams.sinks.out = std::move(out);
  streams.screen = screen_of(streams.sinks.out.descriptor(), values.color);
  if (has(command.common, Common::kArguments)) streams.bindings.environment = environment();
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  streams.bindings.now_ns = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
  return {};
}

void append_count(std::string& out, std::string_view name, std::uint64_t count) {
  out += ",\"";
  out += name;
  out += "\":";
  append_uint(out, count);
}

void append_tallies(std::string& out, const std::vector<io::Tally>& tallies) {
  if (tallies.empty()) return;
  out += ",\"tallies\":{";
  for (const io::Tally& tally : tallies)
    fmt::format_to(std::back_inserter(out), "\"{}\":{},", tally.name, tally.count);
  out.back() = '}';
}

// One JSON object: who, what went in and out, how long it took.
std::string stats_text(const Command& command, const io::Streams& streams, std::uint64_t records,
                       std::uint64_t bytes, double seconds) {
  std::string out = fmt::format("{{\"tool\":\"{}\"", command.name);
  append_count(out, "read", streams.outcome.counts.read());
  append_count(out, "used", streams.outcome.counts.used);
  append_count(out, "rejected", streams.outcome.counts.rejected);
  append_count(out, "written", records);
  append_count(out, "bytes_read", streams.outcome.counts.bytes);
  append_count(out, "bytes_written", bytes);
  out += ",\"seconds\":";
  append_double(out, static_cast<double>(static_cast<std::int64_t>(seconds * 1e3)) / 1e3);
  append_tallies(out, streams.outcome.counts.tallies);
  return out += '}';
}

// What a run that ended well has to say: a note of the tool, fields that no record had, and where
// refused records are, unless so many were allowed.
void say_what_was_met(const Command& command, const CommonValues& values) {
  const io::Streams& streams = values.streams;
  if (!streams.outcome.note.empty())
    write_to_stderr(message_lines(command.name, streams.outcome.note));
  if (streams.outcome.quiet) return;
  for (const io::UnmetField& field : streams.outcome.unmet)
    write_to_stderr(message_lines(command.name, unmet_text(field, streams.bindings)));
  if (streams.outcome.counts.used > 0 && !streams.outcome.for_later) {
    for (const io::UnmetField& field : values.tables.unmet())
      write_to_stderr(message_lines(command.name, unmet_text(field, streams.bindings)));
  }
  const std::uint64_t refused = streams.outcome.counts.rejected;
  if (refused == 0 || streams.limits.max_errors.kind != io::ErrorLimit::Kind::kNone) return;
  std::string text;
  append_uint(text, refused);
  text += " of ";
  append_uint(text, streams.outcome.counts.read());
  text += refused == 1 ? " records was refused; it is in " : " records were refused; they are in ";
  write_to_stderr(message_lines(command.name, text + in_quotes(values.rejects)));
}

// After a failure: what a streaming tool has made is passed on, an atomic file is not.
Status save_what_was_made(io::Streams& streams) {
  streams.sinks.out.drop_unfinished();
  return streams.sinks.out.flush();
}

// What there is besides the output. It comes first: where the output appears, its rejects are there
// too, and what fails here can still be passed on.
struct SideFiles {
  std::optional<io::Output> stats;
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
};

Status commit_side_files(const Command& command, CommonValues& values, SideFiles& side) {
  const io::Streams& streams = values.streams;
  if (values.streams.sinks.rejects) ND_TRY(values.streams.sinks.rejects->commit());
  if (!values.streams.sinks.stats) return {};
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - side.start).count();
  const std::string text =
      stats_text(command, streams, streams.sinks.out.records(), streams.sinks.out.bytes(), seconds);
  if (side.stats) {
    ND_TRY(side.stats->record(text));
    return side.stats->commit();
  }
  write_to_stderr(message_lines(command.name, text));
  return {};
}

// After run(): commits, or saves and passes on the failure. The exit status.
int commit_or_report(const Command& command, CommonValues& values, const Result<int>& answer,
                     bool prints_records, SideFiles& side) {
  io::Streams& streams = values.streams;
  const auto fail = [&](const Error& error) {
    int status = report(command.name, error);
    const Status saved = save_what_was_made(streams);
    if (prints_records) pass_on(command.name, error, streams);
    // An output that failed fails again with what was reported already.
    if (!saved && saved.error().message != error.message &&
        saved.error().kind != ErrorKind::kClosed)
      status = report(command.name, saved.error());
    return status;
  };
  const auto fail_with_counts = [&](const Error& error) {
    const int status = fail(error);
    if (error.kind == ErrorKind::kUsage) streams.sinks.rejects.reset();
    const Status written = commit_side_files(command, values, side);
    return written || written.error().message == error.message
               ? status
               : report(command.name, written.error());
  };
  if (!answer) return fail_with_counts(answer.error());
  ND_CHECK(*answer == 0 || *answer == 1);
  // First, so that what is counted as written is.
  const Status flushed = streams.sinks.out.flush();
  if (!flushed && flushed.error().kind != ErrorKind::kClosed)
    return fail_with_counts(flushed.error());
  if (auto written = commit_side_files(command, values, side); !written)
    return fail(written.error());
  const Status committed = streams.sinks.out.commit();
  if (committed) say_what_was_met(command, values);
  if (committed || committed.error().kind == ErrorKind::kClosed) return *answer;
  return report(command.name, committed.error());
}

Error internal_error(const char* what) {
  return Error{ErrorKind::kSystem, std::string("internal error: ") + what, Error::kNoOffset};
}
// A size beyond what can be asked for at all; the new-handler never saw it.
Error out_of_memory_error() {
  return Error{ErrorKind::kSystem, "out of memory", Error::kNoOffset};
}

// What is thrown on the way (a thread that cannot be started) is a failure like any other, and
// travels down the pipe.
Result<int> run_in_net(const Run& run, io::Streams& streams) {
  try {
    return run(streams);
  } catch (const std::bad_alloc&) {
    return tl::unexpected<Error>(out_of_memory_error());
  } catch (const std::exception& error) {
    return tl::unexpected<Error>(internal_error(error.what()));
  }
}

// Runs the tool on open files, and commits them.
int run_and_commit(const Command& command, CommonValues& values, const Run& run,
                   bool prints_records, std::optional<io::Output> stats_file) {
  io::Streams& streams = values.streams;
  SideFiles side{std::move(stats_file)};
  std::unique_ptr<Progress> progress;
  if (values.progress && ::isatty(STDERR_FILENO) == 1) {
    progress = std::make_unique<Progress>(command.name, terminal_columns());
    streams.input.progress = [&bar = *progress](std::uint64_t read, std::uint64_t total) {
      bar.update(read, total);
    };
  }
  if (prints_records && streams.sinks.out.is_piped()) {
    streams.sinks.out.guard();
    io::cut_on_signal(streams.sinks.out.descriptor(), command.name);
  }
  const Result<int> answer = run_in_net(run, streams);
  streams.input.progress = nullptr;
  progress.reset();
  return commit_or_report(command, values, answer, prints_records, side);
}

int run_command(std::vector<std::string> words, Command& command, const Run& run) {
  CommonValues values;
  set_defaults(values.streams);
  for (Option& option : common_options(command.common, values))
    command.options.push_back(std::move(option));
  const bool text_from_words = may_print_text(command, words);
  auto parsed = parse(command, std::move(words));
  const auto fail = [&](const Error& error, bool prints_records) {
    const int status = report(command.name, error);
    if (prints_records) pass_on(command.name, error, values.streams);
    return status;
  };
  if (!parsed) return fail(parsed.error(), !text_from_words);
  if (values.request != Request::kRun) {
    const Status printed = print(requested_text(command, values.request), values.output);
    return printed ? kExitDone : report(command.name, printed.error());
  }
  const bool prints_records = prints_records_with(command, *parsed);
  // Until the output is open: to standard output.
  const bool on_standard_output = prints_records && values.output == "-";
  if (auto status = complete_with_tables(command, values.tables, *parsed); !status)
    return fail(status.error(), on_standard_output);
  std::optional<io::Output> stats_file;
  auto opened = open_files(command, values, *parsed);
  if (opened && !values.stats_file.empty()) {
    if (auto file = io::Output::file(values.stats_file)) {
      stats_file = std::move(*file);
    } else {
      opened = tl::unexpected<Error>(std::move(file).error());
    }
  }
  if (!opened) return fail(opened.error(), on_standard_output);
  io::Streams& streams = values.streams;
  streams.input.operands = std::move(parsed->operands);
  streams.input.prepare = [&values, &streams] {
    return values.tables.load(streams.input.lines, streams.outcome.failure);
  };
  return run_and_commit(command, values, run, prints_records, std::move(stats_file));
}

}  // namespace

int run_tool(int argc, char** argv, const Describe& describe, const Run& run) {
  set_up_process();
  std::string name = program_invocation_short_name;
  try {
    Command command = describe();
    name = command.name;
    return run_command(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc), command,
                       run);
  } catch (const std::bad_alloc&) {
    return report(name, out_of_memory_error());
  } catch (const std::exception& error) {
    return report(name, internal_error(error.what()));
  }
}

}  // namespace nd::cli
