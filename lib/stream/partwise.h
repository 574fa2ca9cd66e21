// run_partwise: an operator that takes records in their order, while several threads read them.
//
// Each thread reads chunks of plain files (io/chunk_reader.h): it finds the records and what the
// operator wants to know of each. The calling thread gives that to the operator, chunk by chunk in
// the order of the input, and judges bad records, so that the result is that of one thread, with
// --rejects too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "io/chunk_reader.h"
#include "io/page_buffer.h"
#include "io/streams.h"
#include "stream/chunk_queue.h"
#include "stream/error_policy.h"
#include "stream/line_loop.h"
#include "stream/operator.h"

namespace nd::stream {

// What one thread reads chunks with. The reader must stay where it is: what watches fields asks it.
template <Operator Reader>
class PartWorker {
 public:
  // `keeps_text`: the chunk's text goes along with the part.
  PartWorker(const io::LineRules& rules, const json::Schema& schema, Reader reader,
             const io::ChunkedFiles& files, bool keeps_text)
      : reader_(std::move(reader)),
        files_(files),
        keeps_text_(keeps_text),
        checker_(schema, rules, rewrites_later(reader_) ? Walk::kWhole : Walk::kAsFarAsNeeded),
        prefilter_(prefilter_of(reader_, rules)) {
    checker_.watch(field_watch_of(reader_, schema, prefilter_));
    checker_.ask_only(asked_by(reader_));
  }
  PartWorker(const PartWorker&) = delete;
  PartWorker& operator=(const PartWorker&) = delete;

  // Fills an empty part. At most `most` bad records are gathered; the last of them ends the part,
  // with its error.
  [[nodiscard]] ChunkQueue::Part read(std::size_t chunk, std::uint64_t most,
                                      ChunkQueue::Part part = {}) {
    if (auto status = read_into(part, chunk, most); !status) part.error = std::move(status).error();
    return part;
  }
  [[nodiscard]] FieldWatch& field_watch() { return checker_.field_watch(); }

 private:
  Status read_into(ChunkQueue::Part& part, std::size_t chunk, std::uint64_t most) {
    io::Block& block = part.block;
    ND_TRY(files_.read(chunk, keeps_text_ ? part.memory : buffer_, block));
    part.bytes_read = block.text.size();
    ND_TRY(reader_.start_part(chunk, block, part.output));
    io::Outcome outcome;
    ErrorPolicy policy(outcome, part.bad, most);
    const auto next = consume_block(
        block, checker_, prefilter_, policy,
        [&](const Record& record) { return reader_.consume(record, part.output); },
        [] { return false; });
    { const TalliesAtEnd<Reader> tallies{reader_, outcome.counts}; }
    part.counts = std::move(outcome.counts);
    if constexpr (requires { reader_.end_part(part.output); }) reader_.end_part(part.output);
    if (!keeps_text_) block.text = {};
    return next ? Status() : tl::unexpected<Error>(next.error());
  }

  Reader reader_;
  const io::ChunkedFiles& files_;
  bool keeps_text_;
  LineChecker checker_;
  Prefilter prefilter_;
  io::PageBuffer buffer_;
};

// What the calling thread makes of the parts, in their order.
class PartJudge {
 public:
  // The streams must outlive it.
  explicit PartJudge(io::Streams& streams) : streams_(streams), policy_(streams) {}

  // How many bad records of a part may be of use, as far as is known now: those beyond that come
  // after the end of the run.
  [[nodiscard]] std::uint64_t most_bad() const;
  // Counts the part's records and bytes, but for bad records. To be called before the records are
  // taken, so that nothing is written that has not been counted as read.
  void count(ChunkQueue::Part& part, std::uint64_t bytes_of_all);
  // Counts and judges the part's bad records. To be called once the records that are used have been
  // taken. An error ends the run.
  [[nodiscard]] Status judge(ChunkQueue::Part& part);
  // At the end of the input.
  [[nodiscard]] Status finish() { return policy_.finish(); }

 private:
  io::Streams& streams_;
  ErrorPolicy policy_;
  std::uint64_t lines_ = 0;  // of the file before the part
  std::uint64_t bytes_read_ = 0;
};

template <class Op>
using PartWorkerOf = PartWorker<decltype(std::declval<Op&>().part_reader())>;

// Gives op all records of the files; what is left to do afterwards is op.finish(). Counts land in
// streams.outcome.counts. With one job the calling thread reads too.
template <PartwiseOperator Op>
Status run_partwise(io::Streams& streams, const json::Schema& schema, Op& op,
                    const io::ChunkedFiles& files, unsigned jobs) {
  const auto new_worker = [&] {
    return std::make_unique<PartWorkerOf<Op>>(streams.input.lines, schema, op.part_reader(), files,
                                              !ReadsAgain<Op>);
  };
  std::vector<std::unique_ptr<PartWorkerOf<Op>>> workers;
  for (unsigned i = 0; i < jobs; ++i)
    workers.push_back(new_worker());
  if constexpr (ReadsAgain<Op>) op.read_again_from(files);
  PartJudge judge(streams);
  const std::uint64_t most = judge.most_bad();
  const auto take = [&](std::size_t chunk, ChunkQueue::Part& part) -> Status {
    // Its last bad record ends the run, or one before that: the run does not come to what follows.
    const bool ends = judge.most_bad() < most && part.bad.size() >= judge.most_bad();
    const std::string& found = part.output.buffer();  // empty where the chunk could not be read
    if (ends || (!found.empty() && !follows(op, found)))
      part = new_worker()->read(chunk, judge.most_bad());
    judge.count(part, files.bytes());
    if (!found.empty()) ND_TRY(op.take_part({found, part.block.text.text()}, streams.sinks.out));
    return judge.judge(part);
  };
  ChunkQueue queue(files.chunks(), std::size_t{4} * jobs);
  if (jobs == 1) {
    for (std::size_t chunk = 0; chunk < files.chunks(); ++chunk) {
      ChunkQueue::Part part = workers[0]->read(chunk, most, queue.empty_part());
      ND_TRY(take(chunk, part));
      queue.give_back(std::move(part));
    }
  } else {
    std::vector<std::jthread> threads;
    threads.reserve(workers.size());
    // Those that were started must not wait for this thread before they are joined.
    struct Stop {
      ChunkQueue& queue;
      ~Stop() { queue.stop(); }
    } const stop{queue};
    for (const auto& worker : workers) {
      threads.emplace_back([&queue, &worker = *worker, most] {
        while (const auto chunk = queue.claim())
          queue.finish(*chunk, worker.read(*chunk, most, queue.empty_part()));
      });
    }
    for (std::size_t chunk = 0; std::optional<ChunkQueue::Part> part = queue.next(); ++chunk) {
      ND_TRY(take(chunk, *part));
      queue.give_back(std::move(*part));
    }
    threads.clear();  // joins
  }
  ND_TRY(judge.finish());
  FieldWatch& watch = workers[0]->field_watch();
  for (unsigned i = 1; i < jobs; ++i)
    watch.absorb(workers[i]->field_watch());
  if (streams.outcome.counts.used > 0) watch.tell(streams.outcome.unmet);
  return {};
}

}  // namespace nd::stream
