// run_parallel: the same loop on several threads, for operators that can work in parts.
//
// Each worker thread claims the next chunk of the files, runs its own fork of the operator over it,
// and hands its output to the calling thread, which writes the outputs in the order of the chunks.
// A bad record ends the run as it would on one thread: what precedes it is written, what follows is
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

// How many threads a run may use: --jobs if it was given, else as many as there are processors.
// With --rejects it is one, because rejects keep the order of the input. Without --jobs it is one
// too where another program of the pipeline needs a processor at the same time: the reader of our
// output if records are written as they are read, the writer of our input if that is a pipe.
[[nodiscard]] unsigned jobs_for(const io::Streams& streams, Writes writes);
// The same for a run whose parts bring their rejects along.
[[nodiscard]] unsigned jobs_with_rejects(const io::Streams& streams, Writes writes);

// What the threads share: the number of the next chunk, and the outputs of finished chunks that
// wait for their turn to be written.
class ChunkQueue {
 public:
  struct Part {
    io::Output output = io::Output::memory();
    std::optional<io::Output> rejects{};  // of a run that brings them along
    io::Counts counts;
    io::Failure failure;
    std::optional<Error> error;  // the chunk ends with it
  };

  // At most `window` chunks are claimed and not yet written.
  ChunkQueue(std::size_t chunks, std::size_t window) : chunks_(chunks), window_(window) {}

  // For workers: the next chunk to work on. Blocks while the window is full; nullopt if there is no
  // further chunk or the run has been stopped.
  [[nodiscard]] std::optional<std::size_t> claim();
  void finish(std::size_t chunk, Part part);
  // For the writing thread: the finished chunks in order. Blocks until the next one is finished;
  // nullopt after the last one.
  [[nodiscard]] std::optional<Part> next();
  // No further chunk is claimed.
  void stop();

 private:
  std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable ready_;
  std::map<std::size_t, Part> finished_;
  std::size_t chunks_;
  std::size_t window_;
  std::size_t claimed_ = 0;
  std::size_t written_ = 0;
  bool stopped_ = false;
};

// Writes the parts in order and adds up their counts; stops at the first part with an error, and
// returns that.
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
  while (const auto chunk = queue.claim()) {
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
    { const TalliesAtEnd<Op> tallies{op, outcome.counts}; }
    part.counts = std::move(outcome.counts);
    part.failure = std::move(outcome.failure);
    part.counts.bytes = block.text.size();
    queue.finish(*chunk, std::move(part));
  }
  watch = std::move(checker.field_watch());
  if constexpr (requires { op.close(); }) {
    return op.close();
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
  for (const Status& worked : statuses)
    ND_TRY(worked);
  for (unsigned i = 1; i < jobs; ++i)
    watches[0].absorb(watches[i]);
  if (streams.outcome.counts.used > 0) watches[0].tell(streams.outcome.unmet);
  for (Op& fork : forks)
    ND_TRY(op.absorb(std::move(fork)));
  return {};
}

}  // namespace nd::stream
