// Runs ops::Group and ops::MergePartials over text, for the tests of both.
#pragma once

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "io/output.h"
#include "ops/group.h"
#include "ops/merge_partials.h"
#include "stream/line_loop.h"

namespace nd::ops::testing {

inline std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines)
    text += line + "\n";
  return text;
}

inline std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = text.find('\n', from);
    lines.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return lines;
}

// Feeds lines to an operator as one block of a file.
template <class Op>
Status feed(Op& op, const json::Schema& schema, io::Streams& streams, const std::string& text,
            io::Output& out) {
  const PaddedString padded(text);
  io::Block block{padded.view(), "test", 1, 0, false};
  stream::LineChecker checker(schema, streams);
  stream::Prefilter prefilter;
  stream::ErrorPolicy policy(streams);
  const auto next = stream::consume_block(
      block, checker, prefilter, policy,
      [&](const stream::Record& record) { return op.consume(record, out); }, [] { return false; });
  if (!next) return tl::unexpected<Error>(next.error());
  streams.counts.bytes += text.size();
  return policy.finish();
}

struct Ran {
  std::string output;
  std::string error;  // empty: it succeeded
};

inline io::Streams test_streams(std::uint64_t memory) {
  io::Streams streams;
  streams.memory = memory;
  return streams;
}

inline constexpr std::uint64_t kPlenty = std::uint64_t{64} << 20;

inline Ran group(const std::vector<GroupingSpec>& specs, const GroupOptions& options,
                 const std::vector<std::string>& lines, std::uint64_t memory = kPlenty) {
  io::Streams streams = test_streams(memory);
  json::Schema schema;
  auto op = Group::compile(specs, options, schema, streams);
  if (!op) return {"", op.error().message};
  io::Output out = io::Output::memory();
  if (auto status = feed(*op, schema, streams, joined(lines), out); !status)
    return {"", status.error().message};
  if (auto status = op->finish(out); !status) return {"", status.error().message};
  return {out.buffer(), ""};
}

inline Ran merge(const MergeOptions& options, const std::vector<std::string>& lines,
                 std::uint64_t memory = kPlenty) {
  io::Streams streams = test_streams(memory);
  json::Schema schema;
  auto op = MergePartials::compile(options, schema, streams);
  if (!op) return {"", op.error().message};
  io::Output out = io::Output::memory();
  if (auto status = feed(**op, schema, streams, joined(lines), out); !status)
    return {"", status.error().message};
  if (auto status = (*op)->finish(out); !status) return {"", status.error().message};
  return {out.buffer(), ""};
}

}  // namespace nd::ops::testing
