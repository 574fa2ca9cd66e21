#include "cli/tool.h"

#include <unistd.h>

#include <chrono>
#include <exception>
#include <memory>
#include <new>

#include "base/check.h"
#include "base/number.h"
#include "cli/completion.h"
#include "cli/help.h"
#include "cli/man.h"
#include "cli/message.h"
#include "cli/parse.h"
#include "cli/process.h"
#include "cli/progress.h"
#include "cli/unmet.h"

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
  if (error.kind == ErrorKind::kUsage) text += message_lines(tool, "see '" + tool + " --help'");
  write_to_stderr(text);
  return exit_status(error.kind);
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
  ND_TRY(out.text(text));
  return out.commit();
}

// What the environment says where the command line may say otherwise.
void set_defaults(io::Streams& streams) {
  if (std::string zone = environment_value("ND_TZ"); !zone.empty()) streams.zone = std::move(zone);
  if (std::string directory = environment_value("TMPDIR"); !directory.empty())
    streams.temporary = std::move(directory);
  streams.columns = terminal_columns();
  streams.unicode = locale_is_utf8();
}

bool wants_color(ColorWhen when) {
  if (when != ColorWhen::kAuto) return when == ColorWhen::kAlways;
  return ::isatty(STDOUT_FILENO) == 1 && environment_value("NO_COLOR").empty() &&
         environment_value("TERM") != "dumb";
}

Status open_files(const Command& command, CommonValues& values) {
  io::Streams& streams = values.streams;
  const io::Flush flush = values.line_buffered ? io::Flush::kEveryRecord : io::Flush::kWhenFull;
  streams.out = ND_TRY(io::Output::file(values.output, flush));
  if (!values.rejects.empty()) {
    streams.rejects = ND_TRY(io::Output::file(values.rejects));
  } else if (streams.max_errors.kind != io::ErrorLimit::Kind::kNone) {
    return usage_error("--max-errors means something only with --rejects");
  }
  streams.color = wants_color(values.color) && values.output == "-";
  if (values.color == ColorWhen::kAlways) streams.color = true;
  if (has(command.common, Common::kArguments)) streams.environment = environment();
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  streams.now_ns = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
  return {};
}

void append_count(std::string& out, std::string_view name, std::uint64_t count) {
  out += ",\"";
  out += name;
  out += "\":";
  append_uint(out, count);
}

// One JSON object: who, what went in and out, how long it took.
std::string stats_text(const Command& command, const io::Streams& streams, std::uint64_t records,
                       std::uint64_t bytes, double seconds) {
  std::string out = "{\"tool\":\"" + command.name + '"';
  append_count(out, "read", streams.counts.read);
  append_count(out, "used", streams.counts.used);
  append_count(out, "rejected", streams.counts.rejected);
  append_count(out, "written", records);
  append_count(out, "bytes_read", streams.counts.bytes);
  append_count(out, "bytes_written", bytes);
  out += ",\"seconds\":";
  append_double(out, static_cast<double>(static_cast<std::int64_t>(seconds * 1e3)) / 1e3);
  return out + "}";
}

// Makes what was written count. The rejects come first: where the output appears, its rejects are
// there too.
Status commit(io::Streams& streams) {
  if (streams.rejects) ND_TRY(streams.rejects->commit());
  return streams.out.commit();
}

// After a failure: what a streaming tool has made is passed on, an atomic file is not; the rejects
// tell why.
Status save_what_was_made(io::Streams& streams, ErrorKind kind) {
  if (kind == ErrorKind::kUsage) return {};
  if (streams.rejects) ND_TRY(streams.rejects->commit());
  return streams.out.flush();
}

// Runs the tool on open files and settles them.
int run_and_settle(const Command& command, CommonValues& values, const Run& run) {
  io::Streams& streams = values.streams;
  const auto start = std::chrono::steady_clock::now();
  std::unique_ptr<Progress> progress;
  if (values.progress && ::isatty(STDERR_FILENO) == 1) {
    progress = std::make_unique<Progress>(command.name, streams.columns);
    streams.progress = [&bar = *progress](std::uint64_t read, std::uint64_t total) {
      bar.update(read, total);
    };
  }
  const Result<int> answer = run(streams);
  streams.progress = nullptr;
  progress.reset();

  const std::uint64_t records = streams.out.records();
  const std::uint64_t bytes = streams.out.bytes();
  int status = kExitDone;
  Status settled;
  if (answer) {
    ND_CHECK(*answer == 0 || *answer == 1);
    status = *answer;
    settled = commit(streams);
    if (settled && !streams.note.empty())
      write_to_stderr(message_lines(command.name, streams.note));
    if (settled) {
      for (const io::UnmetField& field : streams.unmet)
        write_to_stderr(message_lines(command.name, unmet_text(field)));
    }
  } else {
    status = report(command.name, answer.error());
    settled = save_what_was_made(streams, answer.error().kind);
    // An output that failed fails again with what was reported already.
    if (!settled && settled.error().message == answer.error().message) settled = {};
  }
  if (!settled && settled.error().kind != ErrorKind::kClosed)
    status = report(command.name, settled.error());
  if (values.stats) {
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    write_to_stderr(
        message_lines(command.name, stats_text(command, streams, records, bytes, seconds)));
  }
  return status;
}

int run_command(std::vector<std::string> words, Command& command, const Run& run) {
  CommonValues values;
  set_defaults(values.streams);
  for (Option& option : common_options(command.common, values))
    command.options.push_back(std::move(option));
  auto parsed = parse(command, std::move(words));
  if (!parsed) return report(command.name, parsed.error());
  if (values.request != Request::kRun) {
    const Status printed = print(requested_text(command, values.request), values.output);
    return printed ? kExitDone : report(command.name, printed.error());
  }
  if (auto status = complete(command, *parsed); !status)
    return report(command.name, status.error());
  values.streams.operands = std::move(parsed->operands);
  if (auto status = open_files(command, values); !status)
    return report(command.name, status.error());
  return run_and_settle(command, values, run);
}

}  // namespace

int run_tool(int argc, char** argv, Command command, const Run& run) {
  set_up_process(command.name);
  const std::string name = command.name;
  try {
    return run_command(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc), command,
                       run);
  } catch (const std::bad_alloc&) {
    // A size beyond what can be asked for at all; the new-handler never saw it.
    return report(name, Error{ErrorKind::kSystem, "out of memory", Error::kNoOffset});
  } catch (const std::exception& error) {
    return report(name, Error{ErrorKind::kSystem, std::string("internal error: ") + error.what(),
                              Error::kNoOffset});
  }
}

}  // namespace nd::cli
