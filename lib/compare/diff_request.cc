#include "compare/diff_request.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "base/wording.h"
#include "columns/key_columns.h"
#include "columns/key_fields.h"
#include "compare/diff.h"
#include "compare/tolerance.h"
#include "io/block_reader.h"
#include "json/schema.h"
#include "stream/error_policy.h"
#include "stream/line_loop.h"
#include "stream/parallel.h"
#include "table/reading.h"

namespace nd::compare {
namespace {

constexpr std::string_view kFields[] = {"change", "fields", "record"};

// The two files.
struct Files {
  std::string old_file;
  std::string new_file;

  [[nodiscard]] const std::string& of(Side side) const {
    return side == Side::kOld ? old_file : new_file;
  }
};

Result<Files> files_of(const DiffRequest& request, const io::Streams& streams) {
  const std::vector<std::string>& operands = streams.input.operands;
  Files files{request.old_file, operands.empty() ? "-" : operands[0]};
  if (files.old_file == "-" && files.new_file == "-")
    return usage_error("OLD and NEW cannot both be standard input");
  return files;
}

Told told_of(const DiffRequest& request) {
  if (request.quiet) return Told::kNothing;
  return request.same ? Told::kAll : Told::kDifferences;
}

Result<FieldRules> rules_of(const DiffRequest& request) {
  FieldRules::FieldRequest fields{request.only, request.ignore, {}};
  for (const std::string& text : request.tolerances)
    fields.tolerances.push_back(ND_TRY(FieldTolerance::parse(text)));
  return FieldRules::make(std::move(fields));
}

// What the reading of both files shares.
struct Reading {
  io::Streams& streams;
  stream::LineChecker checker;
  stream::ErrorPolicy policy;
  const std::vector<json::FieldPath>& named;  // by the rules of fields
  std::uint64_t bytes_before = 0;             // of the files before, as they are stored
  std::uint64_t bytes_total = 0;
};

Status read(Reading& reading, const std::string& file, Side side, Diff& diff) {
  io::Streams& streams = reading.streams;
  io::BlockReader reader({file});
  io::Block block;
  stream::Prefilter none;
  table::LineNumbers lines;
  const auto consume = [&](const stream::Record& record) -> Status {
    return diff.repeat() ? Status() : diff.consume(side, record, lines.of(record));
  };
  // Where the keys are null it is looked whether no record has the field.
  const auto done = [&] {
    return diff.repeat() && !(diff.repeat()->is_null && reading.checker.field_watch().is_open());
  };
  while (ND_TRY(reader.next(block))) {
    if (streams.input.progress)
      streams.input.progress(reading.bytes_before + reader.bytes_read(), reading.bytes_total);
    streams.outcome.counts.bytes += block.text.size();
    const auto next =
        stream::consume_block(block, reading.checker, none, reading.policy, consume, done);
    if (diff.repeat() && (!next || *next == stream::Next::kDone)) return {};
    ND_TRY(next);
    ND_TRY(diff.flush());
    if (done()) return {};
  }
  reading.bytes_before += reader.bytes_read();
  return {};
}

Status check_repeat(const Diff& diff, const Files& files, Reading& reading) {
  if (!diff.repeat()) return {};
  const Repeat& repeat = *diff.repeat();
  io::Outcome& outcome = reading.streams.outcome;
  outcome.counts.used = repeat.given - 1;
  ++outcome.counts.rejected;
  // A key whose name is misspelt is met here.
  if (repeat.is_null) {
    reading.checker.field_watch().tell(outcome.unmet,
                                       repeat.side == Side::kOld ? files.old_file : std::string());
  }
  std::erase_if(outcome.unmet, [&](const io::UnmetField& field) {
    return std::any_of(reading.named.begin(), reading.named.end(),
                       [&](const json::FieldPath& path) { return path.print() == field.path; });
  });
  const std::string_view advice =
      repeat.is_null ? ": both records lack it" : "; of records with one key nduniq keeps one";
  return table::error_at_line(files.of(repeat.side), repeat.second,
                              fmt::format("the key {} has stood before, in line {}{}",
                                          excerpt(repeat.key), repeat.first, advice),
                              outcome.failure);
}

Status compare_files(Reading& reading, const Files& files, Diff& diff) {
  io::Streams& streams = reading.streams;
  for (const Side side : {Side::kOld, Side::kNew}) {
    ND_TRY(read(reading, files.of(side), side, diff));
    ND_TRY(check_repeat(diff, files, reading));
  }
  ND_TRY(reading.policy.finish());
  const auto tell_unmet = [&] {
    if (streams.outcome.counts.used > 0) reading.checker.field_watch().tell(streams.outcome.unmet);
  };
  if (streams.input.lines.strict) {
    tell_unmet();
    if (!streams.outcome.unmet.empty())
      return input_error("no record has the field {}", streams.outcome.unmet[0].path);
  }
  ND_TRY(diff.finish(streams.sinks.out));
  ND_TRY(check_repeat(diff, files, reading));
  if (!streams.input.lines.strict) tell_unmet();
  streams.outcome.note = diff.notes(files.old_file, files.new_file);
  return {};
}

}  // namespace

Result<bool> run_diff(const DiffRequest& request, io::Streams& streams) {
  const Files files = ND_TRY(files_of(request, streams));
  json::Schema schema;
  auto keys = ND_TRY(
      columns::KeyColumns::compile(request.keys, columns::Marks::kNone, schema, streams.bindings));
  auto key_fields = ND_TRY(columns::KeyFields::make(keys, kFields));
  if (streams.bindings.strict) keys.watch_kinds();
  FieldRules rules = ND_TRY(rules_of(request));
  const std::vector<json::FieldPath> named = rules.named();
  Diff diff(std::move(keys), std::move(key_fields), std::move(rules),
            {streams.limits.memory, streams.limits.temporary,
             stream::jobs_for(streams, stream::Writes::kAtEnd), told_of(request)});

  const io::BlockReader both({files.old_file, files.new_file});
  ND_TRY(both.check());
  if (streams.input.prepare) ND_TRY(streams.input.prepare());
  // Records are written anew, as a part of others: what is no record must be found in time.
  Reading reading{streams, stream::LineChecker(schema, streams.input.lines, stream::Walk::kWhole),
                  stream::ErrorPolicy(streams), named};
  if (streams.input.progress) reading.bytes_total = both.bytes_total();
  stream::FieldWatch watch(
      schema, [&diff](json::SlotSet& out) { diff.add_lacked(out); }, false);
  watch.look_for(named);
  reading.checker.watch(std::move(watch));
  // What was counted of the records before a bad one, and whether a key repeats among them.
  reading.policy.settle_first([&diff]() -> Status {
    ND_TRY(diff.flush());
    return diff.repeat() ? input_error("a key has stood before") : Status();
  });
  const Status compared = compare_files(reading, files, diff);
  streams.outcome.counts.add_tallies(diff.tallies());
  ND_TRY(compared);
  return diff.any_difference();
}

}  // namespace nd::compare
