// run_parallel: the same loop on several threads, for operators that can work in parts.
//
// Each worker thread claims the next part of the input, runs its own fork of the operator over it,
// and hands its output to the calling thread, which writes the outputs in the order of the parts.
// Parts are chunks of plain files (io/chunk_reader.h), or, where some are compressed, whole files,
// or the blocks of a pipe (block_parts.h). A bad record ends the run as it would on one thread:
// what precedes it is written, what follows is not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "io/block_reader.h"
#include "io/chunk_reader.h"
#include "io/page_buffer.h"
#include "io/streams.h"
#include "stream/chunk_queue.h"
#include "stream/error_policy.h"
#include "stream/field_watch.h"
#include "stream/line_loop.h"
#include "stream/operator.h"

namespace nd::stream {

// How many threads a run may use: --jobs if it was given, else as many as there are processors.
// With --rejects it is one, because rejects keep the order of the input. Without --jobs it is one
// too where another program of the pipeline needs a processor at the same time: the reader of our
// output if records are written as they are read, the writer of our input if that and our output
// are pipes. Where the pipeline ends, the threads have what its writer leaves.
[[nodiscard]] unsigned jobs_for(const io::Streams& streams, Writes writes);
// The same for a run whose parts bring their rejects along.
[[nodiscard]] unsigned jobs_with_rejects(const io::Streams& streams, Writes writes);
// Whether it is all that is read.
[[nodiscard]] bool reads_standard_input(const io::Streams& streams);

// Bytes of an input below which a second thread costs more than it saves.
inline constexpr std::uint64_t kWorthThreads = std::uint64_t{4} << 20;

// Writes the parts in order and adds up their counts; stops at the first part with an error, and
// returns that. `bytes`: of all operands, as they are stored.
[[nodiscard]] Status write_in_order(io::Streams& streams, std::uint64_t bytes, ChunkQueue& queue);

// The chunks of plain files.
class ChunkParts {
 public:
  // The files must outlive it.
  explicit ChunkParts(const io::ChunkedFiles& files) : files_(&files) {}

  [[nodiscard]] std::size_t size() const { return files_->chunks(); }
  [[nodiscard]] std::uint64_t bytes() const { return files_->bytes(); }

  // What one thread reads parts with.
  class Reader {
   public:
    explicit Reader(const ChunkParts& parts) : files_(parts.files_) {}
    // Of a part. A bad record in it ends the run.
    [[nodiscard]] static std::optional<std::size_t> claim(ChunkQueue& queue) {
      return queue.claim();
    }
    [[nodiscard]] ErrorPolicy policy(io::Outcome& outcome, std::size_t part) {
      return ErrorPolicy(outcome,
                         [this, part] { return files_->line_at(part, block_.first_byte); });
    }
    // Calls use(block) -> Status for each block of a part; an error ends it. The bytes read are
    // added to `bytes`.
    template <class Use>
    [[nodiscard]] Status each(std::size_t part, std::uint64_t& bytes, Use&& use) {
      block_ = {};
      ND_TRY(files_->read(part, buffer_, block_));
      bytes += block_.text.size();
      return use(block_);
    }

   private:
    const io::ChunkedFiles* files_;
    io::PageBuffer buffer_;
    io::Block block_;
  };

 private:
  const io::ChunkedFiles* files_;
};

// Whole files, some of which are compressed: what nothing is written for before the end.
class FileParts {
 public:
  // nullopt where the operands are not several regular files with a compressed one among them, or
  // too small for threads to pay. They must outlive it.
  static std::optional<FileParts> of(const std::vector<std::string>& operands);

  [[nodiscard]] std::size_t size() const { return operands_->size(); }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

  class Reader {
   public:
    explicit Reader(const FileParts& parts) : operands_(parts.operands_) {}
    [[nodiscard]] static std::optional<std::size_t> claim(ChunkQueue& queue) {
      return queue.claim();
    }
    [[nodiscard]] static ErrorPolicy policy(io::Outcome& outcome, std::size_t /*part*/) {
      return ErrorPolicy(outcome);
    }
    template <class Use>
    [[nodiscard]] Status each(std::size_t part, std::uint64_t& bytes, Use&& use) {
      io::BlockReader reader({(*operands_)[part]});
      io::Block block;
      while (ND_TRY(reader.next(block)))
        ND_TRY(use(block));
      bytes += reader.bytes_read();
      return {};
    }

   private:
    const std::vector<std::string>* operands_;
  };

 private:
  FileParts(const std::vector<std::string>& operands, std::uint64_t bytes)
      : operands_(&operands), bytes_(bytes) {}

  const std::vector<std::string>* operands_;
  std::uint64_t bytes_;
};

// One thread's work: parts until there are no more.
template <ForkableOperator Op, class Parts>
Status work(const io::LineRules& rules, const json::Schema& schema, Op& op, Parts& parts,
            ChunkQueue& queue, FieldWatch& watch) {
  LineChecker checker(schema, rules, rewrites_later(op) ? Walk::kWhole : Walk::kAsFarAsNeeded);
  Prefilter prefilter = prefilter_of(op, rules);
  checker.watch(field_watch_of(op, schema, prefilter));
  checker.ask_only(asked_by(op));
  typename Parts::Reader reader(parts);
  while (const auto number = reader.claim(queue)) {
    ChunkQueue::Part part;
    io::Outcome outcome;
    ErrorPolicy policy = reader.policy(outcome, *number);
    const auto consume = [&](const Record& record) { return op.consume(record, part.output); };
    const auto use = [&](io::Block& block) -> Status {
      outcome.counts.bytes += block.text.size();
      const auto next =
          consume_block(block, checker, prefilter, policy, consume, [] { return false; });
      ND_TRY(settle(op, part.output));
      return next ? Status() : tl::unexpected<Error>(next.error());
    };
    if (auto status = reader.each(*number, part.bytes_read, use); !status)
      part.error = std::move(status).error();
    { const TalliesAtEnd<Op> tallies{op, outcome.counts}; }
    part.counts = std::move(outcome.counts);
    part.failure = std::move(outcome.failure);
    queue.finish(*number, std::move(part));
  }
  watch = std::move(checker.field_watch());
  if constexpr (requires { op.close(); }) {
    return op.close();
  } else {
    return {};
  }
}

// Runs op over the parts of the input on `jobs` threads; all that is left to do afterwards is
// op.finish(). Counts land in streams.outcome.counts. `earlier`: what is known of fields from
// records that op was given before; may be null.
template <ForkableOperator Op, class Parts>
Status run_parallel(io::Streams& streams, const json::Schema& schema, Op& op, Parts&& parts,
                    unsigned jobs, const FieldWatch* earlier = nullptr) {
  ChunkQueue queue(parts.size(), std::size_t{4} * jobs);
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
      statuses[i] = work(streams.input.lines, schema, forks[i], parts, queue, watches[i]);
    });
  }
  const Status status = write_in_order(streams, parts.bytes(), queue);
  queue.stop();
  threads.clear();  // joins
  ND_TRY(status);
  for (const Status& worked : statuses)
    ND_TRY(worked);
  for (unsigned i = 1; i < jobs; ++i)
    watches[0].absorb(watches[i]);
  if (earlier != nullptr) watches[0].absorb(*earlier);
  if (streams.outcome.counts.used > 0) watches[0].tell(streams.outcome.unmet);
  for (Op& fork : forks)
    ND_TRY(op.absorb(std::move(fork)));
  return {};
}

}  // namespace nd::stream
