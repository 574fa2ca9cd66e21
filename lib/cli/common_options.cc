#include "cli/common_options.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "base/hex.h"
#include "base/processors.h"
#include "base/utf8.h"
#include "base/wording.h"
#include "cli/command.h"
#include "cli/message.h"

namespace nd::cli {

namespace {

constexpr unsigned kMostJobs = 1024;

Result<std::string> json_string(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size();) {
    const utf8::Character character = utf8::first(text.substr(i));
    if (!character.is_valid) return usage_error("the text is not valid UTF-8");
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == '"' || byte == '\\') {
      out += '\\';
      out += text[i];
    } else if (byte < 0x20) {
      append_hex(out += "\\u00", text[i]);
    } else {
      out += text.substr(i, character.size);
    }
    i += character.size;
  }
  out += '"';
  return out;
}

Status check_variable(std::string_view name) {
  const auto starts = [](char c) { return is_letter(c) || c == '_'; };
  const bool good =
      !name.empty() && starts(name[0]) &&
      std::all_of(name.begin(), name.end(), [&](char c) { return starts(c) || is_digit(c); });
  if (!good) return usage_error("{} is not a name; write letters, digits and _", in_quotes(name));
  return {};
}

// That the name stands for nothing else yet: in one of --arg, --let and --table.
Status check_unbound(const Bindings& bindings, std::string_view name) {
  const auto among = [&](const auto& named) {
    return std::any_of(named.begin(), named.end(),
                       [&](const auto& each) { return each.first == name; });
  };
  std::string_view other;
  if (among(bindings.arguments)) other = "--arg or --argjson";
  if (among(bindings.lets)) other = "--let";
  if (bindings.tables != nullptr && bindings.tables->find(name) != nullptr) other = "--table";
  if (name == "ENV") return usage_error("$ENV is the environment; choose another name");
  if (!other.empty()) return usage_error("${} is bound by {} already", name, other);
  return {};
}

// Adds a name to those that an option binds; the same once more is no error.
Status bind_name(const Bindings& bindings, std::vector<std::pair<std::string, std::string>>& named,
                 std::string_view name, std::string text) {
  ND_TRY(check_variable(name));
  for (const auto& [known, value] : named) {
    if (known != name) continue;
    if (value == text) return {};
    return usage_error("${} is bound twice, to {} and to {}", name, in_quotes(value),
                       in_quotes(text));
  }
  ND_TRY(check_unbound(bindings, name));
  named.emplace_back(name, std::move(text));
  return {};
}

Binding argument(io::Streams& streams, bool is_json) {
  return call(2, [&bindings = streams.bindings, is_json](Typed words) -> Status {
    std::string json = is_json ? std::string(words[1]) : ND_TRY(json_string(words[1]));
    return bind_name(bindings, bindings.arguments, words[0], std::move(json));
  });
}

Binding let(io::Streams& streams) {
  return call(1, [&bindings = streams.bindings](Typed words) -> Status {
    const std::size_t equals = words[0].find('=');
    if (equals == std::string_view::npos || equals + 1 == words[0].size())
      return usage_error("{} is not NAME=EXPR", in_quotes(words[0]));
    return bind_name(bindings, bindings.lets, words[0].substr(0, equals),
                     std::string(words[0].substr(equals + 1)));
  });
}

Binding table(CommonValues& values) {
  return call(1, [&values](Typed words) -> Status {
    table::Source source = ND_TRY(table::parse_source(words[0]));
    ND_TRY(check_variable(source.name));
    ND_TRY(check_unbound(values.streams.bindings, source.name));
    values.tables.add(std::move(source));
    return {};
  });
}

Status set_jobs(std::string_view text, unsigned& jobs) {
  std::uint64_t wanted = 0;
  ND_TRY(parse_into(text, wanted));
  if (wanted > kMostJobs)
    return usage_error("{} is too large; at most {}", in_quotes(text), kMostJobs);
  jobs = wanted == 0 ? processors() : static_cast<unsigned>(wanted);
  return {};
}

Binding request(Request& out, Request value) {
  return flag(out, value);
}

void add_errors(Common set, CommonValues& values, std::vector<Option>& out) {
  io::Streams& streams = values.streams;
  if (has(set, Common::kRejects)) {
    out.push_back({.flags = "--rejects",
                   .value = "FILE",
                   .help = "write records that cannot be used to FILE and go on. Each becomes a "
                           "record with its `file`, "
                           "`line`, `byte`, `error` and `raw` bytes; `ndparse --from rejects` "
                           "reads such a file again. "
                           "Without this option the first bad record ends the run with status 3.",
                   .binding = value(values.rejects),
                   .completion = Completion::kOutputFile});
    out.push_back(
        {.flags = "--max-errors",
         .value = "N",
         .help =
             "with `--rejects`, end with status 3 if more than N records, or `P%` of all, are bad.",
         .binding = value(streams.limits.max_errors),
         .preset = "no limit"});
  }
  if (has(set, Common::kStrict)) {
    out.push_back({.flags = "--strict",
                   .help =
                       "make a missing field, a comparison or order across types (equality with "
                       "null aside) and a duplicate key errors of their record. A key and an "
                       "aggregate's values are of one kind, that of the first record.",
                   .binding = {.set = [&streams](Typed) -> Status {
                     streams.input.lines.strict = true;
                     streams.bindings.strict = true;
                     return {};
                   }}});
  }
  if (has(set, Common::kValidate)) {
    out.push_back({.flags = "--validate",
                   .help = "check every byte of every line. Otherwise a line is checked as far as "
                           "it is read, and that "
                           "it ends as one JSON value; see ndrecord(5).",
                   .binding = flag(streams.input.lines.validate)});
  }
}

// What expressions may name.
void add_names(CommonValues& values, std::vector<Option>& out) {
  io::Streams& streams = values.streams;
  out.push_back({.flags = "--arg",
                 .value = "NAME TEXT",
                 .help = "let `$NAME` be the string TEXT in expressions.",
                 .binding = argument(streams, false)});
  out.push_back({.flags = "--argjson",
                 .value = "NAME JSON",
                 .help = "let `$NAME` be the value JSON in expressions.",
                 .binding = argument(streams, true)});
  out.push_back({.flags = "--let",
                 .value = "NAME=EXPR",
                 .help = "let `$NAME` be the one value that EXPR has for a record, as it was "
                         "read: found once a record at most, and only where it is asked for. "
                         "Later ones may use earlier ones.",
                 .binding = let(streams)});
  out.push_back({.flags = "--table",
                 .value = "NAME=FILE:KEY,…",
                 .help = "let `$NAME[K]` be the row of FILE whose KEY is K, or null; of several "
                         "keys `$NAME[[K1,K2]]`. With `:KEY@FROM` or `:KEY@FROM..TO` "
                         "`asof($NAME; K; AT)` is the row that holds at AT. FILE is held in "
                         "memory; see ndexpr(7).",
                 .binding = table(values)});
  streams.bindings.tables = &values.tables;
}

void add_settings(Common set, CommonValues& values, std::vector<Option>& out) {
  io::Streams& streams = values.streams;
  if (has(set, Common::kArguments)) add_names(values, out);
  if (has(set, Common::kZone)) {
    out.push_back({.flags = "--tz",
                   .value = "ZONE",
                   .help =
                       "use the time zone ZONE for days, weeks and months: an IANA name such as "
                       "`Asia/Shanghai`, or an offset such as `+08:00`. `ND_TZ` sets the "
                       "default; `TZ` never does.",
                   .binding = value(streams.bindings.zone),
                   .preset = "UTC"});
  }
  if (has(set, Common::kJobs)) {
    out.push_back(
        {.flags = "-j, --jobs",
         .value = "N",
         .help = "use N threads; 0 is one for each processor. The output never depends on N. "
                 "Without it: one for each processor where files are read and no other program "
                 "of a pipeline is at work at the same time, or where the pipeline ends and all "
                 "is written at the end, else one.",
         .binding = {.values = 1, .set = [&streams](Typed words) {
                       return set_jobs(words[0], streams.limits.jobs);
                     }}});
  }
  if (has(set, Common::kMemory)) {
    out.push_back(
        {.flags = "-S, --mem",
         .value = "SIZE",
         .help = "use about SIZE of memory before spilling to disk: bytes, or `512M`, `4G`.",
         .binding = {.values = 1,
                     .set = [&streams](Typed words) -> Status {
                       ByteSize size;
                       ND_TRY(parse_into(words[0], size));
                       streams.limits.memory = size.bytes;
                       return {};
                     }},
         .preset = "1G"});
    out.push_back({.flags = "-T, --tmp",
                   .value = "DIR",
                   .help = "spill to files in DIR. `TMPDIR` sets the default.",
                   .binding = value(streams.limits.temporary),
                   .preset = "/tmp",
                   .completion = Completion::kDirectory});
  }
}

void add_reports(Common set, CommonValues& values, std::vector<Option>& out) {
  if (has(set, Common::kLineBuffered)) {
    out.push_back({.flags = "--line-buffered",
                   .help = "write every record at once, as on a terminal.",
                   .binding = flag(values.line_buffered)});
  }
  if (has(set, Common::kStats)) {
    out.push_back({.flags = "--stats",
                   .value = "FILE",
                   .help = "at the end, count on standard error, as JSON, what was read, used, "
                           "rejected and written; with `=FILE` in FILE, alone. After a failure "
                           "too.",
                   .binding = {.optional = true,
                               .set = [&values](Typed words) -> Status {
                                 values.streams.sinks.stats = true;
                                 if (!words.empty()) values.stats_file = words[0];
                                 return {};
                               }},
                   .completion = Completion::kOutputFile});
  }
  if (has(set, Common::kProgress)) {
    out.push_back(
        {.flags = "--progress",
         .help =
             "draw a bar on standard error, if that is a terminal: bytes read, rate, time left.",
         .binding = flag(values.progress)});
  }
  if (has(set, Common::kColor)) {
    out.push_back({.flags = "--color",
                   .value = "WHEN",
                   .help = "use styles and colours on a terminal (`auto`), `always` or `never`. "
                           "With `auto` there are none where `NO_COLOR` is set.",
                   .binding = choice<ColorWhen>(values.color, {{"auto", ColorWhen::kAuto},
                                                               {"always", ColorWhen::kAlways},
                                                               {"never", ColorWhen::kNever}}),
                   .preset = "auto"});
  }
}

}  // namespace

std::vector<Option> common_options(Common set, CommonValues& values) {
  std::vector<Option> out;
  if (has(set, Common::kOutput)) {
    out.push_back(
        {.flags = "-o, --output",
         .value = "FILE",
         .help = "write to FILE, which appears whole or not at all. It is made beside "
                 "its final place and "
                 "renamed; a run that fails leaves the old file. `-` is standard output. A FILE "
                 "that ends in .gz or .zst is written compressed; so is that of every "
                 "other option that names a file to write.",
         .binding = value(values.output),
         .completion = Completion::kOutputFile});
  }
  add_errors(set, values, out);
  add_settings(set, values, out);
  add_reports(set, values, out);
  out.push_back({.flags = "-h",
                 .help = "show a short help.",
                 .binding = request(values.request, Request::kShortHelp)});
  out.push_back({.flags = "--help",
                 .help = "show all of this.",
                 .binding = request(values.request, Request::kHelp)});
  out.push_back({.flags = "-V, --version",
                 .help = "show the version.",
                 .binding = request(values.request, Request::kVersion)});
  out.push_back(
      {.flags = "--generate",
       .value = "WHAT",
       .help =
           "print the manual page (`man`), or the completions of a shell (`bash`, `zsh`, `fish`).",
       .binding = choice<Request>(values.request, {{"man", Request::kManual},
                                                   {"bash", Request::kBash},
                                                   {"zsh", Request::kZsh},
                                                   {"fish", Request::kFish}})});
  for (Option& option : out)
    option.common = true;
  return out;
}

}  // namespace nd::cli
