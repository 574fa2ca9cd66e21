// Feeds text to an operator, and text as lines: for the tests of operators.
#pragma once

#include <string>
#include <vector>

#include "io/output.h"
#include "stream/line_loop.h"

namespace nd::stream::testing {

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
  LineChecker checker(schema, streams.input.lines);
  Prefilter prefilter;
  ErrorPolicy policy(streams);
  const auto next = consume_block(
      block, checker, prefilter, policy,
      [&](const Record& record) { return op.consume(record, out); }, [] { return false; });
  if (auto status = settle(op, out); !status) return status;
  if (!next) return tl::unexpected<Error>(next.error());
  streams.outcome.counts.bytes += text.size();
  return policy.finish();
}

}  // namespace nd::stream::testing
