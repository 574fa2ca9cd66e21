// run_parallel: the same loop on several threads, for operators that can work in parts.
//
// Each thread takes the next chunk of the files, runs its own fork of the operator over it, and
// hands over what it wrote; the calling thread writes that in the order of the chunks. A bad record
// ends the run as it would on one thread: what stands before it is written, what comes after it is
// not.
#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "io/chunk_reader.h"
#include "io/page_buffer.h"
#include "io/streams.h"
#include "stream/line_loop.h"
#include "stream/operator.h"

namespace nd::stream {

// How many threads a run may use: --jobs, or, where it was not given, the machine's processors; but
// one with --rejects (whose records stand in the order of the input), and, without --jobs, one
// where another program of a pipeline is at work at the same time: its reader if this one writes
// along, its writer if the input is no file.
[[nodiscard]] unsigned jobs_for(const io::Streams& streams, Writes writes);

// What the threads share: which chunk is next, and the finished ones that wait for their turn to be
// written.
class ChunkQueue {
 public:
  struct Part {
    io::Output output = io::Output::memory();
    io::Counts counts;
    io::Failure failure;
    std::optional<Error> error;  // the chunk ends with it
  };

  // At most `window` chunks are in work or waiting.
  ChunkQueue(std::size_t chunks, std::size_t window) : chunks_(chunks), window_(window) {}

  // The next chunk to work on, waiting for room; nullopt if there is none or the run has ended.
  [[nodiscard]] std::optional<std::size_t> take();
  void put(std::size_t chunk, Part part);
  // Of the writing thread: the chunks in order; nullopt after the last one.
  [[nodiscard]] std::optional<Part> next();
  // No further chunk is begun.
  void stop();

 private:
  std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable ready_;
  std::map<std::size_t, Part> finished_;
  std::size_t chunks_;
  std::size_t window_;
  std::size_t taken_ = 0;
  std::size_t written_ = 0;
  bool stopped_ = false;
};

// Writes the parts as they come due and adds up their counts; the error of the first part that has
// one.
[[nodiscard]] Status write_in_order(io::Streams& streams, const io::ChunkedFiles& files,
                                    ChunkQueue& queue);

// One thread's work: chunks until there are no more.
template <ForkableOperator Op>
Status work(const io::LineRules& rules, const json::Schema& schema, Op& op,
            const io::ChunkedFiles& files, ChunkQueue& queue, FieldWatch& watch) {
  LineChecker checker(schema, rules, rewrites_later(op) ? Walk::kWhole : Walk::kAsFarAsNeeded);
  Prefilter prefilter = prefilter_of(op, rules);
  checker.watch(field_watch_of(op, schema, prefilter));
  io::PageBuffer buffer;
  while (const auto chunk = queue.take()) {
    ChunkQueue::Part part;
    io::Outcome outcome;
    io::Block block;
    ErrorPolicy policy(outcome, [&] { return files.line_at(*chunk, block.first_byte); });
    const auto consume = [&](const Record& record) { return op.consume(record, part.output); };
    if (auto status = files.read(*chunk, buffer, block); !status) {
      part.error = std::move(status).error();
    } else if (auto next =
                   consume_block(block, checker, prefilter, policy, consume, [] { return false; });
               !next) {
      part.error = std::move(next).error();
    }
    part.counts = outcome.counts;
    part.failure = std::move(outcome.failure);
    part.counts.bytes = block.text.size();
    queue.put(*chunk, std::move(part));
  }
  watch = std::move(checker.field_watch());
  if constexpr (requires { op.settle(); }) {
    return op.settle();
  } else {
    return {};
  }
}

// Runs op over the files on `jobs` threads; all that is left to do afterwards is op.finish().
// Counts land in streams.outcome.counts.
template <ForkableOperator Op>
Status run_parallel(io::Streams& streams, const json::Schema& schema, Op& op,
                    const io::ChunkedFiles& files, unsigned jobs) {
  ChunkQueue queue(files.chunks(), std::size_t{4} * jobs);
  std::vector<Op> forks;
  forks.reserve(jobs);
  for (unsigned i = 0; i < jobs; ++i)
    forks.push_back(op.fork());
  // What the threads write to outlives them, also where one cannot be started and the others are
  // joined on the way out.
  std::vector<Status> statuses(jobs);
  std::vector<FieldWatch> watches(jobs);
  std::vector<std::jthread> threads;
  // Then those that were started must not wait for a writer before they are joined.
  struct Stop {
    ChunkQueue& queue;
    ~Stop() { queue.stop(); }
  } const stop{queue};
  for (unsigned i = 0; i < jobs; ++i) {
    threads.emplace_back([&, i] {
      statuses[i] = work(streams.input.lines, schema, forks[i], files, queue, watches[i]);
    });
  }
  const Status status = write_in_order(streams, files, queue);
  queue.stop();
  threads.clear();  // joins
  ND_TRY(status);
  for (const Status& settled : statuses)
    ND_TRY(settled);
  for (unsigned i = 1; i < jobs; ++i)
    watches[0].absorb(watches[i]);
  if (streams.outcome.counts.used > 0) watches[0].tell(streams.outcome.unmet);
  for (Op& fork : forks)
    ND_TRY(op.absorb(std::move(fork)));
  return {};
}

}  // namespace nd::stream
