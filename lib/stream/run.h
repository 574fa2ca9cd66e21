// run: an operator over all input of a tool: the one loop of every tool.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "io/block_reader.h"
#include "io/chunk_reader.h"
#include "io/streams.h"
#include "json/schema.h"
#include "stream/block_parts.h"
#include "stream/error_policy.h"
#include "stream/line_loop.h"
#include "stream/operator.h"
#include "stream/parallel.h"
#include "stream/partwise.h"

namespace nd::stream {

// Gives the operator the records of files by several threads; false where they have to be read one
// after the other.
template <Operator Op>
Result<bool> run_on_files(io::Streams& streams, const json::Schema& schema, Op& op) {
  const std::vector<std::string>& operands = streams.input.operands;
  if (needs_order(op)) return false;
  if constexpr (PartwiseOperator<Op>) {
    const unsigned jobs = jobs_with_rejects(streams, writes_of(op));
    // To read files again pays on one thread too.
    if (jobs == 1 && !ReadsAgain<Op>) return false;
    if (const auto files = io::ChunkedFiles::open(operands)) {
      ND_TRY(run_partwise(streams, schema, op, *files, jobs));
      // While the files are there to be read again.
      ND_TRY(op.finish(streams.sinks.out));
      return true;
    }
  }
  if constexpr (ForkableOperator<Op>) {
    const unsigned jobs = jobs_for(streams, writes_of(op));
    if (jobs == 1) return false;
    if (const auto files = io::ChunkedFiles::open(operands)) {
      ND_TRY(run_parallel(streams, schema, op, ChunkParts(*files), jobs));
      ND_TRY(op.finish(streams.sinks.out));
      return true;
    }
    // What is written along the way would have to wait in memory for the files before.
    if (writes_of(op) != Writes::kAtEnd) return false;
    if (const auto files = FileParts::of(operands)) {
      ND_TRY(run_parallel(streams, schema, op, *files, jobs));
      ND_TRY(op.finish(streams.sinks.out));
      return true;
    }
  }
  return false;
}

// How many threads go on once standard input has proved long.
template <Operator Op>
unsigned later_jobs(const io::Streams& streams, const Op& op) {
  const bool shared = ForkableOperator<Op> && writes_of(op) == Writes::kAtEnd && !needs_order(op);
  return shared && reads_standard_input(streams) ? jobs_for(streams, writes_of(op)) : 1;
}

// Runs a tool's operator over all its input, then finishes it. Counts land in
// streams.outcome.counts. An operator that can fork, or whose records others can read, is run on
// streams.limits.jobs threads where the input allows it (parallel.h, partwise.h); the result is the
// same.
template <Operator Op>
Status run(io::Streams& streams, const json::Schema& schema, Op& op) {
  io::BlockReader reader(streams.input.operands, io::read_options(streams.limits.jobs));
  ND_TRY(reader.check());
  if (streams.input.prepare) ND_TRY(streams.input.prepare());
  if (ND_TRY(run_on_files(streams, schema, op))) return {};
  const unsigned jobs = later_jobs(streams, op);
  LineChecker checker(schema, streams.input.lines,
                      rewrites_later(op) ? Walk::kWhole : Walk::kAsFarAsNeeded);
  Prefilter prefilter = prefilter_of(op, streams.input.lines);
  checker.watch(field_watch_of(op, schema, prefilter));
  checker.ask_only(asked_by(op));
  ErrorPolicy policy(streams);
  policy.settle_first([&] { return settle(op, streams.sinks.out); });
  constexpr bool kWithdraws = requires(Withdraw withdraw) {
    op.withdraw_by(withdraw);
  };
  if constexpr (kWithdraws) op.withdraw_by(std::bind_front(&ErrorPolicy::withdraw, &policy));
  const auto consume = [&](const Record& record) { return op.consume(record, streams.sinks.out); };
  const auto done = [&] {
    if constexpr (requires { op.done(); }) {
      return op.done();
    } else {
      return false;
    }
  };
  const TalliesAtEnd<Op> tallies{op, streams.outcome.counts};
  const std::uint64_t total = streams.input.progress ? reader.bytes_total() : 0;
  io::Block block;
  bool whole = true;  // the input was read to its end
  while (ND_TRY(reader.next(block))) {
    if (streams.input.progress) streams.input.progress(reader.bytes_read(), total);
    streams.outcome.counts.bytes += block.text.size();
    const auto next = consume_block(block, checker, prefilter, policy, consume, done);
    // Also where a bad record stops the run: those before it come first.
    ND_TRY(settle(op, streams.sinks.out));
    if (ND_TRY(next) == Next::kDone) {
      whole = false;
      break;
    }
    if constexpr (ForkableOperator<Op>) {
      if (jobs > 1 && streams.outcome.counts.bytes >= kWorthThreads) {
        ND_TRY(run_parallel(streams, schema, op, BlockParts(reader), jobs, &checker.field_watch()));
        return op.finish(streams.sinks.out);
      }
    }
  }
  if (!kWithdraws) ND_TRY(policy.finish());
  if (whole && streams.outcome.counts.used > 0) checker.field_watch().tell(streams.outcome.unmet);
  ND_TRY(op.finish(streams.sinks.out));
  return kWithdraws ? policy.finish() : Status();
}

}  // namespace nd::stream
