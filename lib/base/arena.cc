#include "base/arena.h"

#include <algorithm>

namespace nd {

void* Arena::allocate_slow(std::size_t bytes) {
  // Blocks kept by reset() are taken up again in order; one that is too small for this request is
  // skipped.
  while (next_block_ < blocks_.size() && blocks_[next_block_].size < bytes) {
    ++next_block_;
  }
  if (next_block_ == blocks_.size()) {
    const std::size_t doubled =
        blocks_.empty() ? block_bytes_ : std::min(blocks_.back().size * 2, std::size_t{1} << 22);
    const std::size_t size = std::max(bytes, std::max(doubled, block_bytes_));
    blocks_.push_back({std::unique_ptr<char[]>(new char[size]), size});
    held_ += size;
  }
  Block& block = blocks_[next_block_++];
  current_ = block.data.get();
  capacity_ = block.size;
  used_ = bytes;
  return current_;
}

// Back to the first block, if there is one: what was moved away has none.
void Arena::rewind() {
  next_block_ = blocks_.empty() ? 0 : 1;
  current_ = blocks_.empty() ? nullptr : blocks_[0].data.get();
  capacity_ = blocks_.empty() ? 0 : blocks_[0].size;
  used_ = 0;
}

}  // namespace nd
