#include "stream/chunk_queue.h"

#include <utility>

namespace nd::stream {

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
  ready_.wait(lock, [&] {
    return written_ == chunks_ || (!finished_.empty() && finished_.begin()->first == written_);
  });
  if (written_ == chunks_) return std::nullopt;
  Part part = std::move(finished_.begin()->second);
  finished_.erase(finished_.begin());
  ++written_;
  room_.notify_all();
  return part;
}

ChunkQueue::Part ChunkQueue::empty_part() {
  const std::lock_guard lock(mutex_);
  Part part;
  if (given_back_.empty()) return part;
  // The latest one: most of it is still in a cache.
  part.output = std::move(given_back_.back().output);
  part.memory = std::move(given_back_.back().memory);
  given_back_.pop_back();
  part.output.buffer().clear();
  return part;
}

void ChunkQueue::give_back(Part part) {
  const std::lock_guard lock(mutex_);
  given_back_.push_back(std::move(part));
}

void ChunkQueue::end_at(std::size_t chunks) {
  const std::lock_guard lock(mutex_);
  chunks_ = chunks;
  ready_.notify_one();
}

void ChunkQueue::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  room_.notify_all();
}

bool ChunkQueue::is_stopped() const {
  const std::lock_guard lock(mutex_);
  return stopped_;
}

}  // namespace nd::stream
