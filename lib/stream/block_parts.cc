#include "stream/block_parts.h"

#include <poll.h>
#include <unistd.h>

#include <cstring>

#include "base/padded_view.h"

namespace nd::stream {
namespace {

// Waits until there is something to read, or its end; false if the run was stopped before. A thread
// that waited in read() could not be told that another one has met a bad record.
bool wait_for_input(const ChunkQueue& queue) {
  constexpr int kMilliseconds = 50;
  pollfd input = {STDIN_FILENO, POLLIN, 0};
  while (!queue.is_stopped()) {
    if (::poll(&input, 1, kMilliseconds) != 0) return true;  // read() says what is wrong
  }
  return false;
}

}  // namespace

std::optional<std::size_t> BlockParts::Reader::claim(ChunkQueue& queue) {
  const std::lock_guard lock(parts_->turn_);
  if (parts_->at_end_) return std::nullopt;
  const auto number = queue.claim();
  if (!number || !wait_for_input(queue)) return std::nullopt;
  const Result<bool> more = read();
  if (!more) failed_ = more.error();
  parts_->at_end_ = !more || !*more;
  if (parts_->at_end_) queue.end_at(more ? *number : *number + 1);
  return more && !*more ? std::nullopt : number;
}

Result<bool> BlockParts::Reader::read() {
  io::Block block;
  if (!ND_TRY(parts_->reader_->next(block))) return false;
  ND_TRY(buffer_.grow(block.text.size() + kPadding));
  std::memcpy(buffer_.data(), block.text.data(), block.text.size());
  block_ = block;
  block_.text = PaddedView(buffer_.data(), block.text.size());
  const std::uint64_t read = parts_->reader_->bytes_read();
  bytes_read_ = read - std::exchange(parts_->bytes_read_, read);
  return true;
}

}  // namespace nd::stream
