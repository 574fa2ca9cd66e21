#include "stream/parallel.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "base/processors.h"

namespace nd::stream {

namespace {

bool is_pipe(int fd) {
  struct stat status = {};
  return ::fstat(fd, &status) == 0 && S_ISFIFO(status.st_mode);
}

bool reads_pipe(const io::Streams& streams) {
  const auto& operands = streams.input.operands;
  const bool standard =
      operands.empty() || std::find(operands.begin(), operands.end(), "-") != operands.end();
  return standard && is_pipe(STDIN_FILENO);
}

}  // namespace

unsigned jobs_for(const io::Streams& streams, Writes writes) {
  return streams.sinks.rejects ? 1 : jobs_with_rejects(streams, writes);
}

unsigned jobs_with_rejects(const io::Streams& streams, Writes writes) {
  if (streams.limits.jobs != 0) return streams.limits.jobs;
  const bool alone = writes == Writes::kAtEnd && !reads_pipe(streams);
  if (!alone && is_pipe(STDOUT_FILENO)) return 1;
  return processors();
}

std::optional<std::size_t> ChunkQueue::claim() {
  std::unique_lock lock(mutex_);
  room_.wait(lock,
             [&] { return stopped_ || claimed_ == chunks_ || claimed_ < written_ + window_; });
  if (stopped_ || claimed_ == chunks_) return std::nullopt;
  return claimed_++;
}

void ChunkQueue::finish(std::size_t chunk, Part part) {
  const std::lock_guard lock(mutex_);
  finished_.emplace(chunk, std::move(part));
  if (chunk == written_) ready_.notify_one();
}

std::optional<ChunkQueue::Part> ChunkQueue::next() {
  std::unique_lock lock(mutex_);
  if (written_ == chunks_) return std::nullopt;
  ready_.wait(lock, [&] { return !finished_.empty() && finished_.begin()->first == written_; });
  Part part = std::move(finished_.begin()->second);
  finished_.erase(finished_.begin());
  ++written_;
  room_.notify_all();
  return part;
}

void ChunkQueue::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  room_.notify_all();
}

Status write_in_order(io::Streams& streams, const io::ChunkedFiles& files, ChunkQueue& queue) {
  io::Counts& counts = streams.outcome.counts;
  const std::uint64_t total = streams.input.progress ? files.bytes() : 0;
  while (auto part = queue.next()) {
    counts.add(part->counts);
    if (streams.input.progress) streams.input.progress(counts.bytes, total);
    ND_TRY(streams.sinks.out.append(part->output));
    if (!part->error) continue;
    streams.outcome.failure = std::move(part->failure);
    return tl::unexpected<Error>(std::move(*part->error));
  }
  return {};
}

}  // namespace nd::stream
