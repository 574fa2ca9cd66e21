// run: the one loop of every tool: read, frame, project, consume.
#pragma once

#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "io/block_reader.h"
#include "io/streams.h"
#include "json/projector.h"
#include "json/validate.h"
#include "stream/error_policy.h"
#include "stream/operator.h"

namespace nd::stream {

// What must hold of a line before it is a record: how the loop treats it.
class LineChecker {
 public:
  LineChecker(const json::Schema& schema, const io::Streams& streams)
      : schema_(schema), projector_(schema), validate_(streams.validate || streams.strict), strict_(streams.strict) {}

  // The line's row, or why it is no record.
  [[nodiscard]] bool project(PaddedView line) {
    if (validate_ && !validated(line)) [[unlikely]] return false;
    if (!projector_.project(line)) [[unlikely]] return false;
    return !strict_ || complete();
  }
  [[nodiscard]] json::Row row() const { return projector_.row(); }
  [[nodiscard]] const Error& error() const { return own_error_ ? error_ : projector_.error(); }

 private:
  bool validated(PaddedView line);
  bool complete();

  const json::Schema& schema_;
  json::Projector projector_;
  json::Validator validator_;
  bool validate_;
  bool strict_;
  bool own_error_ = false;
  Error error_;
};

// A line without the blanks around it; empty for a blank line. Requires: a '\n' at end.
[[nodiscard]] inline PaddedView trim(const char* begin, const char* end) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (begin != end && blank(*begin)) [[unlikely]] ++begin;
  while (begin != end && blank(end[-1])) [[unlikely]] --end;
  return {begin, static_cast<std::size_t>(end - begin)};
}

// Feeds every record of the operands to `consume(record)` (returning Status). Bad lines and kInput errors of consume go
// to the policy; any other error ends the run. `done()` true ends it early with success.
template <class Consume, class Done>
Status for_each_record(io::BlockReader& reader, LineChecker& checker, ErrorPolicy& policy, Consume&& consume,
                       Done&& done) {
  io::Block block;
  while (ND_TRY(reader.next(block))) {
    const char* line = block.text.begin();
    const char* const end = block.text.end();
    while (line != end) {
      const char* const line_end = static_cast<const char*>(std::memchr(line, '\n', static_cast<std::size_t>(end - line)));
      Record record{trim(line, line_end), {}, &block};
      line = line_end + 1;
      if (record.text.empty()) continue;
      if (block.too_long) [[unlikely]] {
        ND_TRY(policy.bad(record.position(), record.text.text(),
                          Error{ErrorKind::kInput, "the line is longer than a record may be", Error::kNoOffset}));
        continue;
      }
      if (!checker.project(record.text)) [[unlikely]] {
        ND_TRY(policy.bad(record.position(), record.text.text(), checker.error()));
        continue;
      }
      record.row = checker.row();
      if (auto status = consume(std::as_const(record)); !status) [[unlikely]] {
        ND_TRY(policy.bad(record.position(), record.text.text(), status.error()));
        continue;
      }
      policy.used();
      if (done()) [[unlikely]] return {};
    }
  }
  return {};
}

// Runs a tool's operator over all its input, then finishes it. Counts land in streams.counts.
template <Operator Op>
Status run(io::Streams& streams, const json::Schema& schema, Op& op) {
  io::BlockReader reader(streams.operands);
  ND_TRY(reader.check());
  LineChecker checker(schema, streams);
  ErrorPolicy policy(streams);
  ND_TRY(for_each_record(
      reader, checker, policy, [&](const Record& record) { return op.consume(record, streams.out); },
      [&] {
        if constexpr (requires { op.done(); }) {
          return op.done();
        } else {
          return false;
        }
      }));
  streams.counts.bytes = reader.bytes_given();
  ND_TRY(policy.finish());
  return op.finish(streams.out);
}

}  // namespace nd::stream
