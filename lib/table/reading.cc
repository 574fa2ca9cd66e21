#include "table/reading.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

#include "io/block_reader.h"
#include "stream/error_policy.h"
#include "stream/line_loop.h"

namespace nd::table {

Status read_records(const Reading& reading, io::Failure& failure,
                    std::vector<io::UnmetField>& unmet) {
  io::BlockReader reader({reading.path});
  ND_TRY(reader.check());
  io::LineRules rules = reading.lines;
  rules.keyed = false;
  stream::LineChecker checker(*reading.schema, rules);
  io::Outcome outcome;
  stream::ErrorPolicy policy(outcome);
  checker.watch(stream::FieldWatch(*reading.schema, reading.lacked, false));
  const Status status =
      stream::for_each_record(reader, checker, policy, reading.consume, [] { return false; });
  if (!status) failure = std::move(outcome.failure);
  ND_TRY(status);
  if (outcome.counts.used > 0) checker.field_watch().tell(unmet, reading.path);
  return {};
}

std::uint64_t LineNumbers::of(const stream::Record& record) {
  const io::Block& block = *record.block;
  if (block_ != block.first_byte || file_ != block.file.data()) {
    block_ = block.first_byte;
    file_ = block.file.data();
    at_ = block.text.data();
    line_ = block.first_line;
  }
  // Mostly there is one, which ends the record before.
  const char* const here = record.text.data();
  while (at_ != here) {
    const void* const end = std::memchr(at_, '\n', static_cast<std::size_t>(here - at_));
    at_ = end == nullptr ? here : static_cast<const char*>(end) + 1;
    line_ += end == nullptr ? 0 : 1;
  }
  return line_;
}

void RowLines::add(std::uint64_t line) {
  if (runs_.empty() || runs_.back().line + (rows_ - runs_.back().row) != line)
    runs_.push_back({rows_, line});
  ++rows_;
}

std::uint64_t RowLines::operator[](std::uint64_t row) const {
  const auto behind =
      std::upper_bound(runs_.begin(), runs_.end(), row,
                       [](std::uint64_t wanted, const Run& run) { return wanted < run.row; });
  const Run& run = *std::prev(behind);
  return run.line + (row - run.row);
}

tl::unexpected<Error> error_at_line(const std::string& path, std::uint64_t line,
                                    const std::string& message, io::Failure& failure) {
  failure.place = fmt::format("{}:{}", path, line);
  failure.kind = "data";
  return input_error("{}: {}", failure.place, message);
}

}  // namespace nd::table
